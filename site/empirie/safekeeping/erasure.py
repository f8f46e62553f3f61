"""Erasing a person: the account and everything tied to it, down to what the law tells us to keep."""

from dataclasses import dataclass, field

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import DO_NOTHING, ProtectedError
from wagtail.models import ModelLogEntry, UploadedFile
from wagtail.users.models import UserProfile

from .person import TRACES, NoSuchPerson, account_of, keys_to_accounts, mentions, names_of, sessions_of
from .uploads import erase_uploads

ERASED = "(erased)"
# Where a name may go on standing, and why. Told to whoever erases, and in docs/privacy.md.
CREDIT = "naming the author is a duty of the licence, and the author's moral right (Copyright Act, art. 16)"
STAYS = {"photos.Photo.author": CREDIT, "photos.Photo.credit_line": CREDIT}
BY_HAND = "content: to be decided and changed by an editor"


class CannotErase(Exception):
    """The account cannot go yet, and why."""


@dataclass
class Erased:
    """What was done: {what: number}, and what still stands where: {column: (number, why)}."""

    done: dict = field(default_factory=dict)
    stays: dict = field(default_factory=dict)


def erase(name):
    """Erase the person with this user name or e-mail address; returns Erased. All of it or nothing.

    Content stays, without a name: pages, photos, declarations and log entries lose who made them. Raises
    NoSuchPerson or CannotErase.
    """
    account = account_of(name)
    names = names_of(account, name)
    erased = Erased()
    with transaction.atomic():
        for trace in TRACES:
            for email in {text for text in names if "@" in text}:
                erased.done[trace.what] = erased.done.get(trace.what, 0) + trace.erase(trace.find(email))
        if account:
            _erase_account(account, erased)
        found = mentions(*names)
        if not account and not found and not any(erased.done.values()):
            raise NoSuchPerson(f"The site holds nothing about {name}.")
        erased.stays = {column: (count, STAYS.get(column, BY_HAND)) for column, count in found.items()}
        erased.done = {what: count for what, count in erased.done.items() if count}
    return erased


def _erase_account(account, erased):
    user = get_user_model()
    if account.is_superuser and not user.objects.filter(is_superuser=True).exclude(pk=account.pk).exists():
        raise CannotErase("This is the only administrator. Make another one first.")
    erased.done["sessions"] = sum(bool(session.delete()) for session in list(sessions_of(account)))
    erased.done["half-finished uploads"] = erase_uploads(
        UploadedFile.objects.filter(uploaded_by_user=account)
    )
    # Wagtail's log has a key that the database does not watch, and names accounts in its lines about them.
    for model, key in keys_to_accounts():
        if key.remote_field.on_delete is DO_NOTHING:
            label = f"{model._meta.label}.{key.name}"
            rows = model._base_manager.filter(**{key.name: account.pk})
            erased.done[label] = rows.update(**{key.name: None})
    about = ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(user), object_id=str(account.pk)
    )
    erased.done["log entries about the account"] = about.update(label=ERASED, data={})
    loosened = {
        f"{model._meta.label}.{key.name}": model._base_manager.filter(**{key.name: account.pk}).count()
        for model, key in keys_to_accounts()
    }
    _delete_face(account)
    try:
        account.delete()
    except ProtectedError as error:
        kept = ", ".join(sorted({row._meta.label for row in error.protected_objects}))
        raise CannotErase(f"Something must not lose this account: {kept}.") from error
    erased.done = loosened | erased.done | {"account": 1}  # what was counted before it was loosened stands


def _delete_face(account):
    """The profile's picture, which would outlive its row."""
    profile = UserProfile.objects.filter(user=account).exclude(avatar="").first()
    if profile:
        transaction.on_commit(lambda: profile.avatar.storage.delete(profile.avatar.name))
