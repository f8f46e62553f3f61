"""Who is told what by e-mail while a gallery is approved."""

from django.contrib.auth import get_user_model
from django.urls import NoReverseMatch, reverse
from wagtail.models import GroupPagePermission

from empirie.core.letters import admin_address, people_with_right, send_letter

from ..models import GalleryPage
from .drafts import latest, rows_of
from .states import state_of
from .tasks import MAY_APPROVE

LETTERS = "galleries/approval/letters"


def tell_editors_of(gallery, sender):
    """Tell everybody who may approve galleries, but not the sender, that one waits."""
    editors = people_with_right(MAY_APPROVE).exclude(pk=sender.pk)
    send_letter(
        editors,
        f"{LETTERS}/waiting",
        gallery=latest(gallery),
        city=gallery.city,
        sender=sender,
        count=len(rows_of(latest(gallery))),
        address=admin_address(_screen("gallery_approval:review", gallery.pk)),
        queue=admin_address(_screen("gallery_approval:queue")),
    )


def people_of(gallery, sender):
    """The accounts of the gallery's city, and `sender` where somebody else sent it who still works with it.

    A city's people are in a group that has its rights on the page of the city itself.
    """
    groups = GroupPagePermission.objects.filter(
        page=gallery.get_parent(), permission__codename="add_page"
    ).values("group")
    people = list(get_user_model().objects.filter(groups__in=groups).distinct().order_by("pk"))
    if sender and sender not in people and gallery.permissions_for_user(sender).can_edit():
        people.append(sender)
    return people


def tell_city_it_is_published(gallery, sender):
    """Tell the people of the city that readers can see the gallery, in both languages."""
    english = gallery.get_translations().live().first()
    send_letter(
        people_of(gallery, sender),
        f"{LETTERS}/published",
        gallery=gallery,
        address=gallery.full_url,
        english_address=english.full_url if english else "",
    )


def tell_city_it_was_sent_back(gallery, sender):
    """Tell the people of the city what the editors ask for, and under which number each photo stands."""
    gallery = GalleryPage.objects.get(pk=gallery.pk)  # with the revision that holds the remarks
    version = latest(gallery)
    send_letter(
        people_of(gallery, sender),
        f"{LETTERS}/sent_back",
        gallery=version,
        state=state_of(gallery),
        remarks=[(number, row) for number, row in enumerate(rows_of(version), 1) if row.review_note],
        address=admin_address(city_screen_of(gallery)),
    )


def city_screen_of(gallery):
    """Where the city edits this gallery."""
    return _screen("city_galleries:edit", gallery.pk)


def _screen(name, *args):
    """The path of a screen; the first page of the admin where a part of the site is not installed."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return reverse("wagtailadmin_home")
