"""A city on a phone with a bad network, and the editor who decides: from the first press to a withdrawal."""

import re
from urllib.parse import urlsplit

import pytest
from lxml import html
from playwright.sync_api import expect

from tests.live import EDITOR

from . import test_uploading as town_hall
from .test_uploading import ADDRESSES, camera_files, expect_saved, review, rows, state

pytestmark = pytest.mark.browser

site, open_admin = town_hall.site, town_hall.open_admin

PHOTOS = 6
TITLE = "Piknik nad rzeką"
FAMILIES = (1, 2, 4)  # whose parents gave consent


class Story:
    """The two people's screens, and what they know of the gallery."""

    def __init__(self, site, city, editor):
        self.site, self.city, self.editor, self.gallery = site, city, editor, None

    def public_page(self, language="pl"):
        address = self.site.ask(ADDRESSES.format(gallery=self.gallery))[language]
        return html.fromstring(self.site.read(urlsplit(address).path))


def begin(story):
    city = story.city
    city.get_by_label("Tytuł").fill(TITLE)
    city.get_by_role("button", name="Dodaj zdjęcia").dblclick()
    city.wait_for_url(re.compile(r"/city-galleries/\d+/$"))
    story.gallery = int(re.search(r"/(\d+)/$", city.url)[1])


def send_photos_over_a_network_that_breaks(story):
    city = story.city
    city.locator("#id_common-author").fill("Jan Nowak")
    city.check("#id_declaration")
    lost = []
    city.route(
        "**/upload/", lambda route: (lost.append(1), route.abort())[1] if len(lost) < 2 else route.continue_()
    )
    city.set_input_files("#id_file", camera_files(PHOTOS, "dwie role"))
    expect(city.locator("[data-save-status]")).to_have_attribute("data-state", "sending")
    city.context.set_offline(True)
    expect(city.locator("[data-save-status]")).to_contain_text("Brak połączenia")
    city.context.set_offline(False)
    expect(rows(city)).to_have_count(PHOTOS, timeout=60000)
    expect_saved(city)


def set_the_same_for_all_twice_and_for_some(story):
    city = story.city
    for answer in ("nobody", "crowd"):
        set_for(city, "recognisable", answer, "wszystkich")
        expect(city.locator("[data-photo] [name$=-recognisable]").last).to_have_value(answer)
    city.get_by_role("button", name="Same zdjęcia").tap()
    for number in FAMILIES:
        city.locator("[data-photo] .g-row__picture img").nth(number).tap()
    set_for(city, "recognisable", "children", "zaznaczonych")
    set_for(city, "consent_reference", "ZG/3/2026", "zaznaczonych")
    city.get_by_role("button", name="Same zdjęcia").tap()


def set_for(city, name, value, whom):
    field = city.locator(f"#id_common-{name}")
    field.select_option(value) if name == "recognisable" else field.fill(value)
    # Pressed twice in a row, as impatient fingers do.
    with city.expect_response("**/apply/"):
        city.get_by_role("button", name=f"Ustaw dla {whom} zdjęć").dblclick()
    expect(city.locator("[data-undo-words]")).to_contain_text("Ustawiono")
    city.uncheck(f"#set-{name}")


def describe_and_send_with_a_double_press(story):
    city = story.city
    for number in range(PHOTOS):
        city.locator("[name$=-alt_pl]").nth(number).fill(f"Piknik, ujęcie {number + 1}")
    expect_saved(city)
    expect(city.locator("#missing")).to_contain_text("Niczego nie brakuje.")
    city.get_by_role("button", name="Wyślij do akceptacji").tap()
    city.locator("main").get_by_role("button", name="Wyślij do akceptacji").dblclick()
    city.wait_for_url("**/admin/")
    expect(city.get_by_role("link", name=TITLE)).to_have_count(1)
    sent = state(story.site, story.gallery)
    assert sent["waits"]
    assert len(sent["rows"]) == PHOTOS


def approve(story):
    review(story.editor, story.gallery)
    story.editor.get_by_label("Po angielsku: Tytuł").fill("Riverside picnic")
    story.editor.get_by_role("button", name="Zaakceptuj i opublikuj").click()
    expect(story.editor.locator(".messages")).to_contain_text("w obu językach", timeout=60000)
    for language in ("pl", "en"):
        assert len(story.public_page(language).xpath("//ol[@class='photos']//img")) == PHOTOS
    story.city.goto(f"{story.site.address}/admin/")
    expect(story.city.get_by_role("link", name=TITLE)).to_have_count(1)
    expect(story.city.locator(".g-state--published")).to_be_visible()


def withdraw_a_public_photo(story):
    city = story.city
    city.goto(f"{story.site.address}/admin/city-galleries/{story.gallery}/")
    rows(city).first.get_by_role("button", name="Usuń z galerii").tap()
    city.locator(".g-removed").get_by_role("link", name="Wycofaj zdjęcie").tap()
    city.get_by_role("button", name="Wycofaj zdjęcie").dblclick()
    expect(city.get_by_text("Zdjęcie jest wycofane").or_(city.get_by_text("już wycofano"))).to_be_visible()
    for language in ("pl", "en"):
        assert len(story.public_page(language).xpath("//ol[@class='photos']//img")) == PHOTOS - 1


STEPS = (
    begin,
    send_photos_over_a_network_that_breaks,
    set_the_same_for_all_twice_and_for_some,
    describe_and_send_with_a_double_press,
    approve,
    withdraw_a_public_photo,
)


def test_a_city_on_a_phone_and_an_editor_bring_a_gallery_to_the_public(open_admin, site):
    city = open_admin("krosno", 360, has_touch=True, is_mobile=True)
    story = Story(site, city, open_admin(EDITOR))
    for step in STEPS:
        step(story)
    assert story.city.complaints == story.editor.complaints == []
