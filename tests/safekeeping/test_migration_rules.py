"""Migrations: what would break or block the version before is found, and what is harmless is not."""

from types import SimpleNamespace

import pytest
from django.db import migrations, models
from django.db.migrations.graph import MigrationGraph
from django.db.migrations.state import ModelState, ProjectState
from django.db.models.functions import Now

from empirie.safekeeping.migration_rules import problems

KEY = ("photos", "0002_later")


class Loader:
    """A loader that knows one table and one migration after it."""

    def __init__(self, *operations, downtime=""):
        migration = migrations.Migration(KEY[1], KEY[0])
        migration.operations = list(operations)
        if downtime:
            migration.downtime = downtime
        self.disk_migrations = {KEY: migration}
        self.graph = MigrationGraph()
        self.graph.add_node(KEY, migration)

    def project_state(self, key, at_end):
        fields = [
            ("id", models.BigAutoField(primary_key=True)),
            ("title", models.CharField(max_length=50)),
            ("note", models.TextField(null=True)),
            ("city", models.ForeignKey("subjects.City", models.CASCADE, null=True)),
        ]
        state = ProjectState()
        state.add_model(ModelState("photos", "Photo", fields))
        return state


def found(*operations, downtime="", known=frozenset()):
    return list(problems(Loader(*operations, downtime=downtime), known=set(known)))


def nothing(apps, schema_editor):
    """A change of data."""


BREAKING = [
    migrations.DeleteModel("Photo"),
    migrations.RemoveField("Photo", "title"),
    migrations.RenameModel("Photo", "Picture"),
    migrations.RenameField("Photo", "title", "name"),
    migrations.AlterModelTable("Photo", "pictures"),
    migrations.AddField("Photo", "town", models.CharField(max_length=20, default="")),
    migrations.AddField("Photo", "key", models.UUIDField(null=True, unique=True)),
    migrations.AddIndex("Photo", models.Index(fields=["title"], name="by_title")),
    migrations.AddConstraint("Photo", models.UniqueConstraint(fields=["title"], name="once")),
    migrations.AlterUniqueTogether("Photo", {("title", "note")}),
    migrations.AlterField("Photo", "note", models.TextField(default="")),
    migrations.AlterField("Photo", "title", models.CharField(max_length=20)),
    migrations.AlterField("Photo", "title", models.IntegerField()),
    migrations.AlterField("Photo", "title", models.CharField(max_length=50, unique=True)),
    migrations.AlterField("Photo", "title", models.CharField(max_length=50, db_index=True)),
    migrations.AlterField("Photo", "title", models.CharField(max_length=50, db_column="name")),
    migrations.AlterField("Photo", "city", models.ForeignKey("subjects.Topic", models.CASCADE, null=True)),
    migrations.AlterOrderWithRespectTo("Photo", "city"),
    migrations.RunPython(nothing),
    migrations.RunSQL("SELECT 1"),
    migrations.SeparateDatabaseAndState([migrations.RemoveField("Photo", "title")], []),
]
HARMLESS = [
    migrations.AddField("Photo", "town", models.CharField(max_length=20, null=True)),
    migrations.AlterField("Photo", "city", models.ForeignKey("subjects.city", models.SET_NULL, null=True)),
    migrations.AddField("Photo", "made_at", models.DateTimeField(db_default=Now())),
    migrations.AddField("Photo", "others", models.ManyToManyField("photos.Photo")),
    migrations.AlterField("Photo", "title", models.CharField("a better name", max_length=200)),
    migrations.AlterField("Photo", "title", models.CharField(max_length=50, null=True)),
    migrations.AlterField("Photo", "title", models.CharField(max_length=50, db_column="title")),
    migrations.AlterModelOptions("Photo", {"ordering": ["title"]}),
    migrations.RunPython(nothing, migrations.RunPython.noop),
]


@pytest.mark.parametrize("operation", BREAKING, ids=lambda operation: operation.describe())
def test_what_breaks_or_blocks_the_version_before_is_found(operation):
    (problem,) = found(operation)
    assert problem.startswith("photos.0002_later: ")


@pytest.mark.parametrize("operation", HARMLESS, ids=lambda operation: operation.describe())
def test_what_harms_nobody_is_left_alone(operation):
    assert found(operation) == []


def test_a_field_that_only_the_state_got_may_change_later():
    only_said = migrations.SeparateDatabaseAndState(
        [], [migrations.AddField("Photo", "z", models.TextField())]
    )
    change = migrations.AlterField("Photo", "z", models.TextField("a better name"))
    assert found(only_said, change) == []
    (problem,) = found(only_said, migrations.AlterField("Photo", "z", models.IntegerField()))
    assert "type" in problem


def test_data_and_tables_are_not_changed_in_one():
    change = migrations.RunPython(nothing, migrations.RunPython.noop)
    (problem,) = found(change, migrations.AddField("Photo", "town", models.TextField(null=True)))
    assert "data and tables" in problem


def test_a_new_table_may_be_made_as_one_likes():
    fields = [("id", models.BigAutoField(primary_key=True))]
    column = migrations.AddField("Withdrawal", "reason", models.TextField(default="", db_index=True))
    assert found(migrations.CreateModel("Withdrawal", fields), column) == []


def test_a_rule_is_broken_knowingly_by_a_line_that_names_the_release():
    assert found(BREAKING[0], downtime="1.4: unused since 1.3") == []


def test_a_line_without_a_release_is_no_reason():
    (problem,) = found(BREAKING[0], downtime="nobody needs it")
    assert "names no release" in problem


def test_what_was_released_is_not_judged_again():
    assert found(BREAKING[0], known={".".join(KEY)}) == []


def test_a_released_migration_does_not_disappear():
    (problem,) = found(known={".".join(KEY), "photos.0001_initial"})
    assert problem == "photos.0001_initial: was released and is gone"


def test_other_peoples_migrations_are_not_judged():
    loader = Loader(BREAKING[0])
    other = SimpleNamespace(replaces=[], app_label="auth")
    loader.disk_migrations = {("auth", "0099_later"): other}
    loader.graph = MigrationGraph()
    loader.graph.add_node(("auth", "0099_later"), other)
    assert list(problems(loader, known=set())) == []
