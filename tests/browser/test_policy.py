"""The security headers forbid nothing that a reader or an editor needs, and do forbid the rest.

What they forbid fails any test in a browser (`violations`); here every kind of page is opened for that alone.
"""

import pytest
from django.urls import reverse

from articles.models import ArticlePage
from empirie.demo.people import PASSWORD

from .addresses import one_of_each_type, pages_of_each_type

pytestmark = pytest.mark.browser

LISTS = (
    "wagtailadmin_home",
    "wagtailadmin_explore_root",
    "wagtailadmin_account",
    "wagtailadmin_reports:site_history",
    "wagtailadmin_reports:aging_pages",
    "wagtaildocs:index",
    "wagtaildocs:add",
    "wagtaildocs:add_multiple",
    "wagtailimages:index",
    "wagtailimages:add",
    "wagtailimages:add_multiple",
    "wagtailmedia:index",
    "wagtailredirects:index",
    "wagtailusers_users:index",
    "wagtailusers_groups:index",
    "wagtail_localize:translations_report",
    "style_guide",
)
INJECT = """() => {
  const script = document.createElement("script");
  script.textContent = "window.harm = true";
  document.head.append(script);
}"""


@pytest.fixture
def signed_in(open_page, demo_site):
    """Signs somebody of the demo in: signed_in("redakcja") gives a Playwright page."""

    def signed_in(name):
        page = open_page("/admin/login/")
        page.fill("[name=username]", name)
        page.fill("[name=password]", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url("**/admin/")
        return page

    return signed_in


def test_a_reader_opens_every_kind_of_page(walk):
    for _name, _language, page in walk([*one_of_each_type(), ("404", "pl", "/nie-ma/")]):
        page.wait_for_load_state("networkidle")
        assert page.outside == []


def test_an_editor_with_the_userbar_opens_every_kind_of_page(signed_in, demo_site):
    page = signed_in("redakcja")
    for _name, _language, path in one_of_each_type(("pl",)):
        page.goto(f"{demo_site}{path}")
        page.wait_for_load_state("networkidle")
        assert page.locator("wagtail-userbar").count() == 1


def test_an_administrator_opens_the_lists_of_the_admin(signed_in, demo_site):
    page = signed_in("administrator")
    for name in LISTS:
        page.goto(f"{demo_site}{reverse(name)}")
        page.wait_for_load_state("networkidle")
        assert page.locator("h1, h2").count(), name


def test_an_administrator_edits_every_kind_of_page_and_sees_its_preview(signed_in, demo_site):
    page = signed_in("administrator")
    for edited in pages_of_each_type(("pl",)):
        page.goto(f"{demo_site}{reverse('wagtailadmin_pages:edit', args=(edited.pk,))}")
        page.wait_for_load_state("networkidle")
        assert page.locator("#page-edit-form").count() == 1, edited
    page.locator("[data-side-panel-toggle=preview]:visible, button[aria-label*=odgląd]:visible").first.click()
    page.frame_locator("iframe").first.locator("main h1").wait_for(state="attached")


def test_a_translator_opens_the_translation_editor(signed_in, demo_site):
    page = signed_in("translator")
    english = ArticlePage.objects.readable().filter(locale__language_code="en").first()
    page.goto(f"{demo_site}{reverse('wagtailadmin_pages:edit', args=(english.pk,))}")
    page.locator(".js-translation-editor [role=tablist], .js-translation-editor main").first.wait_for()


def test_a_script_within_the_page_is_not_run_and_the_test_would_fail(open_page, violations):
    page = open_page("/kontakt/")
    page.evaluate(INJECT)
    assert page.evaluate("window.harm") is None
    assert violations
    violations.clear()


def test_for_somebody_signed_in_it_is_not_run_either(signed_in, demo_site, violations):
    page = signed_in("redakcja")
    page.goto(f"{demo_site}/kontakt/")
    page.evaluate(INJECT)
    assert page.evaluate("window.harm") is None
    assert "script-src" in "".join(violations)
    violations.clear()


def test_an_outside_picture_script_frame_or_request_is_not_loaded(open_page, violations):
    page = open_page("/kontakt/")
    loaded = []
    page.context.route("https://outside.example/**", lambda route: loaded.append(route) or route.abort())
    page.evaluate("""() => {
      for (const [tag, name] of [["img", "src"], ["iframe", "src"], ["link", "href"]]) {
        const element = document.createElement(tag);
        if (tag === "link") element.rel = "stylesheet";
        element[name] = "https://outside.example/";
        document.body.append(element);
      }
      fetch("https://outside.example/").catch(() => {});
    }""")
    page.wait_for_timeout(500)
    told = " ".join(violations)
    assert loaded == []
    assert all(word in told for word in ("img-src", "frame-src", "style-src", "connect-src"))
    violations.clear()


def test_another_site_cannot_put_a_page_into_a_frame(open_page, demo_site, violations):
    page = open_page("/kontakt/")
    page.context.route(
        "https://outside.example/",
        lambda route: route.fulfill(
            body=f'<iframe src="{demo_site}/" id="f"></iframe>', content_type="text/html"
        ),
    )
    page.goto("https://outside.example/")
    page.wait_for_timeout(500)
    assert [frame.url for frame in page.frames[1:]] == ["chrome-error://chromewebdata/"]
    violations.clear()
