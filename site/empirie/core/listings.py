"""Listing: a page that lists others, filtered by what the address asks for."""

from django.db import models

from .pictures import load_pictures


class ListingMixin(models.Model):
    """Gives a list page its context. A list page says what it lists and how readers filter it.

    `filter_class(query)` reads the address; its `page_of(listing)` narrows the `listed_pages()` of this page
    to one screen.
    """

    filter_class = None

    class Meta:
        abstract = True

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        asked_for = self.filter_class(request.GET)
        context["asked_for"] = asked_for
        context["listed"] = asked_for.page_of(self)
        load_pictures(context["listed"].object_list)
        return context
