"""One public page of each type, in both languages: what the closed-world tests look at."""

import datetime

from articles.models import ArticleIndexPage
from galleries.models import CityIndexPage, GalleryIndexPage
from home.models import AccessibilityStatementPage, ContactPage, HomePage, SearchPage
from multimedia.models import MultimediaIndexPage, PodcastEpisodePage
from networks.models import NetworkIndexPage, ProductIndexPage

from . import factories as make

DAY = datetime.date(2026, 5, 14)


def one_public_page_of_each_type():
    """A page of every type, each published in Polish and English, all about the same subjects."""
    home = make.a_site()
    topic, network = make.a_topic(), make.a_network()
    city_page = make.a_city_page()
    about = {"topics": [topic], "cities": [city_page.city], "networks": [network]}
    network_page = make.a_network_page(network)
    written = [
        city_page,
        network_page,
        make.a_gallery(city_page, topics=[topic]),
        make.an_article(**about),
        make.a_recording(**about),
        _an_episode(about),
        make.a_product(network_page, files=[make.a_download()], **about),
        make.an_information_page(lead="Miasta uczą się od siebie.", **about),
        home.add_child(
            instance=ContactPage(title="Kontakt", slug="kontakt", email="pytania@empirie.example")
        ),
        home.add_child(instance=_a_statement()),
    ]
    for page in written:
        make.in_english(page)
    lists = (
        HomePage,
        ArticleIndexPage,
        MultimediaIndexPage,
        CityIndexPage,
        GalleryIndexPage,
        NetworkIndexPage,
        ProductIndexPage,
        SearchPage,
    )
    return written + [make.polish(page_type) for page_type in lists]


def _an_episode(about):
    page = PodcastEpisodePage(
        title="Rozmowa o łąkach",
        slug="rozmowa",
        external_url="https://example.org/rozmowa",
        duration=90,
        date=DAY,
        transcript="Dzień dobry.",
        audio_description="none_needed",
        **about,
    )
    return make.polish(MultimediaIndexPage).add_child(instance=page)


def _a_statement():
    return AccessibilityStatementPage(
        title="Deklaracja dostępności",
        slug="deklaracja-dostepnosci",
        public_body="Związek Miast",
        site_url="https://empirie.example/",
        published_on=DAY,
        updated_on=DAY,
        drawn_up_on=DAY,
        basis="<p>Samoocena.</p>",
        not_compliant="<p>Starsze pliki PDF.</p>",
        contact_unit="Redakcja",
        contact_email="dostepnosc@empirie.example",
        contact_telephone="+48 000 000 000",
        architecture="<p>Wejście bez progów.</p>",
        communication="<p>Nie ma tłumacza online.</p>",
    )
