"""Download: a file to download, with what a reader wants to know before downloading it."""

from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument

from .storage import documents
from .uploads.captions import as_webvtt
from .uploads.contents import check
from .uploads.refusals import RefusedFile


class Download(AbstractDocument):
    """A file with its language, length in pages, and whether it is accessible.

    These are true of the file wherever it is offered, so they are entered once, with the file.
    """

    file = models.FileField(_("file"), upload_to="documents", storage=documents)
    language = models.CharField(
        _("language"), max_length=5, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    pages = models.PositiveIntegerField(
        _("number of pages"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    is_accessible = models.BooleanField(
        _("accessible file"),
        default=False,
        help_text=_("Headings, reading order and descriptions of pictures were checked (PDF/UA or alike)."),
    )

    admin_form_fields = ("title", "file", "language", "pages", "is_accessible", "collection", "tags")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def clean(self):
        """Every form through which a document comes in asks here: alone, many at once, replaced, chosen."""
        if not self.file:
            # Many at once: details come in a second form without the file. Wagtail 8.0.1 fails there.
            return
        super().clean()
        if not self.file._committed:
            try:
                check(self.file.file, self.file.name)
            except RefusedFile as error:
                raise ValidationError({"file": error}) from error

    def save(self, *args, **kwargs):
        """Store captions as WebVTT, whatever they came as: many at once, a file comes in without `clean`."""
        self._turn_into_webvtt()
        super().save(*args, **kwargs)

    def _turn_into_webvtt(self):
        extension = PurePath(self.file.name or "").suffix.lower()
        if extension != ".srt" and (extension != ".vtt" or self.file._committed):
            return
        self.file.open()
        content = self.file.read()
        self.file.seek(0)
        converted = as_webvtt(content)
        if converted is None and extension == ".vtt":
            return
        if self.file._committed:
            self.file.storage.delete(self.file.name)
        name = PurePath(self.file.name).with_suffix(".vtt").name
        self.file = ContentFile(content if converted is None else converted, name=name)
        self._set_document_file_metadata()

    @property
    def format_name(self):
        """The format as people call it: "PDF", "ODT"."""
        return PurePath(self.filename).suffix.lstrip(".").upper()
