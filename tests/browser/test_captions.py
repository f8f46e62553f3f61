"""A browser shows as many captions as we count: our reader of WebVTT against Chromium's."""

import pytest

from empirie.core.uploads.captions import as_webvtt, read
from tests.core.uploads.caption_files import RIGHT, SUBRIP, WRONG

pytestmark = pytest.mark.browser

SITE = "http://captions.test/"
PAGE = "<!doctype html><title>Captions</title><video></video>"
CUES = """async (address) => {
  const track = document.createElement("track");
  track.src = address;
  const answered = new Promise((done) => {
    track.addEventListener("load", () => done(true));
    track.addEventListener("error", () => done(false));
  });
  document.querySelector("video").replaceChildren(track);
  track.track.mode = "hidden";
  await answered;
  return [...(track.track.cues ?? [])].map((cue) => [cue.startTime, cue.endTime, cue.text]);
}"""


@pytest.fixture
def shown(chromium):
    """What Chromium makes of a captions file: its captions as [start, end, text]."""
    context = chromium.new_context()
    page = context.new_page()
    files = {SITE: ("text/html", PAGE.encode())}

    def answer(route):
        kind, body = files[route.request.url]
        route.fulfill(content_type=kind, body=body)

    context.route(f"{SITE}**", answer)
    page.goto(SITE)

    def shown(content):
        address = f"{SITE}{len(files)}.vtt"
        files[address] = ("text/vtt", content)
        return page.evaluate(CUES, address)

    yield shown
    context.close()


def counted(content):
    """The same in ours; a browser sorts its captions."""
    return sorted([cue.start, cue.end, cue.text] for cue in read(content)[0])


def test_a_browser_shows_the_captions_that_we_count(shown):
    for name, text, _more in (*RIGHT, *WRONG):
        assert shown(text.encode()) == counted(text.encode()), name


def test_a_browser_shows_every_caption_of_a_converted_subrip(shown):
    content = as_webvtt(SUBRIP[0].encode())
    assert len(shown(content)) == 3
    assert shown(content) == counted(content)
