"""The demo site as a database and files that a run of the tests makes once."""

import shutil
from io import StringIO
from pathlib import Path

from django.core.files.storage import storages
from django.core.management import call_command
from django.test import TestCase

from tests.once import SHARED


def load_demo():
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
