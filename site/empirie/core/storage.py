"""Where uploaded files are kept: under addresses that nobody can guess."""

import posixpath
import re
import secrets
from contextlib import suppress
from pathlib import Path

from django.core.files.storage import FileSystemStorage, storages

# The renditions of photos, whose names come from a random key and stay the same when made anew.
NAMED_WELL = "images"
OWN_FOLDER = re.compile(r"[0-9a-f]{20}")


class UnguessableNames:
    """A storage whose files each lie in a folder with a random name of 80 bits.

    What is under the public address of the uploads is served without asking anybody: a recording or a
    document of a draft is safe only as long as its address cannot be made up from the name of its file.
    """

    def get_available_name(self, name, max_length=None):
        folder, own_name = posixpath.split(name)
        if folder != NAMED_WELL:
            name = posixpath.join(folder, secrets.token_hex(10), own_name)
        return super().get_available_name(name, max_length)


class UploadStorage(UnguessableNames, FileSystemStorage):
    """STORAGES["default"] on the site's own disk. A file's own folder goes with it."""

    def delete(self, name):
        super().delete(name)
        folder = Path(self.path(name)).parent
        if OWN_FOLDER.fullmatch(folder.name):
            with suppress(OSError):  # not there, or not empty
                folder.rmdir()


def documents():
    """The storage of documents (STORAGES["documents"]): each is asked for at the site, which may say no."""
    return storages["documents"]
