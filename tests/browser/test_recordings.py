"""A reader plays recordings and passes pages on: by mouse, keyboard and touch, with and without scripts."""

import pytest

from empirie.delivery.media import serve_media
from multimedia.models import MultimediaIndexPage, RecordingPage, VideoPage

from .test_accessibility import violations_of

pytestmark = pytest.mark.browser

YOUTUBE = "https://www.youtube.com/watch?v=a-Zb0_c1D2e&t=5"
VIMEO = "https://vimeo.com/76979871"
PLAYER = "<!doctype html><title>Player</title><button>Play</button>"


@pytest.fixture(autouse=True)
def ranges(monkeypatch):
    """The test server sends files as `make run` does."""
    monkeypatch.setattr("django.test.testcases.serve", serve_media)


@pytest.fixture
def film(demo_site):
    """An uploaded film with speech and a transcript with times."""
    return RecordingPage.objects.get(slug="miasto-cyfrowe-z-kwadratow", locale__language_code="pl")


@pytest.fixture
def outside(demo_site, film):
    """Makes a film kept on another site, and takes it away after the test."""
    made = []

    def outside(url=YOUTUBE, **fields):
        page = VideoPage(
            title="Film z zewnątrz",
            slug=f"film-z-zewnatrz-{len(made)}",
            external_url=url,
            poster=film.poster,
            transcript="[00:07] Dzień dobry.\n\n[00:20] Do widzenia.",
            audio_description="spoken",
            **fields,
        )
        index = MultimediaIndexPage.objects.get(locale__language_code="pl")
        index.add_child(instance=page)
        made.append(page)
        return page

    yield outside
    for page in made:
        page.delete()


def open_with_player(open_page, path, **options):
    """An open page for whom the players of other sites are answered here; `page.outside` keeps the log."""
    page = open_page("/kontakt/", **options)
    for host in ("www.youtube-nocookie.com", "player.vimeo.com"):
        page.context.route(
            f"https://{host}/**", lambda route: route.fulfill(body=PLAYER, content_type="text/html")
        )
    page.goto(page.url.replace("/kontakt/", path))
    page.wait_for_load_state("networkidle")
    return page


def second_of(page):
    return page.evaluate("document.querySelector('video, audio').currentTime")


def wait_until_playing_from(page, second):
    page.wait_for_function(
        "second => { const media = document.querySelector('video, audio');"
        " return !media.paused && media.currentTime >= second && media.currentTime < second + 8 }",
        arg=second,
    )


# --- Films of our own ---------------------------------------------------------------------------


def test_a_film_loads_nothing_before_it_is_played_and_nothing_moves(open_page, film):
    page = open_page("/kontakt/")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver(list => { for (const entry of list.getEntries())"
        " window.shift += entry.value }).observe({type: 'layout-shift', buffered: true})"
    )
    page.goto(page.url.replace("/kontakt/", film.url))
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if url.endswith((".mp4", ".vtt"))] == []
    assert len(asked) <= 12
    assert page.evaluate("window.shift") == 0


@pytest.mark.parametrize("how", ["mouse", "keyboard", "touch"])
def test_a_time_of_the_transcript_plays_the_film_from_there(open_page, film, how):
    page = open_page(film.url, has_touch=how == "touch")
    page.evaluate("document.querySelector('video').muted = true")
    summary, time = page.locator(".transcript summary"), page.get_by_role("button", name="0:29")
    if how == "keyboard":
        summary.focus()
        page.keyboard.press("Enter")
        for _press in range(3):
            page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "0:29"
        page.keyboard.press("Enter")
    elif how == "touch":
        summary.tap()
        time.tap()
    else:
        summary.click()
        time.click()
    wait_until_playing_from(page, 29)


def test_an_address_with_a_time_begins_there_and_plays_only_when_asked(open_page, film):
    for written, second in (("#t=29", 29), ("#t=0:30", 30), ("#t=25s", 25)):
        page = open_page(f"{film.url}{written}")
        page.wait_for_function(f"document.querySelector('video').currentTime === {second}")
        assert page.evaluate("document.querySelector('video').paused")
        page.evaluate("video = document.querySelector('video'); video.muted = true; void video.play()")
        wait_until_playing_from(page, second)
        page.context.close()
    page = open_page(f"{film.url}#t=nonsense")
    assert second_of(page) == 0
    assert page.complaints == []


def test_without_scripts_the_player_the_captions_and_the_transcript_are_there(open_page, film):
    page = open_page(film.url, java_script_enabled=False)
    assert page.locator("video[controls] track[srclang=pl]").count() == 1
    page.locator(".transcript summary").click()
    assert page.locator(".transcript time").first.is_visible()
    assert page.locator(".transcript button").count() == 0


def test_an_english_reader_sees_captions_of_a_polish_film_at_once(open_page, film):
    english = film.get_translation(film.locale.__class__.objects.get(language_code="en"))
    for path, showing in ((film.url, []), (english.url, ["en"])):
        page = open_page(path)
        modes = page.evaluate(
            "[...document.querySelector('video').textTracks]"
            ".filter(track => track.mode === 'showing').map(track => track.language)"
        )
        assert modes == showing


def test_an_episode_of_the_podcast_plays_from_a_time(open_page, demo_site):
    episode = RecordingPage.objects.get(slug="podcast-energia", locale__language_code="pl")
    page = open_page(episode.url)
    page.evaluate("document.querySelector('audio').muted = true")
    page.locator(".transcript summary").click()
    button = page.locator(".transcript-time").nth(2)
    second = int(button.locator("time").get_attribute("data-second"))
    button.click()
    wait_until_playing_from(page, second)


# --- Films of other sites -----------------------------------------------------------------------


@pytest.mark.parametrize("url", [YOUTUBE, VIMEO])
def test_nothing_leaves_the_site_before_the_reader_presses_play(open_page, outside, url):
    page = open_with_player(open_page, outside(url).url)
    page.mouse.wheel(0, 2000)
    page.get_by_text("Transkrypcja").scroll_into_view_if_needed()
    page.locator(".transcript summary").click()
    page.wait_for_timeout(500)
    assert page.outside == []
    assert page.locator("iframe").count() == 0
    assert page.evaluate("[document.cookie, localStorage.length, sessionStorage.length]") == ["", 0, 0]


@pytest.mark.parametrize(
    ("url", "host"), [(YOUTUBE, "www.youtube-nocookie.com"), (VIMEO, "player.vimeo.com")]
)
@pytest.mark.parametrize("how", ["mouse", "keyboard", "touch"])
def test_play_loads_the_player_and_moves_the_focus_into_it(open_page, outside, how, url, host):
    page = open_with_player(open_page, outside(url).url, has_touch=how == "touch")
    button = page.locator(".player-play")
    with page.expect_request(f"https://{host}/**"):
        if how == "keyboard":
            button.focus()
            page.keyboard.press("Enter")
        elif how == "touch":
            button.tap()
        else:
            button.click()
    frame = page.locator(".player iframe")
    frame.wait_for()
    page.wait_for_load_state("networkidle")
    assert all(address.startswith(f"https://{host}/") for address in page.outside)
    assert "Film z" in frame.get_attribute("title")
    assert page.evaluate("document.activeElement.tagName") == "IFRAME"
    assert button.count() == 0


def test_the_times_of_an_outside_film_work_once_it_plays(open_page, outside):
    page = open_with_player(open_page, f"{outside().url}#t=12")
    page.locator(".transcript summary").click()
    assert page.locator(".transcript-time").count() == 0
    with page.expect_request("**/*start=12*"):
        page.locator(".player-play").click()
    page.get_by_role("button", name="0:20").click()
    page.wait_for_function("document.querySelector('.player iframe').src.includes('start=20')")
    assert page.locator(".player iframe").count() == 1


def test_without_scripts_an_outside_film_is_a_plain_link(open_page, outside):
    page = open_page(outside().url, java_script_enabled=False)
    link = page.locator(".player a")
    assert link.get_attribute("href") == YOUTUBE
    assert not page.locator(".player-play").is_visible()
    assert not page.locator(".player-said").is_visible()
    assert page.outside == []


def test_an_outside_film_has_no_axe_violation_before_and_after_play(open_page, outside):
    film = outside()
    for width, colours in ((1280, "light"), (360, "dark"), (1280, "forced")):
        page = open_with_player(open_page, film.url, width=width, colours=colours)
        page.locator(".transcript summary").click()
        assert violations_of(page, context="main") == []
        page.locator(".player-play").click()
        page.locator(".player iframe").wait_for()
        assert violations_of(page, context="main") == []
        page.context.close()


# --- Sharing ------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["mouse", "keyboard", "touch"])
def test_the_address_is_copied_and_the_reader_is_told(open_page, film, how):
    page = open_page(film.url, has_touch=how == "touch")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    button = page.locator(".share-copy button")
    if how == "keyboard":
        button.focus()
        page.keyboard.press("Enter")
    elif how == "touch":
        button.tap()
    else:
        button.click()
    page.wait_for_function("document.querySelector('.share-said').textContent")
    assert page.locator(".share-said").text_content() == button.get_attribute("data-copied")
    assert page.evaluate("navigator.clipboard.readText()") == page.locator(".share-address").text_content()


def test_a_browser_that_refuses_to_copy_selects_the_address(open_page, film):
    page = open_page(film.url)
    page.evaluate("void (navigator.clipboard.writeText = () => Promise.reject(new Error('no')))")
    page.locator(".share-copy button").click()
    page.wait_for_function("document.querySelector('.share-said').textContent")
    assert page.evaluate("String(getSelection())") == page.locator(".share-address").text_content()


def test_without_scripts_there_are_links_and_an_address_to_select(open_page, film):
    page = open_page(film.url, java_script_enabled=False)
    assert page.locator(".share a").count() == 4
    assert page.locator(".share-address").is_visible()
    assert not page.locator(".share-copy button").is_visible()
