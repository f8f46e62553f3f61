"""Every page type, in both languages, at phone and desktop size, by day and by night: no axe violation."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from .addresses import one_of_each_type, pages_with_tables
from .letters import in_all_letters
from .styles import add_style

pytestmark = pytest.mark.browser

RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "resultTypes": ["violations"],  # the rest would be gathered in full, too, and thrown away
}
WIDTHS = (1280, 360)
NOT_FOUND = [("404", "pl", "/nie-ma/"), ("404", "en", "/en/nowhere/")]
COLOURS = {
    "light": {"color_scheme": "light", "forced_colors": "none"},
    "dark": {"color_scheme": "dark", "forced_colors": "none"},
    "forced": {"color_scheme": "light", "forced_colors": "active"},
}
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
AXE = Axe()


def violations_of(page, **options):
    """What axe finds on an open page: "rule: first element"."""
    response = AXE.run(page, options=RULES, **options).response
    return [f"{found['id']}: {found['nodes'][0]['html'][:120]}" for found in response["violations"]]


def violations_by_colours(page):
    """What axe finds on an open page by day, by night and in the reader's own colours.

    The page must have been opened for a reader who wants less motion: colours then change at once.
    """
    found = {}
    for colours in COLOURS:
        page.emulate_media(**COLOURS[colours])
        found[colours] = violations_of(page)
    return found


@pytest.mark.parametrize("language", ["pl", "en"])
@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_type_has_an_axe_violation(walk, width, language):
    addresses = one_of_each_type((language,)) + [page for page in NOT_FOUND if page[1] == language]
    found = []
    for name, _language, page in walk(addresses, width, reduced_motion="reduce"):
        for colours, violations in violations_by_colours(page).items():
            found += [f"{name} in {colours}: {violation}" for violation in violations]
    assert found == []


def test_a_contrast_too_low_by_night_only_is_found_there_only(open_page):
    page = open_page("/kontakt/", reduced_motion="reduce")
    add_style(page, "main .lead { color: light-dark(#000, #222); background: var(--paper) }")
    contrast = {
        colours: any(violation.startswith("color-contrast") for violation in violations)
        for colours, violations in violations_by_colours(page).items()
    }
    assert contrast == {"light": False, "dark": True, "forced": False}


def test_axe_finds_a_fault_when_there_is_one(open_page):
    page = open_page("/")
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"/x.png\">')")
    assert any(violation.startswith("image-alt") for violation in violations_of(page))


@pytest.mark.parametrize("width", [320, 768, 2560])
def test_nothing_overflows_from_the_narrowest_phone_to_the_widest_screen(walk, width):
    overflowing = []
    for name, language, page in walk(one_of_each_type(), width):
        for letters in in_all_letters(page):
            overflow = page.evaluate(OVERFLOW)
            if overflow > 0:
                overflowing.append(f"{name} {language}, {letters}: {overflow} px")
    assert overflowing == []


def test_a_wide_table_scrolls_within_its_page_on_the_narrowest_phone(walk):
    tabled = pages_with_tables()
    assert {name for name, _language, _path in tabled} >= {"ArticlePage", "ProductPage"}
    wide = {
        (path, letters): page.evaluate(OVERFLOW)
        for (_n, _l, path), (*_, page) in zip(tabled, walk(tabled, 320), strict=True)
        for letters in in_all_letters(page)
    }
    assert {path: overflow for path, overflow in wide.items() if overflow > 0} == {}
