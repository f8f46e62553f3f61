"""How an address finds its page: the whole way down to it in one query, not some for each step."""

from itertools import accumulate

from django.conf import settings
from django.db.models import Exists
from django.http.request import split_domain_port
from django.shortcuts import get_object_or_404
from wagtail.models import Page, Site
from wagtail.models.sites import get_site_for_hostname
from wagtail.url_routing import RouteResult
from wagtail.views import serve as serve_as_wagtail_does

from .languages import active_language
from .links import is_readable
from .queries import restrictions_above, with_named_records
from .remembered import remembered


def serve(request, path):
    """Wagtail's view of all pages, which is told its page here. Http404 where there is none."""
    # Under these names Wagtail 8.0 remembers what Site.find_for_request and Page.route_for_request found; it
    # too asks Django 5.2 for the host as it was sent, whether allowed or not.
    request._wagtail_site = _site(request._get_raw_host(), request.get_port())
    if arrived := _arrival(request, path):
        request._wagtail_route_for_request = arrived
    return serve_as_wagtail_does(request, path)


@remembered
def _site(host, port):
    """The Site at an address, or None: as `Site.find_for_request` finds it."""
    try:
        return get_site_for_hostname(split_domain_port(host)[0], port)
    except Site.DoesNotExist:
        return None


def _arrival(request, path):
    """The RouteResult for a path, or None where Wagtail has to look step by step, or for a 404."""
    site, language = Site.find_for_request(request), active_language()
    steps = [step for step in path.split("/") if step]
    way, branch = _way(site, language, steps)
    if branch is not None and not _begins_there(site, branch):
        Site.clear_site_root_paths_cache()
        way, branch = _way(site, language, steps)
    if not way:
        return None
    page = _specific(way[-1])
    _remember(page, way, branch)
    rest = steps[len(way) - 1 :]
    result = page.route(request, rest)
    return result if isinstance(result, RouteResult) else RouteResult(*result)


def _way(site, language, steps):
    """(the pages from the root of the language down, these in every language); twice None without a root."""
    root = site and _root_path(site, language)
    if not root:
        return None, None
    addresses = list(accumulate(steps, lambda above, step: f"{above}{step}/", initial=root))
    branch = _branch(root, steps, addresses)
    on_the_way = {page.url_path: page for page in branch}
    way = [on_the_way[address] for address in addresses if address in on_the_way]
    return (way if way and way[0].url_path == root else None), branch


def _begins_there(site, branch):
    """Whether the trees of all languages begin where Wagtail remembers it.

    It remembers for an hour, each process by itself: meanwhile another may have renamed a home page or given
    the site another host.
    """
    remembered_roots = {r.root_path for r in Site.get_site_root_paths() if r.root_url == site.root_url}
    roots = {page.url_path for page in branch if page.depth == site.root_page.depth}
    return bool(roots) and roots <= remembered_roots


def _root_path(site, language):
    """Where the tree of this language begins, as Wagtail remembers it: "/home/"."""
    roots = Site.get_site_root_paths()
    return next((r.root_path for r in roots if r.site_id == site.pk and r.language_code == language), None)


def _branch(root, steps, addresses):
    """Every page on the way, in every language: `is_restricted` says whether only some may read it.

    There is an index on `slug` and none on `url_path`.
    """
    slugs = {root.strip("/").rsplit("/", 1)[-1], *steps}
    on_the_way = Page.objects.filter(slug__in=slugs, url_path__in=addresses)
    versions = Page.objects.filter(translation_key__in=on_the_way.values("translation_key"))
    return list(
        versions.annotate(is_restricted=Exists(restrictions_above()))
        .select_related("locale")
        .order_by("path")
    )


def _specific(page):
    """The page as its own type, with the records and photos it names."""
    return get_object_or_404(with_named_records(page.specific_class._default_manager.all()), pk=page.pk)


def _remember(page, way, branch):
    """What head, breadcrumbs and language switch would ask the database for again."""
    page.is_known_to_be_public = not way[-1].is_restricted
    page.readable_ancestors = [above for above in way[:-1] if is_readable(above)]
    versions = [one for one in branch if one.translation_key == page.translation_key and is_readable(one)]
    page.readable_versions = sorted(
        versions, key=lambda one: one.locale.language_code != settings.LANGUAGE_CODE
    )
