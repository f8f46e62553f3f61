"""What each kind of content file becomes: which page type, under which parent, with which fields."""

from articles.models import ArticleIndexPage, ArticlePage
from empirie.subjects.models import City, Network
from galleries.models import CityIndexPage, CityPage, GalleryIndexPage, GalleryPage, GalleryPhoto
from home.models import (
    HomePage,
    InformationPage,
    InformationPageGallery,
    InformationPageRecording,
    SearchPage,
)
from multimedia.models import MultimediaIndexPage, PodcastEpisodePage, VideoPage
from networks.models import NetworkIndexPage, NetworkPage, ProductFile, ProductIndexPage, ProductPage

from .content import read

LISTS = {
    "articles": ArticleIndexPage,
    "multimedia": MultimediaIndexPage,
    "cities": CityIndexPage,
    "galleries": GalleryIndexPage,
    "networks": NetworkIndexPage,
    "products": ProductIndexPage,
    "search": SearchPage,
}
PICKED_ROWS = {"galleries": InformationPageGallery, "recordings": InformationPageRecording}
CITY_SCENES = ("skyline", "market_square", "riverside", "tenements", "town_hall", "park")


def polish(page_type):
    """The one Polish page of a list type."""
    return page_type.objects.get(locale__language_code="pl")


def cover_of_city(item):
    """The drawing on the page of a city of content/cities.toml."""
    number = read("cities")["city"].index(item) + 1
    return {"scene": CITY_SCENES[number % len(CITY_SCENES)], "light": "day", "seed": 900 + number}


def cover_of_network(item):
    """The drawing on the page of a network of content/networks.toml."""
    return {"scene": "network", "light": "day", "seed": 700 + item["order"]}


def make_city(maker, name, item):
    city = City.objects.get(slug=item["slug"])
    item = item | {
        "title": {"pl": city.name, "en": city.name},
        "slug": {"pl": city.slug, "en": city.slug},
        "cover": cover_of_city(item),
        "body": [{"block": "text", **item["body"]}] if "body" in item else [],
    }
    maker.make(name, item, CityPage, polish(CityIndexPage), shared={"city": city})


def make_network(maker, name, item):
    network = Network.objects.get(slug=item["key"])
    issues = {
        "block": "text",
        **{
            language: "<ul>" + "".join(f"<li>{issue}</li>" for issue in item["issues"][language]) + "</ul>"
            for language in ("pl", "en")
        },
    }
    heading = {"block": "heading", "pl": "O czym rozmawiamy", "en": "What we talk about"}
    item = item | {
        "title": {"pl": network.name_pl, "en": network.name_en},
        "cover": cover_of_network(item),
        "body": [*item.get("body", []), heading, issues],
    }
    maker.make(name, item, NetworkPage, polish(NetworkIndexPage), shared={"network": network})


def make_recording(maker, name, item):
    files = maker.library.files
    page_type = VideoPage if item["kind"] == "video" else PodcastEpisodePage
    shared = {
        "date": item["date"],
        "recorded_on": item["recorded_on"],
        "media": files.media(item),
        "duration": round(item["duration"]),
        "poster": maker.library.photo(item["poster"]),
        "speech": item["language"],
        "captions_pl": files.captions(item, "pl"),
        "captions_en": files.captions(item, "en"),
        "audio_description": item["audio_description"],
        **maker.library.subjects(item),
    }
    transcript = {language: text.strip() for language, text in item["transcript"].items()}
    maker.make(name, item, page_type, polish(MultimediaIndexPage), shared, {"transcript": transcript})


def make_gallery(maker, name, item):
    library = maker.library
    photos = [
        GalleryPhoto(
            photo=library.photo(photo),
            alt_pl=library.alt(photo, "pl"),
            alt_en=library.alt(photo, "en"),
            caption_pl=photo.get("caption", {}).get("pl", ""),
            caption_en=photo.get("caption", {}).get("en", ""),
            sort_order=order,
        )
        for order, photo in enumerate(item["photos"])
    ]
    subjects = library.subjects(item)
    shared = {
        "date": item["date"],
        "photos": photos,
        "topics": subjects["topics"],
        "networks": subjects["networks"],
    }
    parent = CityPage.objects.get(city__slug=item["city"], locale__language_code="pl")
    maker.make(name, item, GalleryPage, parent, shared, {"event": item["event"], "place": item["place"]})


def make_information_page(maker, name, item):
    parent = maker.library.page(f"pages/{item['parent']}") if item.get("parent") else polish(HomePage)
    picked = {
        f"picked_{kind}": [
            PICKED_ROWS[kind](picked=maker.library.page(page), sort_order=order)
            for order, page in enumerate(item.get("picked", {}).get(kind, []))
        ]
        for kind in PICKED_ROWS
    }
    maker.make(name, item, InformationPage, parent, maker.library.subjects(item) | picked)


def make_product(maker, name, item):
    stem = name.rsplit("/", 1)[-1]
    files = [
        ProductFile(document=maker.library.files.product_file(stem, number, file), sort_order=number)
        for number, file in enumerate(item["files"], start=1)
    ]
    shared = {
        **{field: item[field] for field in ("date", "kind", "level", "version")},
        "files": files,
        **maker.library.subjects(item),
    }
    parent = NetworkPage.objects.get(network__slug=item["network"], locale__language_code="pl")
    bilingual = {"audience": item["audience"], "how_to_use": item["how_to_use"]}
    maker.make(name, item, ProductPage, parent, shared, bilingual)


def make_article(maker, name, item):
    event = item.get("event", {})
    shared = {
        "date": item["date"],
        "event_starts": event.get("starts"),
        "event_ends": event.get("ends"),
        "source_line": item.get("source", ""),
        **maker.library.subjects(item),
    }
    maker.make(name, item, ArticlePage, polish(ArticleIndexPage), shared, {"author_line": item["author"]})
