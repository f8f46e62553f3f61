"""Who may do what: one table, read by the command that provisions it and by the tests that check it.

The administrator is Django's superuser and needs no row. Cities get a group each with their workspace.
"""

from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

COMMUNICATIONS = "Communications"
TRANSLATOR = "Translator"

RECORDS = ("subjects.city", "subjects.network", "subjects.topic")
SETTINGS = ("home.programmesettings", "home.navigation")


@dataclass(frozen=True)
class Role:
    """What a role may do, as Django permission names without their app where the model says it.

    `pages` holds on the whole page tree, `collections` on all collections, `models` everywhere.
    """

    pages: tuple[str, ...]
    collections: tuple[str, ...]
    models: tuple[str, ...]


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
        collections=tuple(
            name.format(verb)
            for name in _FILES
            for verb in ("add", "change", "choose", "delete")
            if (name, verb) not in {("wagtailmedia.{}_media", "choose")}
        ),
        models=(
            "wagtailadmin.access_admin",
            "wagtail_localize.submit_translation",
            *_all_rights(*RECORDS, "wagtailredirects.redirect"),
            *(f"{name.split('.')[0]}.change_{name.split('.')[1]}" for name in SETTINGS),
            "wagtailcore.add_collection",
            "wagtailcore.change_collection",
            "galleries.approve_gallery",
        ),
    ),
    TRANSLATOR: Role(
        pages=("change_page",),
        collections=("wagtailimages.choose_image", "wagtaildocs.choose_document"),
        models=("wagtailadmin.access_admin", "wagtail_localize.submit_translation"),
    ),
}


@transaction.atomic
def sync_roles():
    """Give every role's group exactly the rights of the table. Safe to repeat.

    Raises Permission.DoesNotExist when the table names a right that no installed app defines.
    """
    for name, role in ROLES.items():
        group, _created = Group.objects.get_or_create(name=name)
        group.permissions.set([permission_called(right) for right in role.models])
        _sync_pages(group, role)
        _sync_collections(group, role)


def permission_called(right):
    """The Permission of "app_label.codename"."""
    app_label, codename = right.split(".")
    return Permission.objects.get(content_type__app_label=app_label, codename=codename)


def _sync_pages(group, role):
    root = Page.get_first_root_node()
    wanted = [permission_called(f"wagtailcore.{codename}") for codename in role.pages]
    GroupPagePermission.objects.filter(group=group).exclude(page=root, permission__in=wanted).delete()
    for permission in wanted:
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)


def _sync_collections(group, role):
    root = Collection.get_first_root_node()
    wanted = [permission_called(right) for right in role.collections]
    GroupCollectionPermission.objects.filter(group=group).exclude(
        collection=root, permission__in=wanted
    ).delete()
    for permission in wanted:
        GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=permission)
