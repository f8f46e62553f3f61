"""Who may read uploaded files on the disk, and what is left of them when they are deleted."""

import os
import stat
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.test import SimpleTestCase
from django.utils.module_loading import import_string


def a_storage(alias, folder):
    """The storage of this name as the settings make it, in a folder of its own."""
    made = settings.STORAGES[alias]
    return import_string(made["BACKEND"])(**made.get("OPTIONS", {}) | {"location": str(folder)})


class StorageTests(SimpleTestCase):
    def setUp(self):
        place = tempfile.TemporaryDirectory()
        self.addCleanup(place.cleanup)
        self.folder = Path(place.name) / "kept"
        self.addCleanup(os.umask, os.umask(0o027))  # as the units of deploy/ set it

    def modes(self, alias, name):
        """The modes of a new file and of every folder above it, up to the storage's own."""
        storage = a_storage(alias, self.folder / alias)
        path = Path(storage.path(storage.save(name, ContentFile(b"x"))))
        folders = [folder for folder in path.parents if folder.is_relative_to(self.folder / alias)]
        return stat.S_IMODE(path.stat().st_mode), {stat.S_IMODE(folder.stat().st_mode) for folder in folders}

    def test_the_server_in_front_may_read_uploads_whatever_the_mask(self):
        for alias, name in (
            ("default", "images/a.webp"),
            ("default", "media/a.mp4"),
            ("documents", "a/a.pdf"),
        ):
            with self.subTest(storage=alias, name=name):
                self.assertEqual(self.modes(alias, name), (0o644, {0o755}))

    def test_originals_are_closed_to_all_but_the_site(self):
        os.umask(0o022)
        self.assertEqual(self.modes("originals", "a.jpg"), (0o640, {0o750}))

    def test_a_files_own_folder_goes_with_it_and_no_other_folder_does(self):
        storage = a_storage("default", self.folder)
        names = [storage.save(name, ContentFile(b"x")) for name in ("media/a.mp4", "images/a.webp")]
        for name in names:
            storage.delete(name)
        left = sorted(str(path.relative_to(self.folder)) for path in self.folder.rglob("*"))
        self.assertEqual(left, ["images", "media"])
