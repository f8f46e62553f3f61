"""What readers filter recordings by."""

from django.utils.translation import gettext_lazy as _

from empirie.subjects.filters import Option, SubjectFilter

KINDS = {"film": ("videopage", _("Films")), "podcast": ("podcastepisodepage", _("Podcast"))}


class RecordingFilter(SubjectFilter):
    """Subject, year, and film or podcast."""

    def __init__(self, query):
        super().__init__(query)
        self.kind = query.get("kind") if query.get("kind") in KINDS else ""

    def asked(self):
        return super().asked() | ({"kind": self.kind} if self.kind else {})

    def narrow(self, pages):
        pages = super().narrow(pages)
        return pages.filter(content_type__model=KINDS[self.kind][0]) if self.kind else pages

    def options(self):
        kinds = [Option(kind, label, kind == self.kind) for kind, (_model, label) in KINDS.items()]
        return {"kind": kinds} | super().options()
