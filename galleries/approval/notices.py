"""Who is told what by e-mail while a gallery is approved."""

from django.urls import NoReverseMatch, reverse

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


def tell_city_it_is_published(gallery, sender):
    """Tell the person who sent the gallery that readers can see it, in both languages."""
    english = gallery.get_translations().live().first()
    send_letter(
        [sender] if sender else [],
        f"{LETTERS}/published",
        gallery=gallery,
        address=gallery.full_url,
        english_address=english.full_url if english else "",
    )


def tell_city_it_was_sent_back(gallery, sender):
    """Tell the person who sent the gallery what the editors ask for."""
    gallery = GalleryPage.objects.get(pk=gallery.pk)  # with the revision that holds the remarks
    send_letter(
        [sender] if sender else [],
        f"{LETTERS}/sent_back",
        gallery=latest(gallery),
        state=state_of(gallery),
        rows=[row for row in rows_of(latest(gallery)) if row.review_note],
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
