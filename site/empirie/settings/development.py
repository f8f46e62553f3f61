"""A newcomer's machine: debug pages, letters printed on the console, no secrets."""

from .base import *  # noqa: F403
from .base import STORAGES

DEBUG = True
SECRET_KEY = "development only: never used where anybody else can reach the site"
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}

# `load_demo` creates people whose passwords everybody knows: only ever here and in tests.
DEMO_SIGN_INS_ALLOWED = True
