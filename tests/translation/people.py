"""The people who meet on the translation screens."""

from django.contrib.auth.models import Group, User
from wagtail.models import GroupPagePermission
from wagtail.users.models import UserProfile

from empirie.people.roles import permission_called, sync_roles


def somebody(role, language="en"):
    """A member of `role`'s group who reads the admin in `language`."""
    sync_roles()
    user = User.objects.create_user(role.lower(), f"{role.lower()}@empirie.example", "haslo")
    user.groups.add(Group.objects.get(name=role))
    UserProfile.objects.create(user=user, preferred_language=language)
    return User.objects.get(pk=user.pk)


def a_city_editor(page):
    """Somebody who may edit `page` and what stands below it, as a city may, and nothing else."""
    group = Group.objects.create(name="Krosno")
    group.permissions.add(permission_called("wagtailadmin.access_admin"))
    GroupPagePermission.objects.create(
        group=group, page=page, permission=permission_called("wagtailcore.change_page")
    )
    user = User.objects.create_user("krosno")
    user.groups.add(group)
    return user
