"""Sections: lists of articles, recordings and galleries that a page picks by hand, by subject, or both."""

from dataclasses import dataclass
from uuid import UUID

from django.db import models
from django.db.models import CharField, Q, Value
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import MultipleChooserPanel, PageChooserPanel
from wagtail.models import Orderable, Page

from empirie.core.gathering import gathered
from empirie.core.registry import content


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


def picked_keys(rows_by_name):
    """{name: [translation key, …]} of the picked pages in the editors' order, for {name: PickedPage rows}.

    The rows of a page in a preview are unsaved: modelcluster keeps them in memory, no query finds them.
    """
    picked = {}
    saved = {name: rows for name, rows in rows_by_name.items() if isinstance(rows, models.QuerySet)}
    if saved:
        picked |= _keys_in_database(saved)
    in_memory = {name: list(rows) for name, rows in rows_by_name.items() if name not in saved}
    if in_memory:
        picked |= _keys_of_rows(in_memory)
    return picked


def _keys_in_database(rows_by_name):
    rows = [
        rows.order_by()  # SQLite takes no order inside a union
        .annotate(name=Value(name, output_field=CharField()))
        .values_list("name", "sort_order", "picked__translation_key")
        for name, rows in rows_by_name.items()
    ]
    found = {name: [] for name in rows_by_name}
    for name, _order, key in sorted(rows[0].union(*rows[1:], all=True), key=lambda row: row[1] or 0):
        found[name].append(UUID(str(key)))
    return found


def _keys_of_rows(rows_by_name):
    """The same for rows in memory, without those whose page was deleted since."""
    ids = {row.picked_id for rows in rows_by_name.values() for row in rows}
    keys = dict(Page.objects.filter(pk__in=ids).values_list("pk", "translation_key"))
    return {
        name: [
            keys[row.picked_id]
            for row in sorted(rows, key=lambda row: row.sort_order or 0)
            if row.picked_id in keys
        ]
        for name, rows in rows_by_name.items()
    }


@dataclass(frozen=True)
class Section:
    """A list of pages of kind `name`: the picked ones first, then the newest, `limit` in all.

    `keys` are the translation keys of the picked ones, in their order. `subjects` are those the newest must
    be about, as `AboutSubjects.subjects()` gives them; without them all newest will do. `choosing` is a
    Choosing value.
    """

    name: str
    keys: list
    limit: int
    choosing: str = Choosing.BOTH
    subjects: dict | None = None

    def candidates(self, page):
        """The pages among which those for this section of `page` are: a queryset of at most twice `limit`."""
        pages = content(self.name).in_language(page.locale).exclude(translation_key=page.translation_key)
        newest = pages if self.subjects is None else pages.about(**self.subjects)
        newest = newest.newest_first()[: self.limit]
        wanted = Q()
        if self.choosing in (Choosing.BY_HAND, Choosing.BOTH):
            wanted |= Q(translation_key__in=self.keys)
        if self.choosing in (Choosing.BY_SUBJECT, Choosing.BOTH):
            wanted |= Q(pk__in=newest.values("pk"))
        return pages.filter(wanted).newest_first() if wanted else pages.none()

    def arranged(self, pages):
        """The candidates as the section shows them."""
        if self.choosing == Choosing.BY_SUBJECT:
            return pages[: self.limit]
        by_key = {page.translation_key: page for page in pages}
        picked = [by_key.pop(key) for key in dict.fromkeys(self.keys) if key in by_key]
        return [*picked, *by_key.values()][: self.limit]


def filled(sections, page, **others):
    """{name: [page, …]} of the sections and of `others`, {name: queryset}, of `page`; one query for all."""
    lists = {
        section.name: section.candidates(page) for section in sections if section.choosing != Choosing.NOTHING
    }
    found = gathered({**lists, **others})
    return found | {
        section.name: section.arranged(found[section.name]) for section in sections if section.name in found
    }
