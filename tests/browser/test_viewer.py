"""Looking at photos: by mouse, keyboard and touch, on a desktop and a phone, with and without JavaScript."""

import re

import pytest
from playwright.sync_api import Error, expect

from galleries.models import GalleryPage

from .test_accessibility import violations_of

pytestmark = pytest.mark.browser

WIDTHS = (1280, 360)
# Adds up what the browser counts as unexpected movement, by the browser's own rules.
WATCH_SHIFTS = """window.shifts = 0; new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifts += entry.value;
}).observe({type: "layout-shift", buffered: true});"""
SWIPE = """([from, to]) => {
  const stage = document.querySelector(".viewer-stage");
  const finger = (x) => ({pointerType: "touch", isPrimary: true, clientX: x, clientY: 300, bubbles: true});
  stage.dispatchEvent(new PointerEvent("pointerdown", finger(from)));
  stage.dispatchEvent(new PointerEvent("pointerup", finger(to)));
}"""


@pytest.fixture
def gallery(demo_site):
    return GalleryPage.objects.readable().filter(locale__language_code="pl", slug="wiosna-nad-rzeka").get()


@pytest.fixture
def addresses(gallery):
    return [f"{gallery.url}zdjecie/{row.photo_id}/" for row in gallery.shown_photos()]


def links(page):
    return page.locator("a[data-photo-link]")


def viewer(page):
    return page.locator("dialog.viewer")


def expect_photo(page, addresses, number):
    """The viewer shows the photo, says so, and so does the address."""
    expect(page.locator(".viewer-position")).to_contain_text(f"Zdjęcie {number} z {len(addresses)}")
    expect(page.locator(".viewer-stage img")).to_be_visible()
    assert page.url.endswith(addresses[number - 1])


def expect_closed(page, gallery, number):
    """The viewer is gone, the address is the gallery's, and the photo's link has the focus."""
    expect(viewer(page)).to_be_hidden()
    page.wait_for_url(f"**{gallery.url}")
    expect(links(page).nth(number - 1)).to_be_focused()
    assert page.title().startswith(gallery.title)


def press(page, name):
    viewer(page).get_by_role("button", name=name).click()


@pytest.mark.parametrize("width", WIDTHS)
def test_by_mouse(open_page, gallery, addresses, width):
    page = open_page(gallery.url, width)
    links(page).nth(1).click()
    expect_photo(page, addresses, 2)
    press(page, "Następne zdjęcie")
    expect_photo(page, addresses, 3)
    expect(viewer(page).get_by_role("button", name="Następne zdjęcie")).to_be_focused()
    press(page, "Poprzednie zdjęcie")
    press(page, "Poprzednie zdjęcie")
    expect_photo(page, addresses, 1)
    viewer(page).get_by_role("button", name="Poprzednie zdjęcie").click(force=True)  # there is none
    expect_photo(page, addresses, 1)
    press(page, "Zamknij")
    expect_closed(page, gallery, 1)
    assert page.complaints == []


@pytest.mark.parametrize("width", WIDTHS)
def test_by_keyboard(open_page, gallery, addresses, width):
    page = open_page(gallery.url, width)
    links(page).first.focus()
    page.keyboard.press("Enter")
    expect_photo(page, addresses, 1)
    for key, number in (("ArrowRight", 2), ("End", len(addresses)), ("ArrowRight", len(addresses))):
        page.keyboard.press(key)
        expect_photo(page, addresses, number)
    for key, number in (("ArrowLeft", len(addresses) - 1), ("Home", 1), ("ArrowLeft", 1), ("ArrowRight", 2)):
        page.keyboard.press(key)
        expect_photo(page, addresses, number)
    page.keyboard.press("Escape")
    expect_closed(page, gallery, 2)


def test_the_keyboard_stays_in_the_viewer_until_it_is_closed(open_page, gallery, addresses):
    page = open_page(gallery.url)
    links(page).first.click()
    expect_photo(page, addresses, 1)
    for _press in range(12):
        page.keyboard.press("Tab")
        inside = "document.activeElement === document.body || !!document.activeElement.closest('dialog')"
        assert page.evaluate(inside)


def test_by_touch(open_page, gallery, addresses):
    page = open_page(gallery.url, 360, has_touch=True)
    links(page).nth(1).tap()
    expect_photo(page, addresses, 2)
    for start, end, number in ((300, 60, 3), (60, 300, 2), (200, 180, 2)):
        page.evaluate(SWIPE, [start, end])
        expect_photo(page, addresses, number)
    viewer(page).get_by_role("button", name="Zamknij").tap()
    expect_closed(page, gallery, 2)


def test_a_real_finger_is_not_taken_for_scrolling(open_page, gallery, addresses):
    page = open_page(gallery.url, 360, has_touch=True)
    links(page).nth(1).tap()
    expect_photo(page, addresses, 2)
    fingers = page.context.new_cdp_session(page)
    for kind, x in (
        ("touchStart", 300),
        *(("touchMove", x) for x in range(280, 60, -20)),
        ("touchEnd", None),
    ):
        points = [] if x is None else [{"x": x, "y": 300}]
        fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    expect_photo(page, addresses, 3)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_back_button_closes_and_forward_opens_again(open_page, gallery, addresses, width):
    page = open_page(gallery.url, width)
    links(page).first.click()
    expect_photo(page, addresses, 1)
    page.keyboard.press("ArrowRight")
    expect_photo(page, addresses, 2)
    page.go_back()
    expect_closed(page, gallery, 2)
    page.go_forward()
    expect_photo(page, addresses, 2)
    page.keyboard.press("Escape")
    expect_closed(page, gallery, 2)


def test_a_reload_shows_the_photos_own_page(open_page, gallery, addresses):
    page = open_page(gallery.url)
    links(page).nth(2).click()
    expect_photo(page, addresses, 3)
    page.reload()
    assert page.url.endswith(addresses[2])
    expect(viewer(page)).to_have_count(0)
    expect(page.locator("main h1")).to_have_count(1)
    page.go_back()
    expect(links(page).first).to_be_visible()


def test_the_neighbour_is_there_before_it_is_asked_for(open_page, gallery, addresses):
    page = open_page(gallery.url)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    links(page).first.click()
    expect_photo(page, addresses, 1)
    page.wait_for_load_state("networkidle")
    assert any(url.endswith(addresses[1]) for url in asked)
    # Its address and its picture came already: only what comes after it is asked for now.
    asked.clear()
    page.keyboard.press("ArrowRight")
    expect_photo(page, addresses, 2)
    shown = page.locator(".viewer-stage img").evaluate("image => image.currentSrc")
    assert shown not in asked


def test_a_photo_withdrawn_meanwhile_leads_to_its_address(open_page, gallery, addresses):
    page = open_page(gallery.url)
    page.route(f"**{addresses[0]}", lambda route: route.fulfill(status=404, body="<p>404</p>"))
    links(page).first.click()
    expect(page.get_by_text("404")).to_be_visible()
    assert page.url.endswith(addresses[0])


def test_the_address_is_copied(open_page, gallery, addresses):
    page = open_page(gallery.url, permissions=["clipboard-read", "clipboard-write"])
    links(page).first.click()
    expect_photo(page, addresses, 1)
    viewer(page).get_by_role("link", name="Link do tego zdjęcia").click()
    expect(viewer(page).get_by_text("Adres zdjęcia jest skopiowany")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").endswith(addresses[0])


def test_where_copying_is_forbidden_the_address_is_shown_selected(open_page, gallery, addresses):
    page = open_page(addresses[1])
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('forbidden')); }")
    page.get_by_role("link", name="Link do tego zdjęcia").click()
    field = page.get_by_label("Skopiuj adres zdjęcia:")
    expect(field).to_be_focused()
    assert page.evaluate("String(getSelection()) || document.activeElement.value").endswith(addresses[1])


@pytest.mark.parametrize("width", WIDTHS)
def test_the_photo_is_offered_with_its_licence_to_keep_and_to_report(open_page, addresses, gallery, width):
    page = open_page(gallery.url, width)
    links(page).first.click()
    expect_photo(page, addresses, 1)
    expect(viewer(page).locator("a[rel=license]")).to_have_count(1)
    expect(viewer(page).get_by_role("link", name="Zgłoś zdjęcie")).to_be_visible()
    with page.expect_download() as download:
        viewer(page).get_by_role("link", name="Pobierz zdjęcie").click()
    assert re.fullmatch(r"wiosna-nad-rzeka-\d+\.jpg", download.value.suggested_filename)


@pytest.mark.parametrize("width", WIDTHS)
def test_without_javascript_each_photo_is_a_page(open_page, gallery, addresses, width):
    page = open_page(gallery.url, width, java_script_enabled=False)
    links(page).nth(1).click()
    assert page.url.endswith(addresses[1])
    page.get_by_role("link", name="Następne zdjęcie").click()
    assert page.url.endswith(addresses[2])
    page.get_by_role("link", name="Poprzednie zdjęcie").click()
    page.get_by_role("link", name="Link do tego zdjęcia").click()
    assert page.url.endswith(addresses[1])
    page.get_by_role("link", name="Wszystkie zdjęcia galerii").click()
    assert page.url.endswith(gallery.url)


def test_the_language_switch_leads_to_the_same_photo(open_page, addresses):
    page = open_page(addresses[1])
    page.get_by_role("link", name="English").click()
    expect(page.get_by_text("Photo 2 of")).not_to_have_count(0)
    assert page.url.rstrip("/").rsplit("/", 1)[1] == addresses[1].rstrip("/").rsplit("/", 1)[1]


@pytest.mark.parametrize(
    ("width", "colours"), [(1280, "light"), (1280, "dark"), (1280, "forced"), (360, "light"), (360, "dark")]
)
def test_no_axe_violation_on_a_photo_and_in_the_viewer(open_page, gallery, addresses, width, colours):
    page = open_page(addresses[0], width, colours)
    assert violations_of(page) == []
    page.goto(page.url.replace(addresses[0], gallery.url))
    links(page).first.click()
    expect_photo(page, addresses, 1)
    page.wait_for_timeout(300)  # until it has faded in
    assert violations_of(page) == []


@pytest.mark.parametrize("width", [320, 360, 768, 1280, 2560])
def test_nothing_moves_and_nothing_overflows(open_page, gallery, addresses, width):
    for address in (gallery.url, addresses[0]):
        page = open_page(address, width)
        page.add_init_script(WATCH_SHIFTS)
        page.reload()
        page.wait_for_load_state("networkidle")
        if address == gallery.url:
            links(page).first.click()
            expect_photo(page, addresses, 1)
            page.wait_for_timeout(600)  # what follows a click within half a second is expected
            page.keyboard.press("ArrowRight")
            expect_photo(page, addresses, 2)
            page.wait_for_timeout(600)
        assert page.evaluate("window.shifts") == 0, address
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(wide) <= 0, address
        dialogs = (
            "[...document.querySelectorAll('dialog')].every((dialog) => dialog.scrollWidth <= innerWidth)"
        )
        assert page.evaluate(dialogs), address


def test_readers_who_want_less_motion_get_none(open_page, gallery, addresses):
    for reduced, expected in (("reduce", "none"), ("no-preference", "viewer-appears")):
        page = open_page(gallery.url, reduced_motion=reduced)
        links(page).first.click()
        expect_photo(page, addresses, 1)
        assert viewer(page).evaluate("dialog => getComputedStyle(dialog).animationName") == expected


def test_a_closed_viewer_cannot_be_reached(open_page, gallery):
    page = open_page(gallery.url)
    with pytest.raises(Error):
        viewer(page).get_by_role("button", name="Zamknij").click(timeout=500)
