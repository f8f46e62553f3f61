"""Every page type, in both languages, at phone and desktop size, by day and by night: no axe violation."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from .addresses import one_of_each_type

pytestmark = pytest.mark.browser

RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}
LOOKS = tuple((width, colours) for width in (1280, 360) for colours in ("light", "dark", "forced"))
NOT_FOUND = [("404", "pl", "/nie-ma/"), ("404", "en", "/en/nowhere/")]


def violations_of(page):
    """What axe finds on an open page: "rule: first element"."""
    response = Axe().run(page, options=RULES).response
    return [f"{found['id']}: {found['nodes'][0]['html'][:120]}" for found in response["violations"]]


@pytest.mark.parametrize(("width", "colours"), LOOKS)
def test_no_page_type_has_an_axe_violation(open_page, width, colours):
    found = []
    for name, language, path in one_of_each_type() + NOT_FOUND:
        page = open_page(path, width, colours)
        found += [f"{name} {language}: {violation}" for violation in violations_of(page)]
        page.context.close()
    assert found == []


def test_axe_finds_a_fault_when_there_is_one(open_page):
    page = open_page("/")
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"/x.png\">')")
    assert any(violation.startswith("image-alt") for violation in violations_of(page))


def test_nothing_overflows_from_the_narrowest_phone_to_the_widest_screen(open_page):
    overflowing = []
    for width in (320, 768, 2560):
        for name, language, path in one_of_each_type():
            page = open_page(path, width)
            overflow = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            if overflow > 0:
                overflowing.append(f"{name} {language} at {width}: {overflow} px")
            page.context.close()
    assert overflowing == []
