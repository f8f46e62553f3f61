"""Remove characters that no reader sees and that break exports: control characters, lone surrogates.

Word writes a line break as U+000B, which neither XML nor a spreadsheet may hold. Texts are cleaned by every
form field, where an error can still be shown, and by every model before it is saved, which covers commands,
APIs, imports and machine translation.
"""

import json
import re

from django import forms
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models.signals import pre_save
from wagtail.fields import StreamField

_LINE_ENDS = re.compile("[\x0b\x0c\x85\u2028\u2029]")
# The rest of C0 and C1 without tab, line feed and carriage return; surrogates; U+FFFE and U+FFFF. Joiners,
# soft hyphens, no-break spaces and marks of direction stay.
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
# How JSON writes them; a revision holds each StreamField as JSON in a text.
_ESCAPED = re.compile(r"\\(?:[bf]|u(?:00[0189]|007f|202[89]|d[89a-f]|fff[ef]))", re.IGNORECASE)


def clean_text(text, line_end=" "):
    """Return `text` without unprintable characters, its unusual line ends replaced by `line_end`."""
    return _UNPRINTABLE.sub("", _LINE_ENDS.sub(line_end, text))


def clean_json(value):
    """Return a JSON value with every text in it cleaned."""
    if isinstance(value, str):
        return _clean_nested(value) if value.startswith("[") else clean_text(value)
    if isinstance(value, dict):
        return {clean_json(key): clean_json(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [clean_json(inner) for inner in value]
    return value


def _clean_nested(text):
    """Clean a text that may be JSON itself; left as it is where there is nothing to clean."""
    if not _ESCAPED.search(text):
        return clean_text(text)
    try:
        value = json.loads(text)
    except ValueError:
        return clean_text(text)
    cleaned = clean_json(value)
    return text if cleaned == value else json.dumps(cleaned, cls=DjangoJSONEncoder)


def clean_model(sender, instance, raw=False, **kwargs):
    """Clean the texts of `instance` before it is saved; what `loaddata` brings stays as it is."""
    if raw:
        return
    for field in instance._meta.concrete_fields:
        value = instance.__dict__.get(field.attname)
        if isinstance(value, str) and not isinstance(field, models.FileField):
            cleaned = clean_text(value, _line_end(isinstance(field, models.TextField)))
        elif isinstance(field, StreamField) and value is not None:
            value = field.get_prep_value(value)
            cleaned = clean_json(value)
        elif isinstance(field, models.JSONField):
            cleaned = clean_json(value)
        else:
            continue
        if cleaned != value:
            setattr(instance, field.attname, field.to_python(cleaned))


def _line_end(is_multiline):
    return "\n" if is_multiline else " "


def _clean_before(to_python):
    """Wrap `CharField.to_python`: cleaned first, so that length and NUL are judged on what is kept."""

    def to_python_cleaned(field, value):
        if isinstance(value, str) and not isinstance(field.widget, forms.PasswordInput):
            value = clean_text(value, _line_end(isinstance(field.widget, forms.Textarea)))
        return to_python(field, value)

    return to_python_cleaned


def install():
    """Clean in all forms and models, also of Wagtail's; called once, when the app is ready."""
    forms.CharField.to_python = _clean_before(forms.CharField.to_python)
    pre_save.connect(clean_model, dispatch_uid="core.clean_text")
