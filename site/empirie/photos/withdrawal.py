"""Taking a photo off the site at once, everywhere, and bringing it back, with a log of who, when and why."""

from django.db import transaction
from django.dispatch import Signal
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import log

from empirie.core.letters import admin_address, people_with_right, send_letter

from .models import Photo, Withdrawal
from .public_files import delete_public_files
from .renditions.tasks import make_ahead_after_commit

# Sent with photo= after a photo was hidden or shown again: whoever keeps copies of pages drops them.
visibility_changed = Signal()

MAY_WITHDRAW = "photos.withdraw_photo"
# The names of both actions in Wagtail's log of the site.
HIDE, RESTORE = "photos.hide", "photos.restore"


@transaction.atomic
def hide(photo, user, reason, by_city=False):
    """Hide `photo` from the public at once. Safe to repeat: what may have been left is deleted again.

    Files of renditions are deleted as soon as the decision is stored, so that one being made in the same
    moment is either found here or refused by Photo.create_rendition.
    """
    photo = Photo.objects.select_for_update().get(pk=photo.pk)
    if not photo.is_withdrawn:
        photo.withdrawn_at = timezone.now()
        photo.withdrawal_reason = reason
        photo.save(update_fields=["withdrawn_at", "withdrawal_reason"])
        _write_down(photo, Withdrawal.Action.HIDDEN, user, reason, by_city)
    transaction.on_commit(lambda: delete_public_files(photo))
    transaction.on_commit(lambda: visibility_changed.send(Photo, photo=photo))


@transaction.atomic
def restore(photo, user, reason=""):
    """Show `photo` again wherever it stood, under the same addresses. Safe to repeat."""
    photo = Photo.objects.select_for_update().get(pk=photo.pk)
    if not photo.is_withdrawn:
        return
    photo.withdrawn_at = None
    photo.withdrawal_reason = ""
    photo.save(update_fields=["withdrawn_at", "withdrawal_reason"])
    _write_down(photo, Withdrawal.Action.RESTORED, user, reason)
    make_ahead_after_commit({photo.pk: ()})
    transaction.on_commit(lambda: visibility_changed.send(Photo, photo=photo))


def _write_down(photo, action, user, reason, by_city=False):
    Withdrawal.objects.create(
        photo=photo, photo_title=photo.title, action=action, reason=reason, user=user, by_city=by_city
    )
    log(
        instance=photo,
        action={Withdrawal.Action.HIDDEN: HIDE, Withdrawal.Action.RESTORED: RESTORE}[action],
        user=user,
        data={"reason": reason},
    )


def withdrawn_by_city(photo_ids):
    """Those of these hidden photos that their city withdrew itself, by the last line of the log."""
    last = {}
    for line in Withdrawal.objects.filter(photo__in=photo_ids, photo__withdrawn_at__isnull=False).order_by(
        "at"
    ):
        last[line.photo_id] = line.by_city
    return {photo_id for photo_id, by_city in last.items() if by_city}


@transaction.atomic
def withdraw_for_city(photo, user, reason):
    """Hide a city's `photo` and every copy of the same picture that the city has; returns those hidden.

    A photo that readers see is copied before its city changes it, so that one picture may be public under one
    number and wait for approval under another. Staff are told by e-mail.
    """
    same = Photo.objects.filter(pk=photo.pk)
    if photo.source_hash:
        same |= Photo.objects.filter(city=photo.city_id, source_hash=photo.source_hash)
    hidden = list(same.filter(withdrawn_at=None).order_by("pk"))  # locked in this order by everybody
    for one in hidden:
        hide(one, user, reason, by_city=True)
    if hidden:
        transaction.on_commit(lambda: _tell_staff(photo), robust=True)
    return hidden


def _tell_staff(photo):
    send_letter(
        people_with_right(MAY_WITHDRAW),
        "photos/letters/withdrawn",
        photo=photo,
        address=admin_address(reverse("photo_reports:hidden")),
    )
