"""The trunk of the page tree: both homes and the list pages under them, made once and repaired on demand."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from wagtail.models import Collection, Locale, Page, Site

from articles.models import ArticleIndexPage
from empirie.core.translations import publish_translation
from galleries.approval.workflow import ensure_workflow
from galleries.models import CityIndexPage, GalleryIndexPage
from multimedia.models import MultimediaIndexPage
from networks.models import NetworkIndexPage, ProductIndexPage

from .models import FooterLink, HomePage, MenuLink, Navigation, ProgrammeSettings, SearchPage


@dataclass(frozen=True)
class Words:
    """What a page of the trunk is called in one language."""

    title: str
    slug: str
    lead: str = ""


@dataclass(frozen=True)
class Branch:
    """A list page under both homes."""

    page_type: type
    polish: Words
    english: Words


HOME = Branch(
    HomePage,
    Words(
        "Empirie – doświadczenia miast",
        "empirie",
        "Miasta uczą się od siebie nawzajem. Zobacz, co z tego wynika.",
    ),
    Words(
        "Empirie – cities share experience",
        "empirie-en",
        "Cities learn from one another. See what comes of it.",
    ),
)
BRANCHES = (
    Branch(
        ArticleIndexPage,
        Words("Aktualności", "aktualnosci", "Wydarzenia, nabory i efekty pracy miast."),
        Words("News", "news", "Events, calls and results of the cities’ work."),
    ),
    Branch(
        CityIndexPage,
        Words("Miasta", "miasta", "Miasta programu, ich projekty i galerie."),
        Words("Cities", "cities", "The programme’s cities, their projects and galleries."),
    ),
    Branch(
        NetworkIndexPage,
        Words("Sieci", "sieci", "Sieci wymiany doświadczeń Empirie."),
        Words("Networks", "networks", "The Empirie experience exchange networks."),
    ),
    Branch(
        ProductIndexPage,
        Words("Produkty sieci", "produkty", "Schematy, modele, rekomendacje i przewodniki do wykorzystania."),
        Words("Network products", "products", "Schemes, models, recommendations and guides ready to use."),
    ),
    Branch(
        MultimediaIndexPage,
        Words("Multimedia", "multimedia", "Filmy i podcasty, z napisami i transkrypcją."),
        Words("Multimedia", "multimedia", "Films and podcasts, with captions and transcripts."),
    ),
    Branch(
        GalleryIndexPage,
        Words("Galerie miast", "galerie-miast", "Zdjęcia z miast, od najnowszych."),
        Words("City galleries", "city-galleries", "Photos from the cities, newest first."),
    ),
    Branch(
        SearchPage,
        Words("Szukaj", "szukaj"),
        Words("Search", "search"),
    ),
)
IN_MENU = (
    ArticleIndexPage,
    CityIndexPage,
    NetworkIndexPage,
    ProductIndexPage,
    MultimediaIndexPage,
    GalleryIndexPage,
)


@transaction.atomic
def build_tree():
    """Create what is missing of the trunk, change nothing an editor changed; returns the Polish home page."""
    polish, english = _locale("pl"), _locale("en")
    home = _page_of(HOME, Page.get_first_root_node(), polish)
    _translation_of(home, HOME, english)
    pages = {}
    for branch in BRANCHES:
        pages[branch.page_type] = _page_of(branch, home, polish)
        _translation_of(pages[branch.page_type], branch, english)
    ensure_workflow(CityIndexPage.objects.all())
    _name_the_roots()
    site = _site_with(home)
    ProgrammeSettings.for_site(site)
    _first_menu(site, [pages[page_type] for page_type in IN_MENU])
    return home


def _locale(code):
    return Locale.objects.get_or_create(language_code=code)[0]


def _page_of(branch, parent, locale):
    page = branch.page_type.objects.child_of(parent).filter(locale=locale).first()
    if page:
        return page
    words = branch.polish
    return parent.add_child(
        instance=branch.page_type(title=words.title, slug=words.slug, lead=words.lead, locale=locale)
    )


def _translation_of(page, branch, locale):
    if page.has_translation(locale):
        return
    words = branch.english
    publish_translation(page, {"title": words.title, "slug": words.slug, "lead": words.lead}, locale)


def _site_with(home):
    """The default site, rooted at the Polish home and known by the address in the settings."""
    address = urlsplit(settings.SITE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    # Without a name the dashboard would greet with the host.
    wanted = (address.hostname, port, home.pk, site.site_name or settings.WAGTAIL_SITE_NAME)
    if (site.hostname, site.port, site.root_page_id, site.site_name) != wanted:
        site.hostname, site.port, site.root_page_id, site.site_name = wanted
        site.save()
    _remove_welcome_page()
    return site


def _name_the_roots():
    """Wagtail's first migrations call the root of pages and that of collections "Root"; editors see both."""
    Page.objects.filter(depth=1, title="Root").update(
        title="Wszystkie strony", draft_title="Wszystkie strony"
    )
    Collection.objects.filter(depth=1, name="Root").update(name="Wspólna kolekcja")


def _remove_welcome_page():
    """Wagtail's first migration leaves a "Welcome" page of the bare type Page, which has no template here."""
    Page.objects.filter(depth=2, content_type__app_label="wagtailcore", numchild=0, slug="home").delete()


def _first_menu(site, pages):
    navigation = Navigation.for_site(site)
    if navigation.menu_links.exists():
        return
    navigation.menu_links = [MenuLink(page=page, sort_order=order) for order, page in enumerate(pages)]
    navigation.save()


def put_into_footer(site, pages):
    """Add `pages` to the footer, those that are missing, in this order."""
    navigation = Navigation.for_site(site)
    present = {link.page_id for link in navigation.footer_links.all()}
    for page in pages:
        if page.pk not in present:
            navigation.footer_links.add(FooterLink(page=page, sort_order=navigation.footer_links.count()))
    navigation.save()
