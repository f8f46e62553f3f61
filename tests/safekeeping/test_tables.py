"""Everything the site keeps is in a backup unless it is left out by name."""

import hashlib
import tempfile
from decimal import Decimal
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, storages
from django.db import models
from django.test import SimpleTestCase, override_settings

from empirie.safekeeping.errors import BackupError
from empirie.safekeeping.files import FileReturn
from empirie.safekeeping.ledger import Ledger
from empirie.safekeeping.rows import Checksum, from_line, to_line
from empirie.safekeeping.tables import (
    LEFT_OUT,
    Column,
    Table,
    is_left_out,
    kept_models,
    managed_models,
    rows_of,
    storage_alias,
    tables_of_the_site,
)

JSON = Table("x.X", "x", (Column("id", "BigAutoField", True), Column("body", "JSONField")))


class TablesTests(SimpleTestCase):
    def test_every_table_can_be_described_written_down_and_read(self):
        for table in tables_of_the_site():
            with self.subTest(table=table.label):
                self.assertEqual(
                    Table.from_json(
                        table.as_json() | {"columns": [vars(column) for column in table.columns]}
                    ),
                    table,
                )
                self.assertEqual(len(rows_of(table)._meta.fields), len(table.columns))

    def test_nothing_that_is_kept_points_to_what_is_left_out(self):
        for model in kept_models():
            for field in model._meta.local_fields:
                if field.remote_field:
                    with self.subTest(field=str(field)):
                        self.assertFalse(is_left_out(field.related_model))

    def test_what_is_left_out_says_why_and_is_not_all(self):
        self.assertTrue(all(LEFT_OUT.values()))
        left_out = {model._meta.label for model in managed_models() if is_left_out(model)}
        self.assertIn("sessions.Session", left_out)
        self.assertLess(len(left_out), len(kept_models()) / 4)

    def test_a_type_that_cannot_be_held_is_named(self):
        with self.assertRaisesMessage(BackupError, "HStoreField"):
            rows_of(Table("x.Y", "y", (Column("id", "HStoreField", True),)))


class ChecksumTests(SimpleTestCase):
    def checksum(self, *texts):
        made = Checksum(JSON)
        for number, text in enumerate(texts):
            made.add([number, text])
        return made.hexdigest()

    def test_json_counts_by_what_it_means(self):
        self.assertEqual(
            self.checksum('{"a": 1, "b": [1e2, 0.10]}'), self.checksum('{"b":[100,0.1],"a":1.0}')
        )
        for other in (
            '{"a": 2, "b": [100, 0.1]}',
            '{"a": "1", "b": [100, 0.1]}',
            '{"a": true, "b": [100, 0.1]}',
        ):
            self.assertNotEqual(self.checksum('{"a": 1, "b": [100, 0.1]}'), self.checksum(other))

    def test_the_order_of_rows_does_not_count_but_each_of_them_does(self):
        first, second, third = Checksum(JSON), Checksum(JSON), Checksum(JSON)
        for row in ([1, "{}"], [2, "[]"]):
            first.add(row)
        for row in ([2, "[]"], [1, "{}"]):
            second.add(row)
        for row in ([1, "{}"], [2, "{}"]):
            third.add(row)
        self.assertEqual(first.hexdigest(), second.hexdigest())
        self.assertNotEqual(first.hexdigest(), third.hexdigest())

    def test_values_come_back_as_they_were(self):
        table = Table(
            "x.Z",
            "z",
            (Column("n", "DecimalField", True, 9, 6), Column("b", "BinaryField"), Column("t", "TextField")),
        )
        row = [Decimal("51.776543"), b"\x00\xff", '\u2028 ś\n"\\\x85']
        line = to_line(row)
        self.assertNotIn("\n", line)
        self.assertEqual(from_line(table, line), row)


IN_MEMORY = {"BACKEND": "django.core.files.storage.InMemoryStorage"}


class FileReturnTests(SimpleTestCase):
    """Any storage will do: nothing but Django's own interface of storages is used."""

    def setUp(self):
        self.enterContext(override_settings(STORAGES={"default": IN_MEMORY, "staticfiles": IN_MEMORY}))

    def returned(self, name="a/b.txt", content=b"new", may_replace=False):
        ledger = Ledger()
        ledger.add(f"files/default/{name}", len(content), hashlib.sha256(content).hexdigest())
        files = FileReturn(ledger, may_replace)
        files.put(f"files/default/{name}", ContentFile(content))
        return files

    def content(self, name="a/b.txt"):
        with storages["default"].open(name) as file:
            return file.read()

    def test_a_file_gets_the_very_name_of_its_row(self):
        self.returned().finish([])
        self.assertEqual(self.content(), b"new")

    def test_undone_it_is_gone(self):
        self.returned().undo()
        self.assertFalse(storages["default"].exists("a/b.txt"))

    def test_a_file_in_the_way_stays_until_the_end(self):
        storages["default"].save("a/b.txt", ContentFile(b"old"))
        with self.assertRaisesMessage(BackupError, "another file"):
            self.returned()
        files = self.returned(may_replace=True)
        self.assertEqual(self.content(), b"old")
        files.undo()
        self.assertEqual(self.content(), b"old")
        self.returned(may_replace=True).finish([("default", "a/b.txt")])
        self.assertEqual(self.content(), b"new")

    def test_on_a_disk_nothing_lies_aside_afterwards(self):
        place = self.enterContext(tempfile.TemporaryDirectory())
        on_disk = {"BACKEND": "empirie.core.storage.UploadStorage", "OPTIONS": {"location": place}}
        with override_settings(STORAGES={"default": on_disk, "staticfiles": IN_MEMORY}):
            for end in (lambda files: files.undo(), lambda files: files.finish([])):
                storages["default"]._save("a/b.txt", ContentFile(b"old"))
                end(self.returned(may_replace=True))
                self.assertEqual([path.name for path in Path(place).iterdir()], ["a"])
                storages["default"].delete("a/b.txt")

    def test_what_the_new_rows_name_stays_though_the_archive_lacks_it(self):
        for name in ("lacking.txt", "old.txt"):
            storages["default"]._save(name, ContentFile(b"x"))
        files = self.returned(may_replace=True)
        files.ledger.miss("default", "lacking.txt")
        files.finish([("default", "lacking.txt"), ("default", "old.txt")])
        self.assertTrue(storages["default"].exists("lacking.txt"))
        self.assertFalse(storages["default"].exists("old.txt"))

    def test_a_file_without_a_place_here_is_refused(self):
        for name in ("../../etc/passwd", "/etc/passwd", "a/../../b"):
            with self.subTest(name=name), self.assertRaises(BackupError):
                self.returned(name)
        with self.assertRaises(BackupError):
            FileReturn(Ledger(), False).put("files/nowhere/a", ContentFile(b""))


class StorageOfFieldTests(SimpleTestCase):
    def test_a_field_with_a_storage_of_its_own_is_refused_by_name(self):
        field = models.FileField(storage=FileSystemStorage("elsewhere"), name="secret_folder")
        with self.assertRaisesMessage(BackupError, "STORAGES does not name"):
            storage_alias(field)
