"""What a reader may see. Every public list starts from `readable()`."""

from django.db.models import Q
from wagtail.models import PageManager, PageQuerySet


class PublicPageQuerySet(PageQuerySet):
    def readable(self):
        """What an anonymous reader may open: live, not private, and no stand-in for a missing translation.

        An alias is a Polish page standing under /en/; it must never pass for English.
        """
        return self.live().public().filter(alias_of__isnull=True)

    def in_language(self, locale):
        return self.filter(locale=locale)

    def newest_first(self):
        """By the day the editors gave, then by the moment of publication; never in two orders."""
        return self.order_by("-date", "-first_published_at", "-pk")

    def for_cards(self):
        """With everything a card shows, and without the bodies it does not show."""
        return self.defer_streamfields()

    def about(self, *, cities=(), networks=(), topics=()):
        """Pages about any of these subjects; nothing when no subject is given."""
        wanted = Q()
        for field, subjects in (("cities", cities), ("networks", networks), ("topics", topics)):
            if subjects:
                wanted |= Q(**{f"{field}__in": subjects})
        if not wanted:
            return self.none()
        return self.filter(pk__in=self.model.objects.filter(wanted).values("pk"))


PublicPageManager = PageManager.from_queryset(PublicPageQuerySet)
