"""What the script of the upload screen says, in the person's language. Numbers replace the braces."""

from django.conf import settings
from django.utils.translation import gettext as _

from empirie.core.sizes import size_in_words

from .drafts import MOST_PHOTOS


def script_texts():
    """{name: text} for the script."""
    return {
        **_about_saving(),
        **_about_sending(),
        **_about_choosing(),
        "undo": _("Undo"),
        "withdraw": _("Withdraw the photo…"),
        "put_back": _("Photo put back."),
        "failed_change": _("That did not work: there is no connection to the server. Try again."),
        "leave": _("Not everything is saved yet."),
    }


def _about_saving():
    """The four states of the bar below: saved, unsaved, sending ("total"), waiting for the network."""
    return {
        "saved": _("Everything is saved."),
        "unsaved": _("Not saved yet: {count}"),
        "saving": _("Saving…"),
        "save_failed": _("Not saved: {count}. There is no connection; it will be tried again by itself."),
        "save_errors": _("Not saved: {count}. What is wrong is said at the field."),
        "signed_out": _("You have been signed out. What you typed is still here."),
        "away": _("No connection. Waiting: {what}. It goes on by itself."),
        "away_saved": _("No connection. All you did before is saved."),
        "photos": _("photos: {count}"),
        "changes": _("changes: {count}"),
        "undeclared": _("Photos not sent: {count}. Tick the declaration."),
        "on_hold": _("Paused. Photos not sent: {count}."),
        "not_sent": _("Photos not added: {count}. The reason is said at each file."),
        "photos_wait": _("Some photos have not been sent yet. Wait for them, or take them off the list."),
    }


def _about_choosing():
    return {
        "chosen": _("Chosen: {count} of {all}"),
        "choose_first": _("Choose photos first: tick the box on each of them, or choose all."),
        "tick_first": _("Say what to set: change a field, or tick the box beside it."),
    }


def _about_sending():
    return {
        "waiting": _("waiting"),
        "preparing": _("being prepared"),
        "sending": _("sending"),
        "storing": _("arrived, being stored"),
        "added": _("added"),
        "here": _("This photo is in the gallery already."),
        "retrying": _("The connection broke. It will be sent again in {seconds} s."),
        "offline": _("There is no internet connection. Sending goes on by itself when it is back."),
        "failed": _("It could not be sent. Try again."),
        "paused": _("Paused. {done} of {count} sent."),
        "total": _("{done} of {count} sent."),
        "finished": _("All sent: {done} of {count}."),
        "problems": _("{done} of {count} sent. See what happened to the others below."),
        "pause": _("Pause"),
        "resume": _("Go on"),
        "too_large": _("This file is too large. Photos may have up to %(size)s.")
        % {"size": size_in_words(settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE)},
        "empty": _("This file is empty."),
        "unreadable": _("This file cannot be read any more. Choose it again."),
        "too_many": _("A gallery holds at most {most} photos. Start another gallery for the rest.").replace(
            "{most}", str(MOST_PHOTOS)
        ),
        "declare": _("Tick the declaration, and the chosen photos will be sent."),
    }
