"""What a template needs to draw a recording: file, captions and size, or the frame of another site."""

import mimetypes
from dataclasses import dataclass

from wagtail.embeds.embeds import get_embed_hash
from wagtail.embeds.models import Embed

from .accessibility import Speech
from .embeds import Frame, frame_for, frame_in, is_known_site, safe_link

ASSUMED_SIZE = (1280, 720)


@dataclass(frozen=True)
class Track:
    """A captions file; `is_on` when it is shown without being asked for."""

    language: str
    url: str
    is_on: bool


@dataclass(frozen=True)
class Player:
    """Either `file`, or `link` with perhaps a `frame` that is loaded when the reader presses play."""

    file: str = ""
    file_type: str = ""
    size: tuple = ASSUMED_SIZE
    is_size_known: bool = False
    tracks: tuple = ()
    link: str = ""
    frame: Frame | None = None


def player_of(recording, language):
    """The player of a recording on a page in `language`."""
    if recording.media:
        return _file_player(recording, language)
    link = safe_link(recording.external_url)
    return Player(link=link, frame=_frame_of(link, language)) if link else Player()


def _file_player(recording, language):
    media = recording.media
    is_size_known = bool(media.width and media.height)
    return Player(
        file=media.url,
        file_type=mimetypes.guess_type(media.filename)[0] or "",
        size=(media.width, media.height) if is_size_known else ASSUMED_SIZE,
        is_size_known=is_size_known,
        tracks=tuple(_tracks(recording, language)),
    )


def _tracks(recording, language):
    """The captions files, those the reader cannot do without switched on.

    Captions are on when people speak another language than the page's: the reader would not understand a
    word. In the page's own language they are one press away, in the player's own menu, and do not cover the
    picture for everybody. Where nobody speaks they name sounds only and stay off as well.
    """
    is_foreign = recording.speech not in (language, Speech.NONE)
    for code, document in recording.captions:
        yield Track(code, document.url, is_on=is_foreign and code == language)


def _frame_of(link, language):
    """The frame for an outside address, worked out or remembered. Nothing is ever fetched here."""
    if is_known_site(link):
        return frame_for(link, language)
    embed = Embed.objects.filter(hash=get_embed_hash(link)).first()
    return frame_in(embed.html) if embed else None
