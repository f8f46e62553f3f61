"""What belongs to a person of a city. Whatever is not theirs does not exist for them: Http404, never 403."""

from django.contrib.auth.models import Permission
from django.http import Http404
from wagtail.images import get_image_model
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page
from wagtail.permissions import policy_registry

from galleries.models import CityPage, GalleryPage


def city_pages_of(user):
    """The Polish city pages on which a group of `user` may add galleries, by name.

    Only rights given on the city's own page count: whoever may add pages everywhere is staff, and works in
    the page editor. Nobody has a city as a superuser.
    """
    pages = policy_registry.get_by_type(Page)
    given = [
        permission.page_id
        for permission in pages.get_cached_permissions_for_user(user)
        if permission.permission.codename == "add_page"
    ]
    return list(
        CityPage.objects.filter(pk__in=given, locale__language_code="pl")
        .select_related("city")
        .order_by("city__sort_key")
    )


def city_page_of(user, page_id):
    """The city page of that id. Raises Http404 when it is not one of the user's."""
    for page in city_pages_of(user):
        if page.pk == page_id:
            return page
    raise Http404


def gallery_of(user, gallery_id):
    """The gallery of that id. Raises Http404 unless it stands under a city page of the user's."""
    gallery = GalleryPage.objects.filter(pk=gallery_id).select_related("latest_revision", "locale").first()
    if gallery is None or gallery.get_parent().pk not in {page.pk for page in city_pages_of(user)}:
        raise Http404
    if not policy_registry.get_by_type(Page).user_has_permission_for_instance(user, "change", gallery):
        raise Http404
    return gallery


def collection_of(user, city_page):
    """Where the photos of that city go. Raises Http404 when the user's groups name none."""
    groups = GroupPagePermission.objects.filter(page=city_page, group__user=user).values("group")
    given = GroupCollectionPermission.objects.filter(
        group__in=groups, permission__in=_right_to_add_photos()
    ).values("collection")
    collection = Collection.objects.filter(pk__in=given).order_by("path").first()
    if collection is None:
        raise Http404
    return collection


def own_photos_of(user, city_page):
    """The photos the city's people uploaded: those in its own collection, withdrawn ones too."""
    return get_image_model().objects.filter(collection=collection_of(user, city_page), city=city_page.city)


def photos_of(user, city_page):
    """The city's own photos that may be shown."""
    return own_photos_of(user, city_page).filter(withdrawn_at=None)


def own_photo_of(user, photo_id):
    """(city page, photo) of a city's own photo, withdrawn or not. Raises Http404 if it is not theirs."""
    for page in city_pages_of(user):
        photo = own_photos_of(user, page).filter(pk=photo_id).first()
        if photo:
            return page, photo
    raise Http404


def _right_to_add_photos():
    # Wagtail keeps the rights on its own image model, whichever model the site uses.
    return Permission.objects.filter(content_type__app_label="wagtailimages", codename="add_image")
