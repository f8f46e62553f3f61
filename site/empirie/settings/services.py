"""The services of a site that has outgrown one machine (docs/scaling.md); none of them is needed to begin."""

import hashlib
import importlib.util
import re
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from . import environment

POSTGRES = "django.db.backends.postgresql"
REDIS_TIMEOUT = 0.5  # seconds; a healthy server answers in a thousandth


def redis_url():
    """The address of a Redis or Valkey server; "" without one."""
    address = environment.text("REDIS_URL")
    if address and not re.match(r"(redis|rediss|unix)://.", address):
        raise ImproperlyConfigured(
            "REDIS_URL must be redis://…, rediss://… or unix://…. See README.md, 'Settings'."
        )
    return address and _with_package("django_redis", "REDIS_URL", address)


def _with_package(package, name, value):
    """`value`, if the package that the setting `name` needs is installed."""
    if importlib.util.find_spec(package) is None:
        raise ImproperlyConfigured(f"{name} needs more packages: pip install -r requirements-scale.txt")
    return value


def caches(address, site_url):
    """CACHES: in Redis when there is one, else in each process. A Redis that is away takes no page down."""
    if not address:
        return {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    return {
        "default": {
            "BACKEND": "django_redis.cache.RedisCache",
            "LOCATION": address,
            # Several sites may share one server.
            "KEY_PREFIX": f"empirie:{hashlib.sha256(site_url.encode()).hexdigest()[:8]}",
            "OPTIONS": {
                "SOCKET_CONNECT_TIMEOUT": REDIS_TIMEOUT,
                "SOCKET_TIMEOUT": REDIS_TIMEOUT,
                "IGNORE_EXCEPTIONS": True,
            },
        }
    }


def databases(main):
    """DATABASES, from the main one: how its connections are kept."""
    if main["ENGINE"] != POSTGRES:
        given = {
            "DATABASE_POOL_SIZE": environment.text("DATABASE_POOL_SIZE"),
            "DATABASE_STATEMENT_TIMEOUT": environment.text("DATABASE_STATEMENT_TIMEOUT"),
        }
        for name in filter(given.get, given):
            raise ImproperlyConfigured(f"{name} needs PostgreSQL. See README.md, 'Settings'.")
        return {"default": main}
    _keep_well(main)
    return {"default": main}


def _keep_well(database):
    """A server that restarts or hangs is noticed; a query has an end; with a pool, connections are shared."""
    options = database.setdefault("OPTIONS", {})
    options.setdefault("connect_timeout", 3)
    # Milliseconds after which an answer that is not even confirmed by the other machine counts as lost.
    options.setdefault("tcp_user_timeout", 10_000)
    database["CONN_HEALTH_CHECKS"] = True
    # PostgreSQL overrates what our queries cost and compiles them, which takes several times as long as they
    # do: 320 against 45 ms for a page of the demo, on PostgreSQL 15.
    given = [options.get("options", ""), "-c jit=off"]
    if seconds := environment.number("DATABASE_STATEMENT_TIMEOUT", 0, 0, 86_400):
        given.append(f"-c statement_timeout={seconds * 1000}")
    options["options"] = " ".join(filter(None, given))
    if size := environment.number("DATABASE_POOL_SIZE", 0, 0, 1_000):
        _with_package("psycopg_pool", "DATABASE_POOL_SIZE", size)
        # Django closes its connection after each request (CONN_MAX_AGE 0): that gives it back to the pool.
        database["CONN_MAX_AGE"] = 0
        # A pool that does not reach the server waits longer before each try: after 5 seconds it gives up,
        # and the next request begins anew.
        options["pool"] = {"min_size": 1, "max_size": size, "timeout": 3, "reconnect_timeout": 5}


def uploads_url():
    """The address of the public bucket; "" when uploads lie on the site's own disk."""
    is_used = environment.text("AWS_STORAGE_BUCKET_NAME")
    return environment.required("AWS_S3_PUBLIC_URL").rstrip("/") if is_used else ""


def object_storages():
    """What of STORAGES lies in S3-compatible storage; {} when all of it is on the site's own disk.

    Two buckets: one that everybody may read, by addresses that cannot be guessed, and one that nobody may,
    for the photos' own files and the documents.
    """
    public = environment.text("AWS_STORAGE_BUCKET_NAME")
    if not public:
        return {}
    _with_package("storages", "AWS_STORAGE_BUCKET_NAME", public)
    private = environment.required("AWS_PRIVATE_BUCKET_NAME")
    if private == public:
        raise ImproperlyConfigured(
            "AWS_PRIVATE_BUCKET_NAME must be another bucket than AWS_STORAGE_BUCKET_NAME, which all may read."
        )
    common = {
        "access_key": environment.required("AWS_ACCESS_KEY_ID"),
        "secret_key": environment.required("AWS_SECRET_ACCESS_KEY"),
        "region_name": environment.text("AWS_S3_REGION_NAME") or None,
        "endpoint_url": environment.text("AWS_S3_ENDPOINT_URL") or None,
    }
    address = urlsplit(uploads_url())
    if address.scheme not in {"http", "https"} or not address.netloc:
        raise ImproperlyConfigured("AWS_S3_PUBLIC_URL must be an address: https://….")
    uploads = common | {
        "bucket_name": public,
        "custom_domain": f"{address.netloc}{address.path}",
        "url_protocol": f"{address.scheme}:",
    }
    kept_private = common | {"bucket_name": private}
    return {
        "default": {"BACKEND": "empirie.core.object_storage.PublicObjects", "OPTIONS": uploads},
        "documents": {"BACKEND": "empirie.core.object_storage.SignedObjects", "OPTIONS": kept_private},
        "originals": {
            "BACKEND": "empirie.core.object_storage.PrivateObjects",
            "OPTIONS": kept_private | {"location": "originals", "file_overwrite": True},
        },
    }


def search_backends():
    """WAGTAILSEARCH_BACKENDS: the database, or OpenSearch when there is one."""
    address = environment.text("OPENSEARCH_URL")
    if not address:
        return {"default": {"BACKEND": "wagtail.search.backends.database"}}
    if urlsplit(address).scheme not in {"http", "https"}:
        raise ImproperlyConfigured("OPENSEARCH_URL must be http://… or https://….")
    _with_package("opensearchpy", "OPENSEARCH_URL", address)
    return {
        "default": {
            "BACKEND": "wagtail.search.backends.opensearch3",
            "URLS": [address],
            "INDEX_PREFIX": environment.text("OPENSEARCH_INDEX_PREFIX", "empirie_"),
            "TIMEOUT": 5,
        }
    }


def frontend_caches():
    """WAGTAILFRONTENDCACHE: the caches in front of the site that are told when something was written."""
    found = {}
    if address := environment.text("CDN_PURGE_URL"):
        if urlsplit(address).scheme not in {"http", "https"}:
            raise ImproperlyConfigured("CDN_PURGE_URL must be http://… or https://….")
        found["http"] = {"BACKEND": "empirie.delivery.cdn.WholeSiteHTTP", "LOCATION": address}
    if zone := environment.text("CLOUDFLARE_ZONE_ID"):
        found["cloudflare"] = {
            "BACKEND": "empirie.delivery.cdn.WholeSiteCloudflare",
            "ZONEID": zone,
            "BEARER_TOKEN": environment.required("CLOUDFLARE_API_TOKEN"),
        }
    if distribution := environment.text("CLOUDFRONT_DISTRIBUTION_ID"):
        _with_package("boto3", "CLOUDFRONT_DISTRIBUTION_ID", distribution)
        found["cloudfront"] = {
            "BACKEND": "wagtail.contrib.frontend_cache.backends.CloudfrontBackend",
            "DISTRIBUTION_ID": distribution,
        }
    return found
