"""A reader on the site: by keyboard, without JavaScript, without leaving a trace."""

import pytest

from .addresses import one_of_each_type, polish_pages

pytestmark = pytest.mark.browser


def test_the_first_key_press_offers_to_skip_to_the_content(open_page):
    page = open_page("/")
    page.keyboard.press("Tab")
    link = page.evaluate("document.activeElement.getAttribute('href')")
    page.keyboard.press("Enter")
    assert link.startswith("#")
    assert page.evaluate(f"Boolean(document.querySelector('main{link}, main {link}'))")


FOCUSABLE = """
    [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, summary, video, audio")]
        .filter(element => element.checkVisibility({visibilityProperty: true}) && !element.disabled
            && element.tabIndex >= 0 && !element.closest("[inert]"))
"""


def test_the_keyboard_reaches_everything_and_leaves_every_page(walk):
    unreached = []
    for name, _language, page in walk(polish_pages()):
        page.evaluate(f"window.waiting = new Set({FOCUSABLE})")
        for _press in range(page.evaluate("window.waiting.size") + 60):
            page.keyboard.press("Tab")
            page.evaluate("window.waiting.delete(document.activeElement)")
            if page.evaluate("!window.waiting.size && document.activeElement === document.body"):
                break
        unreached += [
            f"{name}: {html}" for html in page.evaluate("[...window.waiting].map(e => e.outerHTML)")
        ]
        if page.evaluate("document.activeElement !== document.body"):
            unreached.append(
                f"{name}: the keyboard stays in {page.evaluate('document.activeElement.outerHTML')}"
            )
    assert unreached == []


def test_the_language_switch_leads_to_the_counterpart_and_back(open_page):
    page = open_page("/aktualnosci/")
    page.get_by_role("link", name="English").click()
    assert page.url.endswith("/en/news/")
    assert page.locator("html").get_attribute("lang") == "en"
    page.get_by_role("link", name="Polski").click()
    assert page.url.endswith("/aktualnosci/")


def test_a_reader_filters_the_news_and_clears_the_filter(open_page):
    page = open_page("/aktualnosci/", java_script_enabled=False)
    page.locator("select[name=topic]").select_option("energia")
    page.locator("main form").get_by_role("button").click()
    assert "topic=energia" in page.url
    assert page.locator("main article, main li").count() > 0


def test_a_search_without_diacritics_finds_the_city(open_page):
    page = open_page("/szukaj/?q=lomza", java_script_enabled=False)
    assert page.locator("main a", has_text="Łomża").count() > 0


def test_a_reader_leaves_no_trace_and_nothing_is_asked_of_other_hosts(walk):
    for name, language, page in walk(one_of_each_type()):
        page.wait_for_load_state("networkidle")
        left = page.evaluate("[document.cookie, localStorage.length, sessionStorage.length]")
        assert left == ["", 0, 0], (name, language, left)
        assert page.context.cookies() == [], (name, language)
        assert page.outside == [], (name, language, page.outside)
        assert page.complaints == [], (name, language, page.complaints)
