"""Orphans: files that no row names, and rows whose file is gone.

A process that is killed leaves them, and so does a backup of which only one half was restored.
"""

import posixpath
from dataclasses import dataclass, field

from django.utils import timezone

from .models import Photo, PhotoRendition

# Where each model's files lie in its storage.
_FOLDERS = {Photo: "", PhotoRendition: "images"}


@dataclass
class Orphans:
    """What does not belong together."""

    files: list = field(default_factory=list)  # [(storage, name), …]
    photos: list = field(default_factory=list)  # rows whose file is gone
    renditions: list = field(default_factory=list)


def find_orphans(age):
    """The Orphans. Files younger than `age`, a timedelta, are left out: an upload may be at work on them."""
    before = timezone.now() - age
    found = Orphans()
    for model, rows in ((Photo, found.photos), (PhotoRendition, found.renditions)):
        storage = model._meta.get_field("file").storage
        # Files first: what is saved while we look has its row by the time the rows are read.
        files = _files_in(storage, _FOLDERS[model])
        named = {row.file.name: row for row in model.objects.all().iterator()}
        found.files += [
            (storage, name) for name in sorted(files - named.keys()) if _is_older(storage, name, before)
        ]
        rows += [named[name] for name in sorted(named.keys() - files) if not storage.exists(name)]
    return found


def remove_orphans(found, age):
    """Delete the files without a row and the renditions without a file; returns how many.

    Photos without a file stay: they hold who took them and who agreed, and the file may be in a backup.
    """
    before = timezone.now() - age
    removed = sum(_remove(storage, name, before) for storage, name in found.files)
    for rendition in found.renditions:
        rendition.delete()
    return removed + len(found.renditions)


def _files_in(storage, folder):
    """The names of all files in a folder and below: a restoration that was killed leaves folders."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return set()
    found = {posixpath.join(folder, name) for name in files}
    return found.union(*(_files_in(storage, posixpath.join(folder, name)) for name in folders))


def _remove(storage, name, before):
    """Delete a file unless somebody has begun to use it since it was found."""
    is_named = any(model.objects.filter(file=name).exists() for model in _FOLDERS)
    if is_named or not _is_older(storage, name, before):
        return False
    storage.delete(name)
    return True


def _is_older(storage, name, before):
    try:
        return storage.get_modified_time(name) < before
    except FileNotFoundError:
        return False
