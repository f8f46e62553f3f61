"""What demo content refers to: pictures by key, files, pages by the name of their file, records by slug."""

import uuid
from pathlib import Path

from django.conf import settings
from django.core.files import File
from wagtail.models import Collection, Page
from wagtailmedia.models import Media

from empirie.core.models import Download
from empirie.photos.intake import accept
from empirie.photos.rights import Licence, Recognisable, RightsBasis
from empirie.subjects.models import City, Network, Topic

from .content import read

FOLDER = Path(__file__).resolve().parent
COLLECTION = "Materiały przykładowe"


def collection():
    """The collection of everything the demo uploads."""
    found = Collection.objects.filter(name=COLLECTION).first()
    return found or Collection.get_first_root_node().add_child(name=COLLECTION)


def photo(key):
    """The photo of a picture of content/pictures.toml, taken in like any upload when it is not there yet."""
    picture = read("pictures")[key]
    title = picture["pl"].removeprefix("Rysunek: ")
    with (FOLDER / "pictures" / picture["file"]).open("rb") as file:
        return accept(
            File(file, name=picture["file"]),
            city=None,
            collection=collection(),
            user=None,
            upload_key=uuid.uuid5(uuid.NAMESPACE_URL, key),
            title=title[0].upper() + title[1:],
            author="Empirie",
            licence=Licence.CC_BY,
            rights_basis=RightsBasis.OWN_STAFF,
            recognisable=Recognisable.NOBODY,
        )


def alt(key, language):
    """The alternative text of a picture."""
    return read("pictures")[key][language]


def media(item):
    """Upload the recording of a recording's content file."""
    with (FOLDER / "recordings" / item["file"]).open("rb") as file:
        return Media.objects.create(
            title=item["title"]["pl"],
            type="video" if item["kind"] == "video" else "audio",
            duration=item["duration"],
            file=File(file, name=item["file"]),
            collection=collection(),
        )


def captions(item, language):
    """Upload the caption file in `language`; None when the recording has none."""
    for track in item.get("captions", []):
        if track["language"] == language:
            title = f"{item['title']['pl']} ({language}, WebVTT)"
            return download(FOLDER / "recordings" / track["file"], title, language)
    return None


def download(path, title, language, pages=None):
    """Upload a document."""
    with path.open("rb") as file:
        return Download.objects.create(
            title=title[:255],
            language=language,
            pages=pages,
            is_accessible=True,
            collection=collection(),
            file=File(file, name=path.name),
            file_size=path.stat().st_size,
        )


def page(name):
    """The Polish page made from content/NAME.toml, or None when there is none (yet)."""
    slug = read(name)["slug"]["pl"]
    return Page.objects.filter(slug=slug, locale__language_code=settings.LANGUAGE_CODE, depth__gt=2).first()


def subjects(item):
    """The records an item is about, as {field name: list}."""
    slugs = {topic["key"]: topic["slug_pl"] for topic in read("topics")["topic"]}
    return {
        "topics": list(Topic.objects.filter(slug_pl__in=[slugs[key] for key in item.get("topics", [])])),
        "cities": list(City.objects.filter(slug__in=item.get("cities", []))),
        "networks": list(Network.objects.filter(slug__in=item.get("networks", []))),
    }
