"""What a reader may see. Every public list starts from `readable()`."""

from django.conf import settings
from django.db.models import (
    CharField,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.lookups import Exact
from wagtail.models import Page, PageManager, PageQuerySet, PageViewRestriction


def only_readable(pages):
    """Those of `pages` an anonymous reader may open: live, not private, no stand-in for a translation.

    An alias is a Polish page standing under /en/; it must never pass for English. Unlike Wagtail's
    `public()`, this asks for restricted pages within the same query, not in one before it.
    """
    return pages.live().filter(~Exists(restrictions_above()), alias_of__isnull=True)


def restrictions_above():
    """For a subquery: the restrictions on a page of the outer query or on a page above it.

    There are few or none, so they have to be gone through first. Where both tables are joined, SQLite goes
    through all pages instead, for each page of the outer query.
    """
    restricted = Page.objects.filter(pk=OuterRef("page_id")).order_by()
    return PageViewRestriction.objects.annotate(
        path_below=ExpressionWrapper(OuterRef("path"), output_field=CharField()),
        path_restricted=Subquery(restricted.values("path")[:1]),
    ).filter(path_below__startswith=F("path_restricted"))


def with_named_records(pages):
    """`pages` of one type with their language and every photo, file or record they name by a foreign key."""
    named = [
        field.name
        for field in pages.model._meta.concrete_fields
        if field.many_to_one and field.model is not Page and not issubclass(field.related_model, Page)
    ]
    return pages.select_related("locale", *named)


class _Unindexed(Func):
    """A number as it is; no database uses an index for it."""

    template = "+%(expressions)s"
    output_field = IntegerField()


class PublicPageQuerySet(PageQuerySet):
    def readable(self):
        """What an anonymous reader may see. The only way a public list may start."""
        return only_readable(self)

    def in_language(self, locale):
        """Those in one language, found without the index on it: half of all pages are in each language.

        Where the newest eight of ten thousand articles are wanted, SQLite would take it all the same.
        """
        return self.filter(Exact(_Unindexed("locale"), locale.pk))

    def newest_first(self):
        """By the day the editors gave, then by the moment of publication; never in two orders."""
        return self.order_by("-date", "-first_published_at", "-pk")

    def in_order_of_polish(self):
        """In the order of the Polish tree, whatever the language; what is not Polish at all comes last."""
        polish = Page.objects.filter(
            translation_key=OuterRef("translation_key"), locale__language_code=settings.LANGUAGE_CODE
        )
        order = F("polish_path").asc(nulls_last=True)
        return self.annotate(polish_path=Subquery(polish.values("path")[:1])).order_by(order, "path")

    def for_cards(self):
        """With everything a card shows, and without the bodies it does not show."""
        return self.defer_streamfields()

    def card_values(self):
        """{name: expression} of what a card shows that is in no column of the page."""
        return {}

    def about(self, *, cities=(), networks=(), topics=()):
        """Pages about any of these subjects, lists or subqueries; nothing when no subject is given."""
        wanted = Q()
        for name, subjects in (("cities", cities), ("networks", networks), ("topics", topics)):
            if isinstance(subjects, QuerySet) or subjects:
                field = self.model._meta.get_field(name)
                page, subject = field.m2m_field_name(), field.m2m_reverse_field_name()
                rows = field.remote_field.through.objects.filter(**{f"{subject}__in": subjects})
                wanted |= Q(pk__in=rows.values(page))
        return self.filter(wanted) if wanted else self.none()


PublicPageManager = PageManager.from_queryset(PublicPageQuerySet)
