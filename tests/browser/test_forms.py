"""Forms of the admin in a browser: sent, pressed twice, open while somebody signs in in another tab."""

import pytest
from playwright.sync_api import expect

from tests.live import EDITOR, PASSWORD, Person, Site

pytestmark = pytest.mark.browser

REPORTED = """
import json
from empirie.photos.models import PhotoReport
from galleries.models import CityPage
from tests import factories as make
gallery = make.a_gallery(CityPage.objects.get(locale__language_code="pl"), photos=1)
photo = gallery.photos.get().photo
PhotoReport.objects.create(photo=photo, photo_title=photo.title, reason="me", language="pl")
article = make.an_article(slug="otwarte-dwa-razy")
article.save_revision()
print(json.dumps({"photo": photo.pk, "article": article.pk}))
"""
COUNT = """
import json
from wagtail.models import Page
print(json.dumps(Page.objects.filter(draft_title={title!r}).count()))
"""
LATEST = """
import json
from wagtail.models import Page
print(json.dumps(Page.objects.get(pk={page}).get_latest_revision_as_object().title))
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory, django_db_setup):
    """A site of its own: requests of two tabs run side by side."""
    site = Site(tmp_path_factory.mktemp("forms"))
    site.pieces = site.ask(REPORTED)
    site.start()
    yield site
    site.kill()


@pytest.fixture
def open_admin(chromium, site):
    """Opens the admin for somebody: open_admin("krosno") gives a Playwright page."""
    contexts = []

    def open_admin(name, **options):
        contexts.append(chromium.new_context(locale="pl-PL", **options))
        page = contexts[-1].new_page()
        sign_in(page, site, name)
        return page

    yield open_admin
    for context in contexts:
        context.close()


def sign_in(page, site, name):
    page.goto(f"{site.address}/admin/login/")
    page.fill("[name=username]", name)
    page.fill("[name=password]", PASSWORD)
    page.locator("[name=password]").press("Enter")
    page.wait_for_url("**/admin/")


def sign_in_again(page, site, name):
    """In another tab of the same browser."""
    tab = page.context.new_page()
    tab.goto(f"{site.address}/admin/")
    tab.evaluate(
        """() => {
          const form = document.createElement("form");
          Object.assign(form, { method: "post", action: "/admin/logout/" });
          const token = document.createElement("input");
          Object.assign(token, { name: "csrfmiddlewaretoken", value: window.wagtailConfig.CSRF_TOKEN });
          form.append(token);
          document.body.append(form);
          form.submit();
        }"""
    )
    tab.wait_for_url("**/login/**")
    sign_in(tab, site, name)
    tab.close()


def come_back_to(page):
    """As a browser tells a page whose tab is chosen again; headless tabs are all visible."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def test_an_editor_hides_a_reported_photo_and_shows_it_again(open_admin, site):
    page = open_admin(EDITOR)
    page.goto(f"{site.address}/admin/photo-reports/")
    page.get_by_role("button", name="Ukryj zdjęcie").click()
    expect(page.locator(".messages")).to_contain_text("ukryte")
    page.goto(f"{site.address}/admin/photo-reports/hidden/")
    page.get_by_role("button", name="Pokaż zdjęcie znowu").click()
    expect(page.get_by_text("Żadne zdjęcie nie jest ukryte.")).to_be_visible()
    page.goto(f"{site.address}/admin/photo-reports/photo/{site.pieces['photo']}/hide/")
    page.locator("textarea[name=reason]").fill("Prośba")
    page.get_by_role("button", name="Ukryj zdjęcie").click()
    expect(page.get_by_role("button", name="Pokaż zdjęcie znowu")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_double_click_begins_one_gallery(open_admin, site, javascript):
    page = open_admin("krosno", java_script_enabled=javascript)
    title = f"Dwa kliknięcia {javascript}"
    page.goto(f"{site.address}/admin/city-galleries/new/")
    page.fill("[name=title]", title)
    page.fill("[name=date]", "2026-05-14")
    page.locator("main form button[type=submit], main form input[type=submit]").first.dblclick()
    page.wait_for_url("**/city-galleries/*/")
    assert site.ask(COUNT.format(title=title)) == 1


def test_autosave_and_saving_go_on_after_signing_in_again_in_another_tab(open_admin, site):
    page = open_admin(EDITOR)
    number = site.pieces["article"]
    page.goto(f"{site.address}/admin/pages/{number}/edit/")
    sign_in_again(page, site, EDITOR)
    with page.expect_response(
        lambda answer: answer.request.method == "POST" and "/edit/" in answer.url and answer.status == 200
    ):
        page.fill("[name=title]", "Zapisany sam")
    assert site.ask(LATEST.format(page=number)) == "Zapisany sam"
    sign_in_again(page, site, EDITOR)
    with page.expect_response(lambda answer: answer.url.endswith("/sign-in/session/")):
        come_back_to(page)
    with page.expect_navigation():
        page.evaluate("document.getElementById('page-edit-form').submit()")
    expect(page.locator("[name=title]")).to_have_value("Zapisany sam")


def test_a_city_goes_on_saving_and_never_in_another_persons_name(open_admin, site):
    gallery = Person(site).begin("Moja galeria")
    page = open_admin("krosno")
    page.goto(f"{site.address}/admin/city-galleries/{gallery}/")
    sign_in_again(page, site, "krosno")
    page.fill("[name=gallery-title]", "Po ponownym zalogowaniu")
    expect(page.locator("[data-save-status]")).to_have_attribute("data-state", "saved")
    assert site.ask(LATEST.format(page=gallery)) == "Po ponownym zalogowaniu"
    sign_in_again(page, site, EDITOR)
    page.fill("[name=gallery-title]", "Cudze imię")
    expect(page.get_by_text("zalogował się teraz ktoś inny")).to_be_visible()
    assert site.ask(LATEST.format(page=gallery)) == "Po ponownym zalogowaniu"
    sign_in_again(page, site, "krosno")
    come_back_to(page)
    expect(page.locator("[data-save-status]")).to_have_attribute("data-state", "saved")
    assert site.ask(LATEST.format(page=gallery)) == "Cudze imię"
