"""What each kind of content file becomes: which page type, under which parent, with which fields."""

from articles.models import ArticleIndexPage, ArticlePage
from empirie.subjects.models import City, Network
from galleries.models import CityIndexPage, CityPage, GalleryPage, GalleryPhoto
from home.models import HomePage, InformationPage, InformationPageGallery, InformationPageRecording
from multimedia.models import MultimediaIndexPage, PodcastEpisodePage, VideoPage
from networks.models import NetworkIndexPage, NetworkPage, ProductFile, ProductPage

from . import library
from .lists import polish
from .pages import make_page

PICKED_ROWS = {"galleries": InformationPageGallery, "recordings": InformationPageRecording}


def make_city(name, item):
    city = City.objects.get(slug=item["slug"])
    item = item | {
        "title": {"pl": city.name, "en": city.name},
        "slug": {"pl": city.slug, "en": city.slug},
        "body": [{"block": "text", **item["body"]}] if "body" in item else [],
    }
    make_page(name, item, CityPage, polish(CityIndexPage), shared={"city": city})


def make_network(name, item):
    network = Network.objects.get(slug=item["key"])
    item = item | {"title": {"pl": network.name_pl, "en": network.name_en}}
    make_page(name, item, NetworkPage, polish(NetworkIndexPage), shared={"network": network})


def make_recording(name, item):
    page_type = VideoPage if item["kind"] == "video" else PodcastEpisodePage
    shared = {
        "date": item["date"],
        "recorded_on": item["recorded_on"],
        "media": library.media(item),
        "duration": round(item["duration"]),
        "poster": library.photo(item["poster"]),
        "speech": item["language"],
        "captions_pl": library.captions(item, "pl"),
        "captions_en": library.captions(item, "en"),
        "audio_description": item["audio_description"],
        **library.subjects(item),
    }
    transcript = {language: text.strip() for language, text in item["transcript"].items()}
    make_page(name, item, page_type, polish(MultimediaIndexPage), shared, {"transcript": transcript})


def make_gallery(name, item):
    photos = [
        GalleryPhoto(
            photo=library.photo(row["picture"]),
            alt_pl=library.alt(row["picture"], "pl"),
            alt_en=library.alt(row["picture"], "en"),
            caption_pl=row.get("caption", {}).get("pl", ""),
            caption_en=row.get("caption", {}).get("en", ""),
            sort_order=order,
        )
        for order, row in enumerate(item["photos"])
    ]
    subjects = library.subjects(item)
    shared = {
        "date": item["date"],
        "photos": photos,
        "topics": subjects["topics"],
        "networks": subjects["networks"],
    }
    parent = CityPage.objects.get(city__slug=item["city"], locale__language_code="pl")
    make_page(name, item, GalleryPage, parent, shared, {"event": item["event"], "place": item["place"]})


def make_information_page(name, item):
    parent = library.page(f"pages/{item['parent']}") if item.get("parent") else polish(HomePage)
    picked = {
        f"picked_{kind}": [
            PICKED_ROWS[kind](picked=library.page(page), sort_order=order)
            for order, page in enumerate(item.get("picked", {}).get(kind, []))
        ]
        for kind in PICKED_ROWS
    }
    make_page(name, item, InformationPage, parent, library.subjects(item) | picked)


def make_product(name, item):
    documents = library.FOLDER / "documents"
    files = [
        ProductFile(
            document=library.download(documents / file["file"], file["title"], file["language"], pages=1),
            sort_order=number,
        )
        for number, file in enumerate(item["files"], start=1)
    ]
    shared = {
        **{field: item[field] for field in ("date", "kind", "level", "version")},
        "files": files,
        **library.subjects(item),
    }
    parent = NetworkPage.objects.get(network__slug=item["network"], locale__language_code="pl")
    bilingual = {"audience": item["audience"], "how_to_use": item["how_to_use"]}
    make_page(name, item, ProductPage, parent, shared, bilingual)


def make_article(name, item):
    event = item.get("event", {})
    shared = {
        "date": item["date"],
        "event_starts": event.get("starts"),
        "event_ends": event.get("ends"),
        "source_line": item.get("source", ""),
        **library.subjects(item),
    }
    make_page(name, item, ArticlePage, polish(ArticleIndexPage), shared, {"author_line": item["author"]})
