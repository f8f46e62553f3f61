"""The photo's file: the one door through which pictures enter, whoever brings them."""

import hashlib
import logging
import uuid

from django.core.files.base import ContentFile, File
from wagtail.images.models import WagtailImageField, WagtailImageFieldFile

from .cleaning import clean
from .refusals import RefusedPhoto

logger = logging.getLogger(__name__)


class PhotoFile(WagtailImageFieldFile):
    """The file of a photo. A new one is cleaned before anybody reads it, and is written by `Photo.save`.

    Django would write it as soon as it is assigned a place, before there is a row; here the row comes first.
    """

    cleaned = None
    is_written = False

    @property
    def is_new(self):
        """Whether this is a file that was brought and does not belong to a row yet."""
        return bool(self) and not self._committed

    def get_image_dimensions(self):
        if self.cleaned:
            return self.cleaned.size
        # What was sent is not looked into before it is cleaned.
        return (0, 0) if self.is_new else super().get_image_dimensions()

    def save(self, name, content, save=True):
        """Bring a new file. It is stored together with the photo, now or at the photo's own `save()`."""
        setattr(self.instance, self.field.attname, File(content, name=name))
        if save:
            self.instance.save()

    def clean(self, cleaned=None):
        """Clean the new file, or take it as `cleaned` already. Raises RefusedPhoto."""
        if self.cleaned:
            return
        self.sent_as = self.name
        self.cleaned = cleaned or clean(self.file, self.name)
        self.name = f"{self._key().hex}.{self.cleaned.extension}"
        self.file = ContentFile(self.cleaned.content, name=self.name)
        self._dimensions_cache = self.cleaned.size
        photo = self.instance
        photo.width, photo.height = self.cleaned.size
        photo.file_size = len(self.cleaned.content)
        photo.file_hash = hashlib.sha1(self.cleaned.content, usedforsecurity=False).hexdigest()
        # A new photo may bring its own: that of the file which its sender made smaller.
        brought = photo.source_hash if photo._state.adding else ""
        photo.source_hash = brought or self.cleaned.source_hash or photo.source_hash
        photo.taken_on = photo.taken_on or self.cleaned.taken_on
        photo.taken_at = self.cleaned.taken_at or photo.taken_at

    def _key(self):
        """What the file is named after: never after what the sender called it.

        The key of the upload lets a second attempt overwrite what a killed first one left behind.
        """
        photo = self.instance
        return photo.upload_key if photo._state.adding and photo.upload_key else uuid.uuid4()

    def write(self):
        """Put the cleaned file into the storage, once. Raises RefusedPhoto and leaves nothing behind."""
        if self.is_written:
            return
        try:
            self.name = self.storage.save(self.name, ContentFile(self.cleaned.content, name=self.name))
        except Exception as error:  # a full disk, a lost network: every storage has errors of its own
            logger.exception("The storage did not take %s", self.name)
            self._remove()
            raise RefusedPhoto("storage", self.sent_as) from error
        self.is_written = True

    def withdraw(self):
        """Take back what was written: the row did not come about."""
        if self.is_written:
            self._remove()
            self.is_written = False

    def settle(self):
        """From here on the file is the row's own, read from the storage when it is asked for."""
        self.cleaned, self.is_written, self._committed = None, False, True
        del self.file

    def _remove(self):
        try:
            self.storage.delete(self.name)
        except Exception:  # the next attempt overwrites it, or `photo_orphans` finds it
            logger.exception("The storage did not remove %s", self.name)


class PhotoFileField(WagtailImageField):
    attr_class = PhotoFile

    def pre_save(self, instance, add):
        """The name for the row. A file that did not come in by `Photo.save`, as in bulk, is not stored."""
        file = getattr(instance, self.attname)
        if file.is_new and not file.cleaned:
            raise TypeError("A photo with a new file is saved by its own save().")
        return file
