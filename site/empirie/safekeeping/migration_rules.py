"""Migrations that an old version of the site survives: it still runs while the new one starts.

A rule is broken knowingly by a line in the migration that says why, and since which release it is safe:

    class Migration(migrations.Migration):
        downtime = "1.4: nothing reads the column since 1.3"

Migrations that were released are listed and not judged again.
"""

import re
from pathlib import Path

from django.apps import apps
from django.db import connection, migrations
from django.db.migrations.loader import MigrationLoader
from django.db.models import NOT_PROVIDED

RELEASED = Path(__file__).with_name("released_migrations.txt")
OWN_APPS = ("empirie.", "home", "articles", "galleries", "multimedia", "networks")
RELEASE = re.compile(r"\b\d+\.\d+\b")
DATA = (migrations.RunPython, migrations.RunSQL)
DROPS = {
    migrations.DeleteModel: "drops a table that the old version still reads",
    migrations.RemoveField: "drops a column that the old version still reads",
    migrations.RenameModel: "renames a table that the old version still reads",
    migrations.RenameField: "renames a column that the old version still reads",
    migrations.AlterModelTable: "renames a table that the old version still reads",
    migrations.AlterOrderWithRespectTo: "adds or drops the column of the order, which breaks the old version",
}
INDEX = "builds an index: on PostgreSQL nobody writes to the table meanwhile"
CONSTRAINT = "checks every row under a lock, and fails on rows the old version still writes"
LOCKS = {
    migrations.AddIndex: INDEX,
    migrations.AddConstraint: CONSTRAINT,
    migrations.AlterUniqueTogether: CONSTRAINT,
}


def released():
    """The names of the migrations of the newest release."""
    return {line for line in RELEASED.read_text().splitlines() if line}


def own_labels():
    return {config.label for config in apps.get_app_configs() if config.name.startswith(OWN_APPS)}


def present():
    """The migrations of this project's own apps, by name."""
    found = MigrationLoader(connection).disk_migrations
    return {f"{app}.{name}": found[app, name] for app, name in found if app in own_labels()}


def problems(loader=None, known=None):
    """What the migrations since the newest release do wrong, a line each."""
    loader = loader or MigrationLoader(connection)
    known = released() if known is None else known
    labels = own_labels()
    on_disk = {f"{app}.{name}": migration for (app, name), migration in loader.disk_migrations.items()}
    squashed = {f"{app}.{name}" for migration in on_disk.values() for app, name in migration.replaces}
    yield from (f"{name}: was released and is gone" for name in sorted(known - set(on_disk) - squashed))
    new_tables = set()
    for key in _in_order(loader):
        name = ".".join(key)
        if key[0] not in labels or name in known:
            continue
        migration = loader.disk_migrations[key]
        broken = list(_broken_rules(migration, loader.project_state(key, at_end=False), new_tables))
        reason = getattr(migration, "downtime", "")
        if broken and not reason:
            yield from (f"{name}: {line}" for line in broken)
        elif reason and not RELEASE.search(reason):
            yield f"{name}: its downtime line names no release, as “1.4: unused since 1.3” does"


def _in_order(loader):
    seen = set()
    for leaf in sorted(loader.graph.leaf_nodes()):
        for key in loader.graph.forwards_plan(leaf):
            if key not in seen:
                seen.add(key)
                yield key


def _broken_rules(migration, state, new_tables):
    app = migration.app_label
    kinds = {isinstance(operation, DATA) for operation in _flat(migration.operations)}
    if kinds == {True, False}:
        yield "changes data and tables in one, so that every lock is held while it goes on: make it two"
    for operation in migration.operations:
        yield from _judged(app, operation, state, new_tables)


def _judged(app, operation, state, new_tables):
    """The faults of one operation. The state is that after it when all of them have been asked for."""
    if isinstance(operation, migrations.SeparateDatabaseAndState):
        in_database = state.clone()
        for inner in operation.database_operations:
            yield from _judged(app, inner, in_database, new_tables)
    elif isinstance(operation, migrations.CreateModel):
        new_tables.add((app, operation.name_lower))
    elif not _is_about(app, operation, new_tables):
        yield from (f"{operation.describe()}: {line}" for line in _faults(app, operation, state))
    operation.state_forwards(app, state)


def _flat(operations):
    for operation in operations:
        if isinstance(operation, migrations.SeparateDatabaseAndState):
            yield from _flat(operation.database_operations)
        else:
            yield operation


def _is_about(app, operation, tables):
    name = getattr(operation, "model_name_lower", None) or getattr(operation, "name_lower", None)
    return (app, name) in tables


def _faults(app, operation, state):
    for kind, why in {**DROPS, **LOCKS}.items():
        if isinstance(operation, kind):
            yield why
    if isinstance(operation, migrations.AddField):
        yield from _faults_of_new(operation.field)
    elif isinstance(operation, migrations.AlterField):
        before = state.models[app, operation.model_name_lower].fields[operation.name]
        if _column(operation.name, before) != _column(operation.name, operation.field):
            yield "renames a column that the old version still reads"
        yield from _faults_of_change(before, operation.field)
    elif isinstance(operation, migrations.RunPython) and operation.reverse_code is None:
        yield "cannot be taken back: give it a reverse_code, at least migrations.RunPython.noop"
    elif isinstance(operation, migrations.RunSQL):
        yield "runs SQL that nobody can judge here"


def _faults_of_new(field):
    if field.many_to_many:
        return
    if not field.null and field.db_default is NOT_PROVIDED:
        yield "the old version cannot insert rows: allow NULL, or give the column a db_default"
    if field.unique or field.db_index:
        yield INDEX


def _faults_of_change(before, after):
    if _target(before) != _target(after):
        yield "points to another table, where the old version's rows are not"
    if before.null and not after.null:
        yield "forbids NULL, which the old version still writes"
    if after.unique and not before.unique:
        yield CONSTRAINT
    elif after.db_index and not before.db_index:
        yield INDEX
    if not _holds(before, after):
        yield "changes a column's type: PostgreSQL writes the table anew, and the old version may fail"


def _column(name, field):
    return field.db_column or (f"{name}_id" if field.many_to_one or field.one_to_one else name)


def _target(field):
    """The model a key points to, by its name; None for other fields."""
    model = field.remote_field and field.remote_field.model
    return model and str(getattr(model, "_meta", model)).lower()


def _holds(before, after):
    """Whether a column of the new type is the old one, or only wider."""
    if before.get_internal_type() != after.get_internal_type():
        return False
    if before.get_internal_type() == "DecimalField":
        return (before.max_digits, before.decimal_places) == (after.max_digits, after.decimal_places)
    widths = before.max_length, after.max_length
    return widths[0] == widths[1] or (None not in widths and widths[0] < widths[1])
