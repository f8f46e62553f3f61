"""Where the photos' own files are kept: apart from everything that the public can reach."""

from django.core.files.storage import FileSystemStorage, storages


class PrivateFileSystemStorage(FileSystemStorage):
    """Files that have no address. Readers and the admin see renditions of them."""

    def url(self, name):
        """Empty: Wagtail's API asks for an address and must get an answer, but there is none to give."""
        return ""


def originals():
    """The storage of the photos' own files (STORAGES["originals"])."""
    return storages["originals"]
