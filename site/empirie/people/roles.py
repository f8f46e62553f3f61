"""Who may do what: one table, read by the commands that provision it and by the tests that check it.

The administrator is Django's superuser and needs no row. `ROLES` hold on the whole site; `CITY` holds in one
city's workspace only (see workspaces.py).
"""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from .approvals import ensure_approval

COMMUNICATIONS = "Communications"
TRANSLATOR = "Translator"

RECORDS = ("subjects.city", "subjects.network", "subjects.topic")
# The workflow of all pages but cities' galleries, which have their own. Named in Polish, as the page tree is.
APPROVAL_OF_PAGES = "Akceptacja redakcji"
WORKSPACES = "people.cityworkspace"
SETTINGS = ("home.programmesettings", "home.navigation")


@dataclass(frozen=True)
class Role:
    """What a role may do, as Django permission names without their app where the model says it.

    `pages` holds on a part of the page tree, `collections` on a part of the collections, `models` everywhere.
    For staff the part is the whole; with `translations_only`, `pages` holds on the trees of the translations.
    `approves` names the workflows whose steps the role decides.
    """

    pages: tuple[str, ...] = ()
    collections: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    translations_only: bool = False
    approves: tuple[str, ...] = ()


def _all_rights(*models):
    return tuple(
        f"{app}.{verb}_{model}"
        for app, model in (name.split(".") for name in models)
        for verb in ("add", "change", "delete", "view")
    )


_FILES = ("wagtailimages.{}_image", "wagtaildocs.{}_document", "wagtailmedia.{}_media")

ROLES = {
    COMMUNICATIONS: Role(
        pages=("add_page", "change_page", "publish_page", "lock_page", "unlock_page", "bulk_delete_page"),
        collections=(
            *(name.format(verb) for name in _FILES for verb in ("add", "change", "delete")),
            "wagtailimages.choose_image",
            "wagtaildocs.choose_document",
            "wagtailcore.add_collection",
            "wagtailcore.change_collection",
        ),
        models=(
            "wagtailadmin.access_admin",
            "wagtail_localize.submit_translation",
            *_all_rights(*RECORDS, "wagtailredirects.redirect"),
            *(f"{name.split('.')[0]}.change_{name.split('.')[1]}" for name in SETTINGS),
            *_all_rights(WORKSPACES),
            "galleries.approve_gallery",
            "photos.withdraw_photo",
        ),
        approves=(APPROVAL_OF_PAGES,),
    ),
    TRANSLATOR: Role(
        pages=("change_page",),
        collections=("wagtailimages.choose_image", "wagtaildocs.choose_document"),
        models=("wagtailadmin.access_admin", "wagtail_localize.submit_translation"),
        translations_only=True,  # Wagtail would let whoever may edit from the root edit the Polish source
    ),
}


# On the pages of the city (each language) and on its collection. `add_image`, not `change_image`: people of a
# city change what they added themselves. Without `publish_page` everything goes through the editors.
CITY = Role(
    pages=("add_page", "change_page"),
    collections=("wagtailimages.add_image", "wagtailimages.choose_image"),
    models=("wagtailadmin.access_admin",),
)
NOTHING = Role()


@transaction.atomic
def sync_roles():
    """Give every role's group exactly the rights of the table, and its approvals. Safe to repeat.

    Raises Permission.DoesNotExist when the table names a right that no installed app defines.
    """
    collections = [Collection.get_first_root_node()]
    for name, role in ROLES.items():
        group, _created = Group.objects.get_or_create(name=name)
        pages = _homes_of_translations() if role.translations_only else [Page.get_first_root_node()]
        give(role, group, pages=pages, collections=collections)
    for name in dict.fromkeys(name for role in ROLES.values() for name in role.approves):
        groups = Group.objects.filter(name__in=[who for who, role in ROLES.items() if name in role.approves])
        ensure_approval(name, groups)


def give(role, group, *, pages, collections):
    """Give `group` exactly the rights of `role`, on these pages and collections and nowhere else."""
    group.permissions.set([permission_called(right) for right in role.models])
    rights = [permission_called(f"wagtailcore.{codename}") for codename in role.pages]
    _give_on(GroupPagePermission, group, "page", pages, rights)
    rights = [permission_called(right) for right in role.collections]
    _give_on(GroupCollectionPermission, group, "collection", collections, rights)


def _give_on(model, group, field, places, rights):
    """Make the rows of a table of permissions be each of `rights` on each of `places`, and no others."""
    missing = {(place.pk, right.pk) for place in places for right in rights}
    for row in model.objects.filter(group=group):
        found = (getattr(row, f"{field}_id"), row.permission_id)
        if found in missing:
            missing.remove(found)
        else:
            row.delete()
    for place, right in missing:
        model.objects.create(group=group, permission_id=right, **{f"{field}_id": place})


def permission_called(right):
    """The Permission of "app_label.codename"."""
    app_label, codename = right.split(".")
    return Permission.objects.get(content_type__app_label=app_label, codename=codename)


def _homes_of_translations():
    return list(Page.objects.filter(depth=2).exclude(locale__language_code=settings.LANGUAGE_CODE))
