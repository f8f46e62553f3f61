"""Wagtail's half-finished uploads: a row each, and a file that does not go with the row by itself."""

import posixpath
from functools import partial

from django.db import transaction
from wagtail.models import UploadedFile

FILE = UploadedFile._meta.get_field("file")


def erase_uploads(uploads):
    """Delete these rows, and their files once that is certain; returns how many."""
    for upload in uploads:
        if upload.file:
            transaction.on_commit(partial(upload.file.storage.delete, upload.file.name))
    return len([upload.delete() for upload in uploads])


def erase_uploads_before(moment):
    """The same for all that nobody has gone on with since, and for older files whose row is gone already."""
    strays = [name for name in _files() if _is_older(name, moment)]
    strays = set(strays) - set(UploadedFile.objects.values_list("file", flat=True))
    for name in strays:
        transaction.on_commit(partial(FILE.storage.delete, name))
    return len(strays) + erase_uploads(
        [row for row in UploadedFile.objects.iterator() if _is_old(row, moment)]
    )


def _is_old(upload, moment):
    """A row has no date of its own: the file's tells. A row whose file is gone is abandoned too."""
    return not upload.file or not FILE.storage.exists(upload.file.name) or _is_older(upload.file.name, moment)


def _is_older(name, moment):
    try:
        return FILE.storage.get_modified_time(name) < moment
    except FileNotFoundError:
        return False


def _files(folder=FILE.upload_to):
    """The names of all files in the folder of uploads and below."""
    try:
        folders, files = FILE.storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (posixpath.join(folder, name) for name in files)
    for name in folders:
        yield from _files(posixpath.join(folder, name))
