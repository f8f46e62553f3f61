"""Every table of the site, described so that its rows can be written down and read on any database.

A table is described by its columns, not by its model: an archive can then be read without the code that
made it, and rows are taken as they stand, past `save()`, signals and the Python classes of fields.
"""

from dataclasses import asdict, dataclass
from functools import cache

from django.apps import apps
from django.apps.registry import Apps
from django.core.files.storage import default_storage, storages
from django.db import DEFAULT_DB_ALIAS, models

from .errors import BackupError

# Not in a backup, by model or by app, and why. Everything else is, tables added tomorrow too.
LEFT_OUT = {
    "sessions": "sign-ins end with the machine they were made on",
    "delivery.Epoch": "marks of the page cache, which must never go back",
    "delivery.ScheduleRun": "when a command last ran on the machines of now",
    "delivery.SubmittedForm": "forms that were sent a moment ago",
    "people.Attempt": "attempts to sign in",
    "people.Browser": "sign-ins end with the machine they were made on",
    "wagtailcore.APIToken": "a secret that opens the admin",
    "wagtailcore.UploadedFile": "half-finished uploads",
    "wagtailadmin.EditingSession": "who has which editor open just now",
    "wagtailadmin.FormState": "half-finished forms",
    "wagtailcore.ReferenceIndex": "rebuilt from the content",
    "wagtailsearch": "the search index differs from database to database, and is rebuilt from the content",
    "django_tasks_database": "the queue of background tasks",
}
SAME_AS_TEXT = {"FileField", "ImageField", "FilePathField"}
SERIAL = {"AutoField", "BigAutoField", "SmallAutoField"}


@dataclass(frozen=True)
class Column:
    """One column: `kind` is Django's name of its type, `storage` the alias of the storage a file lies in."""

    name: str
    kind: str
    is_key: bool = False
    max_digits: int | None = None
    decimal_places: int | None = None
    storage: str | None = None


@dataclass(frozen=True)
class Table:
    """One table: its model's label, its name in the database, its columns in the order rows are written."""

    label: str
    name: str
    columns: tuple

    def as_json(self):
        return asdict(self)

    @classmethod
    def from_json(cls, known):
        """The table an archive describes. Raises BackupError when it describes none."""
        try:
            columns = tuple(Column(**column) for column in known["columns"])
            return cls(known["label"], known["name"], columns)
        except (TypeError, KeyError) as error:
            raise BackupError(
                "The archive describes its tables in unknown words: it is damaged, or of another version."
            ) from error

    @property
    def is_counted(self):
        """Whether the database itself numbers new rows."""
        return any(column.is_key and column.kind in SERIAL for column in self.columns)


class RawJSONField(models.Field):
    """A JSON column as the text it holds: read and written without being understood."""

    def get_internal_type(self):
        return "JSONField"


def is_left_out(model):
    return model._meta.label in LEFT_OUT or model._meta.app_label in LEFT_OUT


def managed_models():
    """Every model with a table of its own, those of many-to-many relations included."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and not model._meta.swapped
    ]


def kept_models():
    return sorted(
        (model for model in managed_models() if not is_left_out(model)), key=lambda model: model._meta.label
    )


def tables_of_the_site():
    """The Table of everything that belongs into a backup."""
    return [_table(model) for model in kept_models()]


def _table(model):
    columns = tuple(_column(field) for field in model._meta.local_concrete_fields)
    return Table(model._meta.label, model._meta.db_table, columns)


def _column(field):
    target = field
    while target.remote_field:
        target = target.target_field
    kind = target.get_internal_type()
    # A key that points to another row is numbered there, not here.
    if target is not field and kind in SERIAL:
        kind = {"AutoField": "IntegerField", "SmallAutoField": "SmallIntegerField"}.get(
            kind, "BigIntegerField"
        )
    return Column(
        name=field.column,
        kind=kind,
        is_key=field.primary_key,
        max_digits=getattr(target, "max_digits", None),
        decimal_places=getattr(target, "decimal_places", None),
        storage=storage_alias(field) if isinstance(field, models.FileField) else None,
    )


def storage_alias(field):
    """The alias in STORAGES of the storage a file field uses. Raises BackupError where there is none."""
    if field.storage is default_storage:
        return "default"
    for alias in storages.backends:
        if storages[alias] is field.storage:
            return alias
    raise BackupError(f"The files of {field} lie in a storage that STORAGES does not name.")


@cache
def rows_of(table):
    """A model of exactly the table's columns, named c0, c1 …, for reading and writing them as they are."""
    meta = type("Meta", (), {"managed": False, "db_table": table.name, "app_label": "rows", "apps": Apps()})
    fields = {f"c{number}": _field(column) for number, column in enumerate(table.columns)}
    return type("Rows", (models.Model,), {"__module__": __name__, "Meta": meta, **fields})


def files_of_rows():
    """(storage alias, name) of every file that a row of this site names now."""
    for table in tables_of_the_site():
        for number, column in enumerate(table.columns):
            if column.storage:
                rows = rows_of(table).objects.using(DEFAULT_DB_ALIAS)
                for name in rows.values_list(f"c{number}", flat=True).iterator():
                    if name:
                        yield column.storage, name


def _field(column):
    options = {"db_column": column.name, "primary_key": column.is_key}
    if column.kind == "JSONField":
        return RawJSONField(**options)
    if column.kind == "DecimalField":
        options |= {"max_digits": column.max_digits, "decimal_places": column.decimal_places}
    kind = models.CharField if column.kind in SAME_AS_TEXT else getattr(models, column.kind, None)
    if kind is None:
        raise BackupError(f"{column.name} has a type that a backup cannot hold: {column.kind}.")
    return kind(**options)
