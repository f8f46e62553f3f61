"""The page of one photo: its address under the gallery, and what stands on it.

The address names the photo itself, not its row or its place: rows are sorted, and an editor may put another
photo into one, but an address that was shared or reported has to mean the same picture for good.
"""

from functools import cached_property

from django.http import FileResponse, Http404
from django.utils.text import Truncator, slugify
from django.utils.translation import gettext as _

from empirie.photos.renditions.generation import make_for_reader
from empirie.photos.renditions.specs import DOWNLOAD, is_downloadable

from .queries import photos_in_order

PHOTO = {"pl": "zdjecie", "en": "photo"}
FILE = {"pl": "pobierz", "en": "download"}
REPORT = {"pl": "zglos", "en": "report"}
SENT = {"pl": "wyslano", "en": "sent"}
# What an address under a photo's own may ask for.
AS_PAGE, AS_FILE, AS_REPORT, AS_THANKS = "page", "file", "report", "thanks"
LONGEST_DESCRIPTION = 155
LONGEST_NUMBER = 9


def photo_address(gallery, photo_id):
    """The address of a photo under `gallery`, in the gallery's language."""
    return f"{gallery.url or ''}{PHOTO[gallery.locale.language_code]}/{photo_id}/"


def with_addresses(gallery, rows):
    """`rows`, each with the `address` of its photo."""
    start = photo_address(gallery, "").removesuffix("/")
    for row in rows:
        row.address = f"{start}{row.photo_id}/"
    return rows


def photo_asked_for(gallery, path):
    """(photo id, one of the AS_… above) when the rest of an address names a photo, else None."""
    language = gallery.locale.language_code
    asked_for = {
        (): AS_PAGE,
        (FILE[language],): AS_FILE,
        (REPORT[language],): AS_REPORT,
        (REPORT[language], SENT[language]): AS_THANKS,
    }
    match path:
        case [segment, number, *rest] if segment == PHOTO[language] and _is_number(number):
            return (int(number), asked_for[tuple(rest)]) if tuple(rest) in asked_for else None
    return None


def _is_number(text):
    """One way to write each number: every photo has one address."""
    return text.isascii() and text.isdecimal() and text[0] != "0" and len(text) <= LONGEST_NUMBER


def open_photo(gallery, photo_id):
    """The page of the photo with this id. Raises Http404 when the gallery does not show it."""
    rows = photos_in_order(gallery)
    place = next((place for place, row in enumerate(rows) if row.photo_id == photo_id), None)
    if place is None:
        raise Http404
    return PhotoPage(gallery, rows, place)


class PhotoPage:
    """What templates get as `page` on a photo's address: the gallery, with the photo's words and address."""

    def __init__(self, gallery, rows, place):
        self.gallery = gallery
        self.rows = rows
        self.row = rows[place]
        self.place = place

    def __getattr__(self, name):
        return getattr(self.gallery, name)

    # --- Head, breadcrumbs and language switch ask the page for these

    @property
    def title(self):
        """The caption; a caption that is not in the reader's language gives way to the number."""
        if self.row.caption and self.row.caption_language == self.gallery.locale.language_code:
            return self.row.caption
        return self.position

    @property
    def seo_title(self):
        return ""

    @property
    def cover(self):
        """The picture on cards of shared links."""
        return self.row.photo

    @property
    def url(self):
        return self.photo_url

    @cached_property
    def photo_url(self):
        return photo_address(self.gallery, self.row.photo_id)

    @property
    def report_url(self):
        """Where a reader says that something is wrong with the photo."""
        return f"{self.photo_url}{REPORT[self.gallery.locale.language_code]}/"

    @property
    def full_url(self):
        return self.get_full_url()

    def get_full_url(self, request=None):
        gallery_url = self.gallery.get_full_url(request)
        return f"{gallery_url}{self.url.removeprefix(self.gallery.url)}"

    @property
    def readable_ancestors(self):
        return [*self.gallery.readable_ancestors, self.gallery]

    def get_meta_description(self):
        seen = [self.row.caption] if self.title != self.position else []
        if self.row.alt and self.row.alt_language == self.gallery.locale.language_code:
            seen.append(self.row.alt)
        words = ". ".join(text.rstrip(".") for text in [*seen, self.gallery.title])
        return Truncator(words).chars(LONGEST_DESCRIPTION)

    @cached_property
    def readable_versions(self):
        """This photo in every language its gallery can be read in: what head and language switch ask."""
        return [PhotoPage(version, self.rows, self.place) for version in self.gallery.readable_versions]

    # --- The page itself

    @property
    def position(self):
        return _("Photo %(number)s of %(total)s") % {"number": self.place + 1, "total": len(self.rows)}

    @property
    def previous_url(self):
        return photo_address(self.gallery, self.rows[self.place - 1].photo_id) if self.place else ""

    @property
    def next_url(self):
        following = self.rows[self.place + 1 : self.place + 2]
        return photo_address(self.gallery, following[0].photo_id) if following else ""

    @property
    def download_url(self):
        """Where the file is to be had; empty when the licence does not allow it."""
        if not is_downloadable(self.row.photo):
            return ""
        return f"{self.photo_url}{FILE[self.gallery.locale.language_code]}/"

    def file_response(self):
        """The photo as a file to keep, made when first asked for. Raises Http404 where none may be had."""
        if not self.download_url:
            raise Http404
        rendition = make_for_reader(self.row.photo, DOWNLOAD)
        name = f"{slugify(self.gallery.slug)}-{self.row.photo_id}.jpg"
        return FileResponse(
            rendition.file.open("rb"), as_attachment=True, filename=name, content_type="image/jpeg"
        )
