"""Write the dumps that test_upgrade.py begins with, anew for each release, in the version that is released:

    python manage.py shell -v0 -c "from tests.upgrade.make import write; write()"

Run it on a throw-away site with the demo (`python manage.py prepare --demo`), once on SQLite and once on
PostgreSQL: it deletes most pages, so that the dump stays small, and adds a row to every table that has none.
"""

import lzma
import subprocess
from contextlib import suppress
from itertools import groupby
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.apps import apps
from django.db import connection, models, transaction
from django.db.models import ProtectedError
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, ReferenceIndex, Revision
from wagtail.search.models import IndexEntry
from wagtail_localize.models import String, TranslationSource

from empirie.photos.models import Photo, PhotoRendition

FOLDER = Path(__file__).parent
PAGES_OF_A_TYPE = 1
KEPT = 20
VALUES = {
    models.BooleanField: True,
    models.DateTimeField: timezone.now(),  # before DateField, of which it is a kind
    models.DateField: timezone.localdate(),
    models.UUIDField: "0d3a5b0e-1c58-4f4e-9a53-5d4a6a1f5b11",
    models.JSONField: {},
    models.BinaryField: b"made up",
    models.DurationField: timezone.timedelta(seconds=1),
}


def write():
    with transaction.atomic():
        delete_most()
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy and not model._base_manager.exists():
            add_one(model)
    path = FOLDER / f"{connection.vendor}.xz"
    path.write_bytes(lzma.compress(dumped(), preset=9 | lzma.PRESET_EXTREME))
    print(path, path.stat().st_size)


def delete_most():
    pages = Page.objects.filter(depth__gt=2, numchild=0).order_by("content_type_id", "locale_id", "path")
    for _kind, alike in groupby(list(pages), lambda page: (page.content_type_id, page.locale_id)):
        for page in list(alike)[PAGES_OF_A_TYPE:]:
            if Page.objects.filter(pk=page.pk).exists():  # not gone with its other language
                page.specific.delete()
    for source in TranslationSource.objects.all():
        if (
            not source.specific_content_type.model_class()
            ._base_manager.filter(translation_key=source.object_id)
            .exists()
        ):
            source.object.delete()
    String.objects.filter(translations=None, segments=None).delete()
    for photo in Photo.objects.all():
        with suppress(ProtectedError):  # a cover, or of a gallery
            photo.delete()
    for model in (PhotoRendition, PageLogEntry, IndexEntry):
        first = list(model.objects.order_by("pk").values_list("pk", flat=True)[:KEPT])
        model.objects.exclude(pk__in=first).delete()
    kept = list(Page.objects.order_by("-pk").values_list("latest_revision_id", flat=True)[:KEPT])
    Revision.objects.page_revisions().exclude(pk__in=kept).delete()
    ReferenceIndex.objects.all().delete()


def add_one(model):
    """A row with a made-up value in every column, past every rule that forms and `save` know."""
    row = model()
    for field in model._meta.concrete_fields:
        if not field.primary_key or field.remote_field:
            setattr(row, field.attname, made_up(field))
    with transaction.atomic():
        model._base_manager.bulk_create([row])


def made_up(field):
    if field.remote_field:
        related = field.remote_field.model
        if not related._base_manager.exists() and not field.null:
            add_one(related)
        last = related._base_manager.order_by("-pk").first()  # of the page tree, a leaf
        return getattr(last, field.target_field.attname, None)
    if field.choices and not callable(field.choices):
        return next(value for value, _label in field.flatchoices if value != "")
    if isinstance(field, models.FileField):
        return ""  # an image's size is read as soon as its name is given
    for kind, value in VALUES.items():
        if isinstance(field, kind):
            return value
    return 1 if "Integer" in field.get_internal_type() else "x"


def dumped():
    """The database as SQLite's file, or as SQL for PostgreSQL."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        with NamedTemporaryFile() as file, connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO wagtailsearch_indexentry_fts (wagtailsearch_indexentry_fts) VALUES ('rebuild')"
            )
            cursor.execute("VACUUM INTO %s", [file.name])
            return Path(file.name).read_bytes()
    command = ["pg_dump", "--inserts", "--rows-per-insert=100", "--no-owner", "--no-privileges"]
    command += ["--host", settings["HOST"], "--username", settings["USER"], settings["NAME"]]
    sql = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    # Without comments, and what other versions of the server may not know.
    return "\n".join(line for line in sql.splitlines() if not line.startswith(("SET ", "--", "\\"))).encode()
