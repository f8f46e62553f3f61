"""Everything the site holds about one person: to be told to them, or erased (GDPR articles 15 and 17)."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth import SESSION_KEY, get_user_model
from django.contrib.sessions.models import Session
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast

from empirie.photos.models.report import PhotoReport, erase_personal_data

from .tables import is_left_out, managed_models

# What is only told as "is set", never shown.
SECRET = {"password", "token", "key", "salt", "hashes", "secret_key", "public_key"}
# Tables whose rows come and go by themselves, and those that only mirror others.
NOT_SEARCHED = {"sessions.Session", "wagtailcore.ReferenceIndex", "wagtailsearch.IndexEntry"}
SHOWN = 1000  # of each kind


@dataclass(frozen=True)
class Trace:
    """What no key ties to an account. `find(email)` is a queryset; `erase(queryset)` returns how many."""

    what: str
    find: Callable
    erase: Callable


TRACES = (
    Trace(
        what="reports about photos",  # by readers, who have no account
        find=lambda email: PhotoReport.objects.filter(email__iexact=email),
        erase=erase_personal_data,
    ),
)


class NoSuchPerson(Exception):
    """The site holds nothing under this name or address."""


def account_of(name):
    """The account with this user name or e-mail address; None without one.

    Raises NoSuchPerson when several accounts share the address: say the user name then.
    """
    accounts = get_user_model().objects
    exact = accounts.filter(username=name).first()
    found = [exact] if exact else list(accounts.filter(Q(username__iexact=name) | Q(email__iexact=name))[:2])
    if len(found) > 1:
        raise NoSuchPerson(f"Several accounts have the address {name}: name one of them by its user name.")
    return found[0] if found else None


def personal_data(name):
    """What is held about a person, for JSON (see `as_json`). Raises NoSuchPerson."""
    account = account_of(name)
    email = account.email if account else name
    told = {
        "asked for": name,
        "account": _row(account) if account else None,
        "tied to the account": dict(_tied(account)) if account else {},
        "under the e-mail address": {
            trace.what: [_row(row) for row in trace.find(email)[:SHOWN]] for trace in TRACES if email
        },
        "mentioned in": mentions(*names_of(account, name)),
    }
    if not account and not any(told["under the e-mail address"].values()) and not told["mentioned in"]:
        raise NoSuchPerson(f"The site holds nothing about {name}.")
    return told


def keys_to_accounts():
    """(model, field) of every key to an account, in any table."""
    user = get_user_model()
    for model in managed_models():
        for field in model._meta.local_fields:
            if field.remote_field and field.related_model is user and not field.remote_field.parent_link:
                yield model, field


def _tied(account):
    for model, field in keys_to_accounts():
        rows = model._base_manager.filter(**{field.name: account.pk})
        if count := rows.count():
            shown = [_row(row) for row in rows.order_by("pk")[:SHOWN]]
            yield f"{model._meta.label}.{field.name}", {"number": count, "rows": shown}


def _row(row):
    """A row as its columns, long texts cut short: it is what it says about the person that counts."""
    values = {}
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if field.name in SECRET:
            value = "(set, not shown)" if value else ""
        elif isinstance(field, models.JSONField):
            value = str(value)
        values[field.name] = _short(value) if isinstance(value, str) else value
    return values


def as_json(value):
    """What stands in JSON for a value that it does not know: `default` of `json.dumps`."""
    try:
        return DjangoJSONEncoder().default(value)
    except TypeError:
        return _short(str(value))


def _short(text):
    return text if len(text) <= 500 else f"{text[:500]}…"


def names_of(account, name):
    """What identifies the person wherever it stands: addresses and the full name, not "krosno" alone."""
    known = {name}
    if account:
        known |= {account.email, account.username, account.get_full_name()}
    return {text for text in known if "@" in text or " " in text.strip()}


def mentions(*texts):
    """Where any of these texts stands in any column of any table: {"app.Model.field": number of rows}."""
    found = {}
    if not texts:
        return found
    for model in managed_models():
        if is_left_out(model) or model._meta.label in NOT_SEARCHED:
            continue
        for field in model._meta.local_concrete_fields:
            if field.remote_field or field.get_internal_type() not in {"CharField", "TextField", "JSONField"}:
                continue
            asked = Q()
            for text in texts:
                asked |= Q(column_as_text__icontains=text)
            as_text = Cast(field.name, models.TextField())
            if count := model._base_manager.annotate(column_as_text=as_text).filter(asked).count():
                found[f"{model._meta.label}.{field.name}"] = count
    return found


def sessions_of(account):
    """The sessions somebody signed in to this account has."""
    for session in Session.objects.iterator():
        if session.get_decoded().get(SESSION_KEY) == str(account.pk):
            yield session
