"""SearchPage: the search of one language, at an address of its own."""

from django.core.paginator import Paginator
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy as _

from empirie.core.pages import BasePage
from empirie.search.queries import search_pages
from empirie.subjects.filters import PAGE_SIZE, whole_number

LONGEST_QUERY = 200


class SearchPage(BasePage):
    """Finds pages in its own language."""

    page_description = _("The search. There is one in each language.")
    parent_page_types = ["home.HomePage"]
    subpage_types = []
    max_count_per_parent = 1
    template = "home/search_page.html"

    class Meta:
        verbose_name = _("search page")
        verbose_name_plural = _("search pages")

    def serve(self, request, *args, **kwargs):
        """What is found is told to nobody else, and not kept by any cache."""
        response = super().serve(request, *args, **kwargs)
        if request.GET.get("q"):
            add_never_cache_headers(response)
        return response

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        asked = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST_QUERY]
        page_number = whole_number(request.GET.get("page"), range(1, 10_000)) or 1
        context["query"] = asked
        if asked:
            context["found"] = Paginator(search_pages(asked, self.locale), PAGE_SIZE).get_page(page_number)
        return context
