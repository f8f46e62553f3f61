"""How an uploaded recording is coded: what tells which browsers play it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .playback import warnings_about


class Coding(models.Model):
    """Container and codecs of one wagtailmedia file, read when the file came in."""

    media = models.OneToOneField(
        "wagtailmedia.Media", primary_key=True, on_delete=models.CASCADE, related_name="coding"
    )
    container = models.CharField(_("container"), max_length=20)
    video = models.CharField(_("coding of the picture"), max_length=40, blank=True)
    audio = models.CharField(_("coding of the sound"), max_length=40, blank=True)

    wagtail_reference_index_ignore = True  # it is no use of the file that an editor could look up

    class Meta:
        verbose_name = _("coding of a recording")
        verbose_name_plural = _("codings of recordings")

    def __str__(self):
        return f"{self.media}: {self.container}, {self.video}, {self.audio}"

    def warnings(self):
        """What an editor should know when only some browsers play the file; [] for none."""
        return warnings_about(self.container, self.video, self.audio)
