"""An alias in its page's own language was "published" and answered 404: it becomes a draft of its own."""

from django.db import migrations
from django.db.models import F


def make_drafts(apps, schema_editor):
    pages = apps.get_model("wagtailcore", "Page").objects
    aliases = pages.filter(alias_of__isnull=False, locale=F("alias_of__locale"))
    own = list(aliases.values_list("pk", flat=True))
    pages.filter(pk__in=own).update(alias_of=None, live=False, has_unpublished_changes=True)


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_where_documents_are_kept"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(make_drafts, migrations.RunPython.noop, elidable=True)]
