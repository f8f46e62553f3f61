"""Intake: how a picture becomes a Photo, once, clean and with its rights; or is refused in plain words."""

import uuid

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.db import DatabaseError, IntegrityError, transaction
from django.utils.translation import gettext

from .cleaning import Cleaned, source_hash, turn
from .declarations import VERSIONS, record
from .file_names import PICTURE
from .models import Photo
from .refusals import RefusedPhoto, base_name, plain

__all__ = ["RefusedPhoto", "accept", "already_there", "copy_of", "rotated", "title_from"]

RIGHTS = {
    "author",
    "credit_line",
    "licence",
    "rights_basis",
    "recognisable",
    "consent_reference",
    "taken_on",
    "place",
}
LONGEST_TITLE = 255
# Kept by the one photo, not handed on to its copy.
_NOT_COPIED = {"id", "file", "upload_key", "created_at", "unused_since"}


def accept(
    upload, *, city, collection, user, upload_key=None, title="", declaration=None, fingerprint="", **rights
):
    """Check, clean and store one picture; returns its Photo.

    `upload` is a Django File open for reading, `upload_key` a UUID or its text: the same key again gives
    the same photo. `fingerprint` is the SHA-256 of the file that the sender made `upload` of, by which it is
    known again; without it, that of `upload`. `declaration` is the accepted version, `rights` are fields
    named in RIGHTS.
    Raises RefusedPhoto, after which nothing is stored; TypeError for a right that does not exist.
    """
    name = base_name(upload.name)
    key = _key(upload_key, name)
    if declaration and declaration not in VERSIONS:
        raise RefusedPhoto("declaration", name)
    try:
        photo = _sent_before(key, city, name)
        if photo:
            return photo
        photo = Photo(
            title=title_from(title or name),
            city=city,
            collection=collection,
            uploaded_by_user=user,
            upload_key=key,
            source_hash=fingerprint,
            **_checked(rights, name),
        )
        photo.file = File(upload, name=name or "photo")
        if declaration:
            record(photo, declaration, user)
        return _saved(photo, name)
    except DatabaseError as error:
        raise RefusedPhoto("database", name) from error


def already_there(upload, city, fingerprint=""):
    """The city's photo that was made from the same file, byte for byte; None when there is none.

    `fingerprint` is the SHA-256 of that file, where `upload` was made smaller by its sender.
    """
    found = fingerprint or source_hash(upload)
    return Photo.objects.filter(city=city, source_hash=found).order_by("pk").first()


def copy_of(photo):
    """A photo of its own with the same picture and rights, to be changed while the first stays as it is."""
    fields = [field for field in Photo._meta.concrete_fields if field.name not in _NOT_COPIED]
    copy = Photo(**{field.attname: getattr(photo, field.attname) for field in fields})
    with photo.open_file() as file:
        content = file.read()
    extension = photo.file.name.rpartition(".")[2]
    size = (photo.width, photo.height)
    _bring(copy, Cleaned(content, extension, size, photo.taken_on, photo.source_hash, photo.taken_at))
    with transaction.atomic():
        copy.save()
        copy.tags.set(photo.tags.all())
    return copy


def rotated(photo, quarter_turns):
    """The photo, turned clockwise by quarters of a circle and saved; its renditions are made anew.

    A photo that is published already is copied first (`copy_of`). Raises RefusedPhoto.
    """
    if quarter_turns % 4 == 0:
        return photo
    with photo.open_file() as file:
        content = file.read()
    cleaned = turn(content, quarter_turns, photo.title)
    for _turn in range(quarter_turns % 4):
        _turn_focal_point(photo)
        photo.width, photo.height = photo.height, photo.width
    _bring(photo, cleaned)
    photo.save()
    return photo


def title_from(words):
    """A title for staff out of a person's words or a file's name: "IMG_2041.JPG" becomes "IMG 2041"."""
    words = plain(words)
    if PICTURE.search(words):
        words = PICTURE.sub("", base_name(words)).replace("_", " ")
    return words[:LONGEST_TITLE].strip() or gettext("Photo")


def _saved(photo, name):
    try:
        photo.save()
    except IntegrityError:
        # Another attempt with the same key was faster; its photo is the one.
        found = _sent_before(photo.upload_key, photo.city, name)
        if not found:
            raise
        return found
    return photo


def _key(upload_key, name):
    try:
        return uuid.UUID(str(upload_key)) if upload_key else None
    except ValueError as error:
        raise RefusedPhoto("key", name) from error


def _sent_before(key, city, name):
    """The photo of an earlier attempt with this key. Somebody else's key is refused, without saying whose."""
    photo = key and Photo.objects.filter(upload_key=key).first()
    if photo and photo.city != city:
        raise RefusedPhoto("key", name)
    return photo


def _checked(rights, name):
    unknown = rights.keys() - RIGHTS
    if unknown:
        raise TypeError(f"accept() knows no such rights: {sorted(unknown)}")
    rights = {right: value for right, value in rights.items() if value not in (None, "")}
    others = {field.name for field in Photo._meta.concrete_fields} - rights.keys()
    photo = Photo(**rights)
    try:
        photo.clean_fields(exclude=others)
    except ValidationError as error:
        raise RefusedPhoto("rights", name, reasons=" ".join(error.messages)) from error
    return {right: getattr(photo, right) for right in rights}


def _bring(photo, cleaned):
    photo.file = ContentFile(cleaned.content, name=photo.title)
    photo.file.clean(cleaned)


def _turn_focal_point(photo):
    if photo.has_focal_point():
        photo.focal_point_x, photo.focal_point_y = photo.height - photo.focal_point_y, photo.focal_point_x
        photo.focal_point_width, photo.focal_point_height = photo.focal_point_height, photo.focal_point_width
