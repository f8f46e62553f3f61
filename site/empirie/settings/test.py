"""The test run: nothing leaves the process, nothing is left behind."""

import tempfile
from pathlib import Path

from .base import *  # noqa: F403
from .base import DATABASES, INSTALLED_APPS, STORAGES, TASKS

DEBUG = False
INSTALLED_APPS = [*INSTALLED_APPS, "django_migration_linter"]  # make check-migrations-postgres
SECRET_KEY = "test only"
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["NAME"] = ":memory:"  # never, by no mistake, the database a person works with
MEDIA = tempfile.TemporaryDirectory(prefix="empirie-test-media-")  # deleted when the process ends
MEDIA_ROOT = MEDIA.name
ORIGINALS = tempfile.TemporaryDirectory(prefix="empirie-test-originals-")
if STORAGES["originals"]["BACKEND"].endswith("FileSystemStorage"):
    STORAGES["originals"]["OPTIONS"]["location"] = ORIGINALS.name
DEMO_SIGN_INS_ALLOWED = True

# Nothing is made behind a test's back; the tests of that work call it.
TASKS["letters"] = TASKS["default"]
TASKS["renditions"] = {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}
RENDITION_LOCKS = Path(MEDIA_ROOT) / "locks"

PAGE_CACHE = False  # its own tests switch it on
PAGE_CACHE_FOLDER = tempfile.TemporaryDirectory(prefix="empirie-test-pages-")
PAGE_CACHE_DIR = Path(PAGE_CACHE_FOLDER.name)
