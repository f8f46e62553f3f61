"""The look under strain: weight, jumping lines, paper, zoom, wider spacing, the menu of phones."""

import gzip

import pytest

from .addresses import one_of_each_type, polish_pages
from .letters import in_all_letters
from .test_accessibility import OVERFLOW, violations_of

pytestmark = pytest.mark.browser

MOST_BYTES, MOST_REQUESTS = 60 * 1024, 12
WEIGHED = {"document", "stylesheet", "script", "font"}
SIZES = ((1280, 900), (360, 800))
WATCH_SHIFTS = """
    window.shifted = [];
    new PerformanceObserver(list => list.getEntries().forEach(entry => {
        window.shifted.push(entry.value);
    })).observe({type: "layout-shift", buffered: true});
"""
# WCAG 1.4.12: a reader may space text so, and must lose nothing of it.
WIDER = (
    "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }"
    "p { margin-block-end: 2em !important }"
)
CLIPPED = """
    [...document.querySelectorAll("main *, header *, footer *")].filter(element => {
        const style = getComputedStyle(element);
        const clips = [style.overflowX, style.overflowY].some(how => ["hidden", "clip"].includes(how));
        const lost = Math.max(
            element.scrollHeight - element.clientHeight, element.scrollWidth - element.clientWidth
        );
        return clips && element.innerText?.trim() && !element.closest(".visually-hidden, .skip-link, svg")
            && style.clipPath === "none" && element.clientHeight > 1 && lost > 1
            && !element.matches(".hero, .site-footer");
    }).map(element => element.outerHTML.slice(0, 90))
"""


def weight_of(page):
    """{kind: bytes as a compressing server sends them} and the number of requests of the first view."""
    weight = dict.fromkeys(sorted(WEIGHED), 0)
    for response in page.received:
        kind = response.request.resource_type
        if kind in WEIGHED:
            body = response.body()
            weight[kind] += len(body) if kind == "font" else len(gzip.compress(body, 6))
    return weight, len(page.received)


@pytest.mark.parametrize("language", ["pl", "en"])
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_first_view_keeps_to_the_budget_and_nothing_in_it_jumps(open_page, width, height, language):
    too_heavy, jumping = [], []
    for name, _language, path in one_of_each_type((language,)):
        # A window of its own for each: nothing of this page is there from the one before.
        page = open_page(path, width, height=height, script=WATCH_SHIFTS)
        page.wait_for_load_state("networkidle")
        weight, requests = weight_of(page)
        print(f"{width:5} {name:28} {language} {weight} {sum(weight.values())} B, {requests} requests")
        if sum(weight.values()) > MOST_BYTES or requests > MOST_REQUESTS:
            too_heavy.append((name, language, weight, requests))
        shifted = page.evaluate("window.shifted.reduce((sum, value) => sum + value, 0)")
        if shifted > 0:
            jumping.append((name, language, shifted))
        page.context.close()
    assert (too_heavy, jumping) == ([], [])


def test_paper_shows_the_text_without_menus_and_with_addresses_of_links(walk):
    for name, _language, page in walk(polish_pages()):
        page.emulate_media(media="print")
        for part in (".menu", ".site-tools", ".breadcrumbs", ".filters-box", ".site-footer nav"):
            for found in page.locator(part).all():
                assert not found.is_visible(), (name, part)
        assert page.locator("main h1").is_visible()
        after = page.evaluate(
            "[...document.querySelectorAll('.prose a[href^=http]')]"
            ".map(link => getComputedStyle(link, '::after').content)"
        )
        assert all("attr" in content or "http" in content for content in after), (name, after)


def test_at_four_hundred_per_cent_everything_flows_in_one_column(walk):
    overflowing = []
    for name, _language, page in walk(polish_pages(), 320, height=256):
        for letters in in_all_letters(page):
            overflow = page.evaluate(OVERFLOW)
            if overflow > 0 or not page.locator("main h1").is_visible():
                overflowing.append((name, letters, overflow))
    assert overflowing == []


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_wider_spacing_of_text_clips_nothing(walk, width, height):
    lost = []
    for name, _language, page in walk(polish_pages(), width, height=height):
        for letters in in_all_letters(page, WIDER):
            overflow = page.evaluate(OVERFLOW)
            clipped = page.evaluate(CLIPPED)
            if overflow > 0 or clipped:
                lost.append((name, letters, overflow, clipped))
    assert lost == []


def test_text_of_twice_the_size_overflows_nowhere(walk):
    overflowing = []
    for name, _language, page in walk(polish_pages()):
        for letters in in_all_letters(page, "html { font-size: 200% !important }"):
            overflow = page.evaluate(OVERFLOW)
            if overflow > 0:
                overflowing.append((name, letters, overflow))
    assert overflowing == []


def test_every_target_is_large_enough_for_a_finger(walk):
    """24 by 24 px (WCAG 2.5.8) for whatever is not a link inside a sentence."""
    small = []
    for name, _language, page in walk(polish_pages(), 360, height=800):
        next(in_all_letters(page))  # narrow ones make the smallest targets
        found = page.evaluate(
            "[...document.querySelectorAll('button, select, input, summary, .site-header a, .menu a, .tag,"
            " .breadcrumbs a, .site-footer li a, .names a, .pagination a, .button')]"
            ".map(element => [element.outerHTML.slice(0, 80), element.getBoundingClientRect()])"
            ".filter(([, box]) => box.width && (box.width < 24 || box.height < 24)).map(([html]) => html)"
        )
        small += [(name, element) for element in found if "skip-link" not in element]
    assert small == []


@pytest.mark.parametrize("script", [True, False])
def test_on_a_phone_the_menu_opens_and_closes_without_a_script(open_page, script):
    page = open_page("/", 360, height=800, java_script_enabled=script)
    menu = page.locator("#menu")
    assert not menu.is_visible()
    page.locator(".menu-button").click()
    assert menu.is_visible()
    if script:
        assert violations_of(page) == []
    page.keyboard.press("Escape")
    assert not menu.is_visible()
    page.locator(".menu-button").focus()
    page.keyboard.press("Enter")
    page.locator(".menu-close").click()
    assert not menu.is_visible()
    page.locator(".menu-button").click()
    page.locator("#menu a").first.click()
    page.wait_for_url("**/aktualnosci/")


def test_on_a_phone_filters_unfold_without_a_script(open_page):
    page = open_page("/aktualnosci/", 360, height=800, java_script_enabled=False)
    assert not page.locator("#filter-topic").is_visible()
    page.locator(".filters-box > summary").click()
    page.locator("#filter-topic").select_option("energia")
    page.locator(".filters .button").click()
    assert "topic=energia" in page.url
    assert page.locator("#filter-topic").is_visible()


def test_on_a_wide_screen_filters_stand_open(open_page):
    page = open_page("/aktualnosci/")
    assert page.locator("#filter-topic").is_visible()
    assert not page.locator(".filters-box > summary").is_visible()
