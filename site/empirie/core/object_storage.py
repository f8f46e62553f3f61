"""Where uploaded files are kept when several machines share them: S3-compatible object storage."""

from botocore.config import Config
from storages.backends.s3 import S3Storage

from .storage import UnguessableNames

# Seconds. An address is handed out after the site has asked who may have the document; it is used at once.
SIGNED_FOR = 120
# An object that is deleted is gone from the storage at once, and from a browser that has it after a day.
KEPT_BY_BROWSERS = "public, max-age=86400"


class Objects(S3Storage):
    """Objects of one bucket. Nobody waits long for a server that is away."""

    def get_default_settings(self):
        return super().get_default_settings() | {
            "file_overwrite": False,
            # Once an object is larger than this it is kept in a file while it is read.
            "max_memory_size": 8 * 1024 * 1024,
            "client_config": Config(
                signature_version="s3v4",
                s3={"addressing_style": "path" if self._settings.get("endpoint_url") else "auto"},
                connect_timeout=3,
                read_timeout=30,
                retries={"max_attempts": 2, "mode": "standard"},
                # What botocore has added to every request since 1.36 is unknown to many servers but Amazon's.
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
        }

    def __init__(self, **settings):
        self._settings = settings
        super().__init__(**settings)


class PublicObjects(UnguessableNames, Objects):
    """STORAGES["default"]: what the public may have. The address of an object is the bucket's, unsigned."""

    def get_default_settings(self):
        return super().get_default_settings() | {
            "querystring_auth": False,
            "object_parameters": {"CacheControl": KEPT_BY_BROWSERS},
        }


class SignedObjects(UnguessableNames, Objects):
    """STORAGES["documents"]: Wagtail's view asks who may read, then sends on to an address that expires."""

    def get_default_settings(self):
        return super().get_default_settings() | {"querystring_expire": SIGNED_FOR}


class PrivateObjects(Objects):
    """STORAGES["originals"]: the photos' own files, which have no address."""

    def url(self, name, *arguments, **options):
        """Empty: Wagtail's API asks for an address and must get an answer, but there is none to give."""
        return ""
