"""The demo site as a database and files that a run of the tests makes once."""

import shutil
from io import BytesIO, StringIO
from pathlib import Path
from unittest import mock

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import call_command
from django.test import TestCase
from PIL import Image

from empirie.photos.intake import accept
from tests.once import SHARED


def load_demo(longest=90):
    """Run the command `load_demo`; no picture is longer than `longest` pixels."""

    def accept_small(upload, **rights):
        buffer = BytesIO()
        with Image.open(upload) as picture:
            picture.thumbnail((longest, longest))
            picture.save(buffer, "JPEG")
        return accept(ContentFile(buffer.getvalue(), name=upload.name), **rights)

    with mock.patch("empirie.demo.library.accept", accept_small):
        call_command("load_demo", stdout=StringIO())


def fill_with_demo(make=load_demo):
    """Database and folders of this process: made by the first process of a run, copied by the others."""
    folders = {name: Path(storages[name].location) for name in ("default", "originals")}
    with SHARED.turn("demo") as is_made:
        if not is_made:
            make()
            for name, folder in folders.items():
                shutil.copytree(folder, SHARED.folder / name, dirs_exist_ok=True)
    if is_made:
        for name, folder in folders.items():
            shutil.copytree(SHARED.folder / name, folder, dirs_exist_ok=True)


class DemoTestCase(TestCase):
    """Begins with the demo site."""

    @classmethod
    def setUpClass(cls):
        fill_with_demo()
        super().setUpClass()

    @classmethod
    def tearDownClass(cls):
        super().tearDownClass()
        SHARED.take("site")
