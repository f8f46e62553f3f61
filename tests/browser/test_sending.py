"""What the upload screen says while photos are sent, and what it makes of large ones, on a phone."""

import hashlib
import re
from io import BytesIO

import pytest
from PIL import Image, ImageCms
from playwright.sync_api import expect

from . import test_uploading as town_hall
from .test_uploading import camera_files, rows, state

pytestmark = pytest.mark.browser

site, open_admin, open_gallery = town_hall.site, town_hall.open_admin, town_hall.open_gallery

PHONE = {"width": 360, "has_touch": True}
# Nothing lies over the line that tells the state, and it is within the window.
IS_SEEN = """(words) => {
    const box = words.getBoundingClientRect();
    const there = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return box.top >= 0 && box.bottom <= innerHeight && box.right <= innerWidth && words.contains(there);
}"""
HEARD = """
new MutationObserver(() => heard.push(document.querySelector("[data-announcements]").textContent))
    .observe(document.querySelector("[data-announcements]"), {childList: true})
"""
WEIGH = """() => {
    globalThis.weights = [];
    const { append } = FormData.prototype;
    FormData.prototype.append = function (name, value, ...more) {
        if (name === "file") weights.push(value.size);
        return append.call(this, name, value, ...more);
    };
}"""
PHOTOS = """
import json
from galleries.models import GalleryPage
from galleries.workspace import drafts
print(json.dumps([
    [row.photo.width, row.photo.height, str(row.photo.taken_on), row.photo.source_hash, row.photo.file.path]
    for row in drafts.read(GalleryPage.objects.get(pk={gallery})).rows
]))
"""


def status(page):
    return page.locator("[data-save-status]")


def expect_status(page, kind, words):
    expect(status(page)).to_have_text(words, timeout=20000)
    expect(status(page)).to_have_attribute("data-state", kind)
    assert status(page).evaluate(IS_SEEN)


def test_the_bar_never_says_saved_while_photos_wait_or_the_network_is_away(open_gallery):
    page, _gallery = open_gallery("hajnowka", "Cztery stany", **PHONE)
    expect_status(page, "saved", "Wszystko zapisane.")
    page.uncheck("#id_declaration")
    page.set_input_files("#id_file", camera_files(40, "stany"))
    expect_status(page, "unsaved", "Niewysłane zdjęcia: 40. Zaznacz oświadczenie.")
    held = []
    page.route("**/upload/", lambda route: held.append(route))
    page.check("#id_declaration")
    expect_status(page, "sending", "Wysłane: 0 z 40.")
    page.context.set_offline(True)
    expect_status(page, "waiting", re.compile("^Brak połączenia. Czekają zdjęcia .40"))
    page.locator("[name=gallery-event]").fill("Święto")
    expect_status(page, "waiting", re.compile("zdjęcia .40., zmiany .1."))
    for route in held:
        route.abort()
    page.unroute("**/upload/")
    page.context.set_offline(False)
    expect(rows(page)).to_have_count(40, timeout=120000)
    expect_status(page, "saved", "Wszystko zapisane.")


def test_with_the_network_away_nothing_is_called_saved_without_saying_so(open_gallery):
    page, _gallery = open_gallery("hajnowka", "Bez sieci", **PHONE)
    page.context.set_offline(True)
    expect_status(page, "waiting", "Brak połączenia. To, co było wcześniej, jest zapisane.")
    page.context.set_offline(False)
    expect_status(page, "saved", "Wszystko zapisane.")


def test_a_request_without_an_answer_is_given_up_and_made_again(open_gallery, site):
    page, gallery = open_gallery("hajnowka", "Cisza", **PHONE)
    page.clock.install()
    silent = []
    page.route("**/save/", lambda route: silent.append(route) if len(silent) < 1 else route.continue_())
    page.route("**/upload/", lambda route: silent.append(route) if len(silent) < 2 else route.continue_())
    page.locator("[name=gallery-event]").fill("Święto ulicy")
    page.clock.run_for(1000)
    expect_status(page, "unsaved", "Zapisywanie…")
    page.set_input_files("#id_file", camera_files(1, "cisza"))
    expect_status(page, "sending", "Wysłane: 0 z 1.")
    page.wait_for_timeout(300)
    assert len(silent) == 2
    page.clock.fast_forward(31_000)
    page.clock.fast_forward(95_000)
    for _try in range(10):
        page.clock.run_for(5_000)
        page.wait_for_timeout(200)
    expect(rows(page)).to_have_count(1)
    expect_status(page, "saved", "Wszystko zapisane.")
    assert len(state(site, gallery)["rows"]) == 1


def test_a_photo_whose_answer_got_lost_is_on_the_screen_after_the_second_attempt(open_gallery, site):
    page, gallery = open_gallery("hajnowka", "Zgubiona odpowiedź", **PHONE)
    lost = []

    def lose(route):
        if lost:
            return route.continue_()
        lost.append(route.fetch())
        return route.abort()

    page.route("**/upload/", lose)
    page.set_input_files("#id_file", camera_files(1, "zgubiona"))
    expect(rows(page)).to_have_count(1, timeout=30000)
    expect_status(page, "saved", "Wszystko zapisane.")
    assert len(state(site, gallery)["rows"]) == 1


def test_leaving_with_photos_unsent_is_asked_about(open_gallery):
    page, _gallery = open_gallery("hajnowka", "Wyjście", **PHONE)
    page.route("**/upload/", lambda route: None)
    page.set_input_files("#id_file", camera_files(1, "wyjście"))
    expect_status(page, "sending", "Wysłane: 0 z 1.")
    page.locator("[data-send]").tap()
    expect(page.locator("[data-complaint]")).to_contain_text("nie są jeszcze wysłane")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto("about:blank")
    assert asked == ["beforeunload"]


def test_screen_readers_hear_the_state_when_it_changes_not_every_letter(open_gallery):
    page, _gallery = open_gallery("hajnowka", "Słuchanie", **PHONE)
    page.evaluate("globalThis.heard = []")
    page.evaluate(HEARD)
    page.set_input_files("#id_file", camera_files(6, "słuch"))
    expect(rows(page)).to_have_count(6, timeout=60000)
    for number in range(3):
        page.locator("[name$=-alt_pl]").nth(number).fill(f"Opis {number}")
        expect_status(page, "saved", "Wszystko zapisane.")
    heard = page.evaluate("heard")
    assert [words.partition(":")[0] for words in heard] == ["Wysłane", "Wszystko zapisane."]


def large_photo(side=5000, orientation=6):
    """A JPEG as a phone makes it: lying, with a day and a place, in colours wider than sRGB."""
    picture = (
        Image.effect_noise((side // 10, side * 3 // 40), 60).convert("RGB").resize((side, side * 3 // 4))
    )
    picture.paste((255, 0, 0), (0, 0, side // 4, side // 4))  # the corner that is on the right when upright
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif.get_ifd(0x8769)[0x9003] = "2026:05:14 10:30:00"
    exif.get_ifd(0x8825).update({1: "N", 2: (49.0, 41.0, 0.0)})
    content = BytesIO()
    picture.save(content, "JPEG", quality=95, exif=exif, icc_profile=wide_profile())
    return {"name": "IMG_5000.jpg", "mimeType": "image/jpeg", "buffer": content.getvalue()}


def wide_profile():
    """An RGB profile that is not called sRGB, which is what the script looks for; its colours are."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile.replace("sRGB".encode("utf-16-be"), "wide".encode("utf-16-be")).replace(b"sRGB", b"wide")


def test_a_large_photo_is_made_smaller_before_it_is_sent_and_stays_what_it_was(open_gallery, site):
    page, gallery = open_gallery("hajnowka", "Duże zdjęcie", **PHONE)
    photo = large_photo()
    page.evaluate(WEIGH)
    page.set_input_files("#id_file", [photo])
    expect(rows(page)).to_have_count(1, timeout=60000)
    assert page.evaluate("weights")[0] < len(photo["buffer"]) / 2
    ((width, height, taken_on, source_hash, path),) = site.ask(PHOTOS.format(gallery=gallery))
    assert (width, height, taken_on) == (3000, 4000, "2026-05-14")
    assert source_hash == hashlib.sha256(photo["buffer"]).hexdigest()
    with Image.open(path) as kept:
        red, green, blue = kept.convert("RGB").getpixel((2900, 100))
        assert red > 200
        assert max(green, blue) < 90
        assert "P3" in ImageCms.getProfileDescription(
            ImageCms.ImageCmsProfile(BytesIO(kept.info["icc_profile"]))
        )
        assert not kept.getexif()

    page, _other = open_gallery("hajnowka", "Duże zdjęcie drugi raz", **PHONE)
    page.set_input_files("#id_file", [photo])
    expect(page.locator(".g-file")).to_contain_text("Duże zdjęcie", timeout=60000)


@pytest.mark.parametrize("broken", ["createImageBitmap", "OffscreenCanvas"])
def test_a_browser_that_cannot_make_it_smaller_sends_the_photo_itself(open_gallery, site, broken):
    page, gallery = open_gallery("hajnowka", f"Bez {broken}", **PHONE)
    page.evaluate(f"globalThis.{broken} = undefined")
    photo = large_photo(4400, orientation=3)
    photo["buffer"] += broken.encode()
    page.set_input_files("#id_file", [photo])
    expect(rows(page)).to_have_count(1, timeout=60000)
    ((width, height, taken_on, source_hash, _path),) = site.ask(PHOTOS.format(gallery=gallery))
    assert (width, height, taken_on) == (4000, 3000, "2026-05-14")
    assert source_hash == hashlib.sha256(photo["buffer"]).hexdigest()
