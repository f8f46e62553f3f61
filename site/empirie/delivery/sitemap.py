"""/sitemap.xml: every page a reader can open, in each of its languages; /robots.txt, which names it."""

from itertools import groupby

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap as draw
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site

from empirie.core.languages import versions_for_search_engines
from empirie.core.queries import only_readable

FIELDS = (
    "path",
    "url_path",
    "translation_key",
    "locale__language_code",
    "last_published_at",
    "content_type",
    "live",
)


class ReadablePages(Sitemap):
    """The pages of both trees. Wagtail's own sitemap knows only the Polish one."""

    def __init__(self, request):
        self.request = request

    def items(self):
        """One list a page: its readable versions, the default language first."""
        pages = only_readable(Page.objects.filter(depth__gt=1)).select_related("locale").only(*FIELDS)
        in_order = sorted(
            pages,
            key=lambda page: (
                str(page.translation_key),
                page.locale.language_code != settings.LANGUAGE_CODE,
            ),
        )
        return [list(versions) for _key, versions in groupby(in_order, lambda page: page.translation_key)]

    def get_urls(self, page=1, site=None, protocol=None):
        """What Django's template draws: {"location", "lastmod", "alternates"} of each version."""
        return [
            entry for versions in self.paginator.page(page).object_list for entry in self._entries(versions)
        ]

    def _entries(self, versions):
        alternates = [
            {"lang_code": version.code, "location": version.url}
            for version in versions_for_search_engines(versions, self.request)
        ]
        for version in versions:
            location = version.get_full_url(self.request)
            if location:  # a page outside the site's tree has no address
                yield {"location": location, "lastmod": version.last_published_at, "alternates": alternates}


@require_safe
def sitemap(request):
    # Wagtail remembers for an hour in each process where the trees begin: another one may have moved them.
    Site.clear_site_root_paths_cache()
    return draw(request, {"pages": ReadablePages(request)})


@require_safe
def robots(request):
    """Everything may be read but the admin, which answers nobody who is not signed in."""
    lines = (
        "User-agent: *",
        f"Disallow: {reverse('wagtailadmin_home')}",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
    )
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
