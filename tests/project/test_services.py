"""The services of a larger site: each by setting, each refused in one line when it makes no sense."""

import json
import sys

import pytest

from .shell import ROOT, assert_one_line, manage, run

S3 = {
    "AWS_STORAGE_BUCKET_NAME": "public",
    "AWS_PRIVATE_BUCKET_NAME": "private",
    "AWS_ACCESS_KEY_ID": "key",
    "AWS_SECRET_ACCESS_KEY": "secret",
    "AWS_S3_PUBLIC_URL": "https://media.empirie.example",
}
POSTGRES = {"DATABASE_URL": "postgres://empirie@127.0.0.1:1/empirie"}
SHOW = """
import json
from django.conf import settings
names = ["DATABASES", "CACHES", "STORAGES"]
names += ["WAGTAILSEARCH_BACKENDS", "WAGTAILFRONTENDCACHE", "CONTENT_SECURITY_POLICY"]
print(json.dumps({name: getattr(settings, name) for name in names}, default=str))
"""


def settings_with(**variables):
    own = {"DATABASE_URL": "sqlite://:memory:", "DJANGO_SETTINGS_MODULE": "empirie.settings.test"}
    environment = own | variables | {"PYTHONPATH": f"{ROOT}:{ROOT / 'site'}"}
    finished = run(sys.executable, "-c", SHOW, **environment)
    assert finished.returncode == 0, finished.stderr
    return json.loads(finished.stdout)


def test_without_a_setting_the_site_needs_nothing_else():
    found = settings_with()
    assert found["WAGTAILFRONTENDCACHE"] == {}
    assert found["WAGTAILSEARCH_BACKENDS"]["default"]["BACKEND"] == "wagtail.search.backends.database"
    assert "locmem" in found["CACHES"]["default"]["BACKEND"]


@pytest.mark.parametrize(
    "variables",
    [
        {"REDIS_URL": "redis://127.0.0.1:1/0"},
        {"OPENSEARCH_URL": "http://127.0.0.1:1"},
        S3,
        {"CDN_PURGE_URL": "http://127.0.0.1:1/"},
        {"CLOUDFLARE_ZONE_ID": "zone", "CLOUDFLARE_API_TOKEN": "token"},
    ],
    ids=lambda variables: next(iter(variables)),
)
def test_each_service_passes_the_checks(variables):
    finished = manage("check", DATABASE_URL="sqlite://:memory:", **variables)
    assert finished.returncode == 0, finished.stderr


def test_opensearch_is_the_backend_of_the_search():
    found = settings_with(OPENSEARCH_URL="https://search.empirie.example")["WAGTAILSEARCH_BACKENDS"][
        "default"
    ]
    assert found["BACKEND"] == "wagtail.search.backends.opensearch3"
    assert found["URLS"] == ["https://search.empirie.example"]


def test_connections_to_postgresql_are_checked_and_have_an_end():
    found = settings_with(**POSTGRES, DATABASE_STATEMENT_TIMEOUT="30")["DATABASES"]["default"]
    assert found["CONN_HEALTH_CHECKS"] is True
    assert found["CONN_MAX_AGE"] == 60
    assert found["OPTIONS"]["options"] == "-c jit=off -c statement_timeout=30000"


def test_a_pool_takes_the_place_of_lasting_connections():
    found = settings_with(**POSTGRES, DATABASE_POOL_SIZE="6")["DATABASES"]["default"]
    assert found["CONN_MAX_AGE"] == 0
    assert found["OPTIONS"]["pool"]["max_size"] == 6


def test_readers_files_and_private_ones_lie_in_two_buckets():
    settings = settings_with(**S3)
    found = settings["STORAGES"]
    assert found["default"]["OPTIONS"]["bucket_name"] == "public"
    assert "https://media.empirie.example" in settings["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]["img-src"]
    assert {found[name]["OPTIONS"]["bucket_name"] for name in ("originals", "documents")} == {"private"}


@pytest.mark.parametrize(
    ("variables", "word"),
    [
        ({"REDIS_URL": "localhost:6379"}, "REDIS_URL"),
        ({"OPENSEARCH_URL": "localhost"}, "OPENSEARCH_URL"),
        ({"CDN_PURGE_URL": "varnish"}, "CDN_PURGE_URL"),
        ({"CLOUDFLARE_ZONE_ID": "zone"}, "CLOUDFLARE_API_TOKEN"),
        ({"DATABASE_POOL_SIZE": "4"}, "DATABASE_POOL_SIZE"),
        ({**S3, "AWS_PRIVATE_BUCKET_NAME": ""}, "AWS_PRIVATE_BUCKET_NAME"),
        ({**S3, "AWS_PRIVATE_BUCKET_NAME": "public"}, "AWS_PRIVATE_BUCKET_NAME"),
        ({**S3, "AWS_SECRET_ACCESS_KEY": ""}, "AWS_SECRET_ACCESS_KEY"),
        ({**S3, "AWS_S3_PUBLIC_URL": "media"}, "AWS_S3_PUBLIC_URL"),
    ],
)
def test_what_makes_no_sense_stops_the_start_in_one_line(variables, word):
    assert_one_line(manage("check", **{"DATABASE_URL": "sqlite://:memory:"} | variables), word)
