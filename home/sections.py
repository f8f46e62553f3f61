"""Sections: lists of articles, recordings and galleries that a page picks by hand, by subject, or both."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import MultipleChooserPanel, PageChooserPanel
from wagtail.models import Orderable

from empirie.core.registry import content, content_about


class Choosing(models.TextChoices):
    """How a section finds its pages."""

    BY_HAND = "hand", _("Only those chosen by hand")
    BY_SUBJECT = "subject", _("Only by subject, newest first")
    BOTH = "both", _("Those chosen by hand, then by subject")
    NOTHING = "nothing", _("Leave the section out")


class PickedPage(Orderable):
    """A page that an editor put into a section. The Polish version is picked, each language shows its own."""

    picked = models.ForeignKey(
        "wagtailcore.Page", verbose_name=_("page"), on_delete=models.CASCADE, related_name="+"
    )

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self):
        return str(self.picked)


def picked_panel(relation, page_type, heading):
    """The panel to pick several pages of `page_type` at once."""
    return MultipleChooserPanel(
        relation,
        heading=heading,
        label=_("Page"),
        chooser_field_name="picked",
        panels=[PageChooserPanel("picked", page_type)],
    )


def picked_pages(name, rows, locale):
    """The readable versions in `locale` of the pages in `rows`, in the editors' order."""
    keys = [row.picked.translation_key for row in rows]
    if not keys:
        return []
    versions = {
        page.translation_key: page
        for page in content(name).in_language(locale).filter(translation_key__in=keys)
    }
    return [versions[key] for key in keys if key in versions]


def section_pages(name, page, subjects, rows, choosing, limit):
    """Up to `limit` pages of kind `name` for a section of `page`; empty when there is nothing to show.

    `subjects` are those `page` is about, as `AboutSubjects.subjects()` gives them; `rows` are the PickedPage
    rows; `choosing` is a Choosing value.
    """
    if choosing == Choosing.NOTHING:
        return []
    pages = [] if choosing == Choosing.BY_SUBJECT else picked_pages(name, rows, page.locale)[:limit]
    if choosing == Choosing.BY_HAND or len(pages) == limit:
        return pages
    found = content_about(name, page.locale, **subjects)
    found = found.exclude(translation_key__in=[picked.translation_key for picked in pages])
    return [*pages, *found.exclude(translation_key=page.translation_key)[: limit - len(pages)]]


def latest_pages(name, page, rows, limit):
    """The pages picked by hand, filled up with the newest of kind `name`."""
    pages = picked_pages(name, rows, page.locale)[:limit]
    newest = content(name).in_language(page.locale).newest_first()
    newest = newest.exclude(translation_key__in=[picked.translation_key for picked in pages])
    return [*pages, *newest[: limit - len(pages)]]
