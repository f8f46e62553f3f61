"""The files behind the demo content: drawn photos, recordings, captions, product files."""

import uuid
from concurrent.futures import ProcessPoolExecutor
from io import BytesIO
from pathlib import Path

from django.core.files.base import ContentFile, File
from wagtail.models import Collection
from wagtailmedia.models import Media

from empirie.core.models import Download
from empirie.photos.intake import accept
from empirie.photos.models import Photo
from empirie.photos.rights import Licence, Recognisable, RightsBasis

from .odt import open_document
from .pictures import describe, draw

RECORDINGS = Path(__file__).resolve().parent / "recordings"
SIZE = (1200, 800)
COLLECTION = "Materiały przykładowe"


def drawn_jpeg(key):
    """The picture (scene, light, seed) as JPEG bytes. Runs in a worker process: it touches no database."""
    buffer = BytesIO()
    draw(*key, size=SIZE).save(buffer, "JPEG", quality=82, optimize=True)
    return buffer.getvalue()


class Files:
    """Finds a file that was stored before, or stores it."""

    def __init__(self, progress):
        self.progress = progress
        self.collection = Collection.objects.filter(name=COLLECTION).first()
        if self.collection is None:
            self.collection = Collection.get_first_root_node().add_child(name=COLLECTION)

    def draw_missing(self, keys):
        """Draw and store every picture of `keys` that is not stored yet, on all processors."""
        missing = [key for key in dict.fromkeys(keys) if not self._stored(key)]
        if not missing:
            return
        with ProcessPoolExecutor() as workers:
            for number, (key, jpeg) in enumerate(
                zip(missing, workers.map(drawn_jpeg, missing), strict=True), 1
            ):
                self._store(key, jpeg)
                self.progress("Drawing pictures", number, len(missing))

    def photo(self, key):
        """The stored photo of a picture; drawn now if need be."""
        return self._stored(key) or self._store(key, drawn_jpeg(key))

    def _stored(self, key):
        return Photo.objects.filter(upload_key=_upload_key(key)).first()

    def _store(self, key, jpeg):
        return accept(
            ContentFile(jpeg, name=_file_name(key)),
            city=None,
            collection=self.collection,
            user=None,
            upload_key=_upload_key(key),
            title=describe(*key).pl.removeprefix("Rysunek: ").capitalize(),
            author="Empirie",
            licence=Licence.CC_BY,
            rights_basis=RightsBasis.OWN_STAFF,
            recognisable=Recognisable.NOBODY,
        )

    def media(self, item):
        """The uploaded recording of a recording's content file."""
        path = RECORDINGS / item["file"]
        with path.open("rb") as file:
            return Media.objects.create(
                title=item["title"]["pl"],
                type="video" if item["kind"] == "video" else "audio",
                duration=item["duration"],
                file=File(file, name=path.name),
                collection=self.collection,
            )

    def captions(self, item, language):
        """The caption file in `language`, or None when the recording has none."""
        for track in item.get("captions", []):
            if track["language"] == language:
                return self._download(
                    f"{item['title']['pl']} ({language}, WebVTT)",
                    track["file"],
                    (RECORDINGS / track["file"]).read_bytes(),
                    language,
                )
        return None

    def product_file(self, stem, number, item):
        """A product's file, written as an accessible OpenDocument text."""
        language = item["language"]
        odt = open_document(item["title"], item["paragraphs"], language)
        return self._download(item["title"], f"{stem}-{number}-{language}.odt", odt, language, pages=1)

    def _download(self, title, name, content, language, pages=None):
        download = Download(
            title=title[:255],
            language=language,
            pages=pages,
            is_accessible=True,
            collection=self.collection,
        )
        download.file.save(name, ContentFile(content), save=False)
        download.file_size = len(content)
        download.save()
        return download


def _upload_key(key):
    return uuid.uuid5(uuid.NAMESPACE_URL, _file_name(key))


def _file_name(key):
    return "przyklad-{}-{}-{}.jpg".format(*key).replace("_", "-")
