"""Reporting a photo by keyboard, on a phone, without JavaScript; the editors' screens in a browser."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from empirie.demo.people import PASSWORD
from empirie.photos import report_forms
from empirie.photos.models import PhotoReport
from empirie.photos.staff_pictures import SIZES
from galleries.approval.submission import submit
from galleries.models import CityPage, GalleryPage
from tests import factories as make
from tests.renditions import made

from .test_accessibility import RULES, violations_of

pytestmark = pytest.mark.browser

WIDTHS = (1280, 360)


@pytest.fixture
def photo_page(demo_site):
    """The path of the first photo of a gallery, in Polish."""
    gallery = GalleryPage.objects.readable().get(locale__language_code="pl", slug="wiosna-nad-rzeka")
    return f"{gallery.url}zdjecie/{gallery.shown_photos()[0].photo_id}/"


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch):
    """A browser is faster than a person."""
    monkeypatch.setattr(report_forms, "SHORTEST", 0)
    yield
    PhotoReport.objects.all().delete()


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize("width", WIDTHS)
def test_a_reader_reports_a_photo_by_keyboard_alone(open_page, photo_page, width, javascript):
    page = open_page(photo_page, width, java_script_enabled=javascript)
    link = page.get_by_role("link", name="Zgłoś zdjęcie")
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{photo_page}zglos/")
    page.get_by_label("Jestem na tym zdjęciu").focus()
    page.keyboard.press("ArrowDown")  # the second reason
    page.keyboard.press("Tab")
    page.keyboard.type("To moja córka.")
    page.keyboard.press("Tab")
    page.keyboard.type("mama@empirie.example")
    page.keyboard.press("Tab")  # past the field that only robots see
    expect(page.get_by_role("button", name="Wyślij zgłoszenie")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Dziękujemy za zgłoszenie")
    report = PhotoReport.objects.get()
    assert (report.reason, report.message, report.email) == (
        "child",
        "To moja córka.",
        "mama@empirie.example",
    )
    assert page.context.cookies() == []
    assert page.outside == []


@pytest.mark.parametrize("colours", ["light", "dark", "forced"])
@pytest.mark.parametrize("width", WIDTHS)
def test_the_form_its_mistakes_and_the_thanks_have_no_axe_violation(open_page, photo_page, width, colours):
    page = open_page(f"{photo_page}zglos/", width, colours)
    found = violations_of(page)
    page.get_by_role("button", name="Wyślij zgłoszenie").click()
    expect(page.get_by_role("alert")).to_contain_text("Wybierz, czego dotyczy")
    found += violations_of(page)
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    page.goto(page.url + "wyslano/")
    assert (found + violations_of(page), overflow) == ([], 0)


@pytest.fixture
def waiting_gallery(demo_site):
    city_page = CityPage.objects.filter(locale__language_code="pl").first()
    person = make.a_person("miasto-testowe", page=city_page)
    gallery = make.a_draft_gallery(city_page, slug="czeka", owner=person, lead="Przyszli ludzie.", photos=3)
    submit(gallery, person)
    for row in gallery.photos.all():  # made now: requests at once share one connection, and must not write
        made(row.photo, *SIZES.values())
    yield gallery
    for version in [*gallery.get_translations(), GalleryPage.objects.get(pk=gallery.pk)]:
        version.delete()
    person.groups.all().delete()
    person.delete()


@pytest.fixture
def as_editor(open_page):
    """Opens an address of the admin, signed in as the demo's editor."""

    def open_signed_in(path, width=1280, colours="light"):
        page = open_page(f"/admin/login/?next={path}", width, colours)
        page.locator("input[name=username]").fill("redakcja")
        page.locator("input[name=password]").fill(PASSWORD)
        page.locator("input[name=password]").press("Enter")
        page.wait_for_url(f"**{path}")
        return page

    return open_signed_in


def staff_violations(page):
    """What axe finds in our part of an admin screen; the frame around it is Wagtail's."""
    response = Axe().run(page, context="#main", options=RULES).response
    return [f"{found['id']}: {found['nodes'][0]['html'][:120]}" for found in response["violations"]]


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_the_editors_screens_have_no_axe_violation(as_editor, waiting_gallery, width, colours):
    PhotoReport.objects.create(
        photo=waiting_gallery.photos.first().photo,
        photo_title="Rzeka",
        reason="me",
        language="pl",
        message="Ja.",
    )
    found = []
    page = as_editor("/admin/gallery-approval/", width, colours)
    for path in (
        "gallery-approval/",
        f"gallery-approval/{waiting_gallery.pk}/",
        "photo-reports/",
        "photo-reports/hidden/",
    ):
        page.goto(page.url.split("/admin/")[0] + f"/admin/{path}")
        found += [f"{path} {violation}" for violation in staff_violations(page)]
        overflow = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        found += [f"{path}: {overflow} px too wide"] if overflow > 0 else []
    assert found == []


def test_an_editor_approves_by_keyboard_and_enter_in_a_field_decides_nothing(as_editor, waiting_gallery):
    page = as_editor(f"/admin/gallery-approval/{waiting_gallery.pk}/", 360)
    title = page.get_by_label("Po angielsku: tytuł")
    title.fill("Summer by the river")
    title.press("Enter")  # decides nothing
    expect(page.get_by_role("heading", name="Galeria po angielsku")).to_be_visible()
    page.get_by_label("Po angielsku: lid").fill("People came.")
    approve = page.get_by_role("button", name="Zaakceptuj i opublikuj")
    approve.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/gallery-approval/")
    expect(page.locator("body")).to_contain_text("jest opublikowana w obu językach")
    assert GalleryPage.objects.get(slug="summer-by-the-river").live
