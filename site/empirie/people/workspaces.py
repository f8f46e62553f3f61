"""A city's workspace: its group, collection, page and rights, made and repaired in one transaction."""

from collections import Counter

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Count, Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Collection

from empirie.subjects.models import City
from galleries.models import CityIndexPage, CityPage

from .models import CityWorkspace
from .roles import CITY, NOTHING, give

# Names of things in the admin, kept in Polish as the page tree is.
COLLECTION_OF_ALL = "Miasta"
GROUP_NAME = "Miasto {city}"


class WorkspaceError(Exception):
    """What stands in the way, as a sentence for the person who asked."""


@transaction.atomic
def ensure_workspace(city):
    """The workspace of `city`, with everything it needs and no right more. Safe to repeat.

    Makes what is missing, gives group and collection the city's present name, takes away rights that the
    table of roles does not give. A closed workspace is repaired and stays closed. The page of a city that
    has none is a draft: the editors publish it.

    Raises WorkspaceError when the list of cities is missing, or another group has the name.
    """
    City.objects.select_for_update().get(pk=city.pk)  # of two at once, one waits
    workspace = CityWorkspace.objects.filter(city=city).select_related("group", "collection").first()
    if workspace is None:
        workspace = CityWorkspace(city=city, group=_new_group(city), collection=_new_collection(city))
        workspace.save()
    _repair_names(workspace)
    _repair_place(workspace.collection)
    _ensure_page(city)
    sync_rights(workspace)
    return workspace


def sync_rights(workspace):
    """Give the group the rights of a city on its pages and collection; none when the workspace is closed."""
    give(
        CITY if workspace.is_open else NOTHING,
        workspace.group,
        pages=CityPage.objects.filter(city=workspace.city_id),
        collections=[workspace.collection],
    )


@transaction.atomic
def close_workspace(workspace):
    """Take away every right and lock the accounts; pages and photos stay. Closing again changes nothing.

    Administrators who were put into the group are not locked out of the whole site.
    """
    if workspace.is_open:
        workspace.closed_at = timezone.now()
        workspace.save(update_fields=["closed_at"])
    sync_rights(workspace)
    for person in workspace.people.filter(is_active=True, is_superuser=False):
        lock(person)


@transaction.atomic
def reopen_workspace(workspace):
    """Give the rights back. Accounts stay locked until each is invited again: people may have left."""
    workspace.closed_at = None
    workspace.save(update_fields=["closed_at"])
    return ensure_workspace(workspace.city)


def lock(person):
    """Lock an account: its sessions end, and so do its password and every link to set one."""
    person.is_active = False
    person.set_unusable_password()
    person.save(update_fields=["is_active", "password"])


def workspaces_with_people():
    """All workspaces in the order of their cities, with `people_count` and `last_sign_in`."""
    return (
        CityWorkspace.objects.select_related("city", "group")
        .annotate(
            people_count=Count("group__user", filter=Q(group__user__is_active=True)),
            last_sign_in=Max("group__user__last_login"),
        )
        .order_by("city__sort_key")
    )


def _new_group(city):
    name = GROUP_NAME.format(city=city.name)
    _refuse_a_taken_name(name)
    return Group.objects.create(name=name)


def _refuse_a_taken_name(name):
    """Taking over somebody else's group would let its members in."""
    if Group.objects.filter(name=name).exists():
        raise WorkspaceError(
            _("There already is a group “%(name)s” which is not this city's. Rename it, then try again.")
            % {"name": name}
        )


def _new_collection(city):
    return _collection_of_all().add_child(instance=Collection(name=city.name))


def _collection_of_all():
    """The collection under which every city has its own; known by its children, so it may be renamed."""
    paths = CityWorkspace.objects.values_list("collection__path", flat=True)
    parents = Counter(path[: -Collection.steplen] for path in paths)
    for path, _count in parents.most_common():
        if len(path) == 2 * Collection.steplen:  # neither the root nor inside another collection
            return Collection.objects.get(path=path)
    root = Collection.get_first_root_node()
    named = root.get_children().filter(name=COLLECTION_OF_ALL).first()
    return named or root.add_child(instance=Collection(name=COLLECTION_OF_ALL))


def _repair_names(workspace):
    city, group, collection = workspace.city, workspace.group, workspace.collection
    name = GROUP_NAME.format(city=city.name)
    if group.name != name:
        _refuse_a_taken_name(name)
        group.name = name
        group.save(update_fields=["name"])
    if collection.name != city.name:
        collection.name = city.name
        collection.save(update_fields=["name"])


def _repair_place(collection):
    """A collection inside another city's would be open to that city."""
    home = _collection_of_all()
    if not collection.is_child_of(home):
        collection.move(home, "sorted-child")
        collection.refresh_from_db()


def _ensure_page(city):
    if CityPage.objects.filter(city=city, locale__language_code="pl").exists():
        return
    index = CityIndexPage.objects.filter(locale__language_code="pl").first()
    if index is None:
        raise WorkspaceError(_("There is no list of cities yet. Run `build_site` first."))
    taken = set(index.get_children().values_list("slug", flat=True))
    slug, number = city.slug, 1
    while slug in taken:
        number += 1
        slug = f"{city.slug}-{number}"
    page = CityPage(title=city.name, slug=slug, city=city, live=False)
    index.add_child(instance=page)
    page.save_revision()
