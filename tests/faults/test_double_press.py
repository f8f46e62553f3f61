"""Every form of the admin, sent three times at once by one page: its work is done once, without an error.

The requests run side by side in threads, each on a connection of its own, on the database of the run.
"""

import json

import pytest

from tests.live import Site, a_database

from .test_at_the_same_time import TOGETHER

# Presses the button of a form as a browser does: with all its fields, from the page it stands on.
PRESSING = """
from importlib import import_module
from lxml import html
from django.conf import settings
from django.core import mail
from django.urls import reverse
from galleries.models import CityPage, GalleryPage

PRESSES = 3
# What the editor's script adds to the form of an article.
ARTICLE = {"date": "2026-05-14", "body-count": "0"}
settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
settings.ALLOWED_HOSTS = ["*"]
mail.outbox = []

def a_browser(name=None):
    browser = Client(raise_request_exception=False, enforce_csrf_checks=True, SERVER_NAME="localhost")
    if name:
        browser.force_login(get_user_model().objects.get(username=name))
    return browser

def copy_of(browser):
    copy = a_browser()
    copy.cookies.load(browser.cookies.output(header="", sep="; "))
    return copy

def fields_of(form, button=None):
    fields = dict(form.form_values())
    if button:
        fields[button[0]] = button[1]
    return fields

def press(browser, page, action=None, button=None, **typed):
    shown = browser.get(page)
    assert shown.status_code == 200, (page, shown.status_code, getattr(shown, "url", ""))
    forms = html.document_fromstring(shown.content).forms
    forms = [form for form in forms if "csrfmiddlewaretoken" in form.fields]
    target_of = lambda form: (form.get("action") or page).split("?")[0]
    wanted = [form for form in forms if action is None or target_of(form) == action]
    assert wanted, (page, [form.get("action") for form in forms])
    fields = fields_of(wanted[-1], button) | typed
    target = action or wanted[-1].get("action") or page
    windows = [copy_of(browser) for _press in range(PRESSES)]
    answers = together(*[lambda window=window: window.post(target, fields) for window in windows])
    seen = windows[0].get(answers[0]["Location"]) if answers[0].status_code == 302 else None
    return {
        "answers": sorted({(answer.status_code, answer.get("Location", "")) for answer in answers}),
        "after": seen.status_code if seen is not None else 0,
    }

outcome = {}
"""
CITY = """
from galleries.workspace import drafts
krosno = CityPage.objects.get(slug="krosno", locale__language_code="pl")
city = a_browser("krosno")
address = f"/admin/city-galleries/new/{krosno.pk}/"
outcome["new"] = press(city, address, title="Otwarcie łąki", date="2026-05-14")
outcome["galleries"] = GalleryPage.objects.filter(title="Otwarcie łąki").count()
owner = get_user_model().objects.get(username="krosno")
gallery = make.a_draft_gallery(krosno, owner=owner)
at = lambda name: reverse(f"city_galleries:{name}", args=[gallery.pk])
outcome["send"] = press(city, at("send"))
outcome["letters"] = len(mail.outbox)
outcome["rounds"] = gallery.workflow_states.count()
outcome["take back"] = press(city, at("edit"), at("take_back"))
outcome["discard"] = press(city, at("discard"))
outcome["left"] = GalleryPage.objects.filter(pk=gallery.pk).count()
print(json.dumps(outcome))
"""
STAFF = """
from django.contrib.auth.models import Group
from empirie.people.models import CityWorkspace
from empirie.photos.models import PhotoReport
from empirie.photos.models import Withdrawal
from empirie.people.sign_in.models import Browser
from empirie.subjects.models import City, Topic
from galleries.approval.submission import submit
from articles.models import ArticleIndexPage, ArticlePage
from wagtail.models import PageLogEntry

krosno = CityPage.objects.get(slug="krosno", locale__language_code="pl")
city = get_user_model().objects.get(username="krosno")
editor = a_browser("redakcja")
gallery = make.a_draft_gallery(krosno, owner=city)
submit(gallery, city)
review = reverse("gallery_approval:review", args=[gallery.pk])
words = {"title": "Summer", "slug": "summer", "lead": "", "event": "", "place": ""}
outcome["approve"] = press(editor, review, button=("decision", "approve"), **words)
outcome["published"] = PageLogEntry.objects.filter(page=gallery.pk, action="wagtail.publish").count()

photo = make.a_photo()
report = PhotoReport.objects.create(photo=photo, photo_title="Tytuł", reason="other", language="pl")
reports = reverse("photo_reports:reports")
outcome["decide"] = press(
    editor, reports, reverse("photo_reports:decide", args=[report.pk]), button=("outcome", "hidden")
)
outcome["show again"] = press(
    editor, reverse("photo_reports:hidden"), reverse("photo_reports:restore", args=[photo.pk])
)
outcome["hide"] = press(editor, reverse("photo_reports:hide", args=[photo.pk]), reason="Prośba")
outcome["withdrawals"] = Withdrawal.objects.count()

new = City.objects.create(name="Łódź", slug="lodz", voivodeship="łódzkie", latitude=51.77, longitude=19.46)
workspace = lambda name: reverse(f"city_workspaces:{name}", args=[new.pk])
outcome["open"] = press(editor, workspace("detail"), workspace("open"))
mail.outbox.clear()
outcome["invite"] = press(editor, workspace("detail"), workspace("invite"), email="ola@lodz.example")
outcome["invitations"] = len(mail.outbox)
outcome["close"] = press(editor, workspace("close"))
outcome["workspaces"] = CityWorkspace.objects.filter(city=new).count()

index = ArticleIndexPage.objects.get(locale__language_code="pl")
add = reverse("wagtailadmin_pages:add", args=["articles", "articlepage", index.pk])
outcome["add page"] = press(editor, add, title="Sto drzew", slug="sto-drzew", **ARTICLE)
outcome["pages"] = ArticlePage.objects.filter(title="Sto drzew").count()
article = ArticlePage.objects.get(title="Sto drzew")
article.lead = "Posadzili."
article.save_revision().publish()
report_of_translations = reverse("translation:report")
outcome["translate"] = press(
    editor, report_of_translations, reverse("translation:translate_page", args=[article.pk, "en"])
)
outcome["translations"] = article.get_translations().count()

topics = reverse(Topic.snippet_viewset.get_url_name("add"))
topic = {"name_pl": "Woda", "name_en": "Water", "slug_pl": "woda", "slug_en": "water"}
outcome["add record"] = press(editor, topics, **topic)
outcome["records"] = Topic.objects.filter(slug_pl="woda").count()

before = Browser.objects.count()
stranger = a_browser()
outcome["sign in"] = press(stranger, "/admin/login/", username="krosno", password={password!r})
outcome["sign-ins"] = Browser.objects.count() - before
print(json.dumps(outcome))
"""
ANOTHERS = """
from articles.models import ArticleIndexPage, ArticlePage
from galleries.approval.submission import submit

make.an_editor("druga")
names = ["redakcja", "druga"] * 2
index = ArticleIndexPage.objects.get(locale__language_code="pl")
add = reverse("wagtailadmin_pages:add", args=["articles", "articlepage", index.pk])
krosno = CityPage.objects.get(slug="krosno", locale__language_code="pl")
city = get_user_model().objects.get(username="krosno")

def each_in_an_own_window(names, page, button=None, **typed):
    windows = [a_browser(name) for name in names]
    sent = []
    for window in windows:
        shown = html.document_fromstring(window.get(page).content)
        form = [form for form in shown.xpath("//main//form") if "csrfmiddlewaretoken" in form.fields][-1]
        sent.append(fields_of(form, button) | typed)
    answers = together(*[
        lambda window=window, fields=fields: window.post(page, fields)
        for window, fields in zip(windows, sent, strict=True)
    ])
    return sorted(answer.status_code for answer in answers)

typed = ARTICLE | {"title": "Sto lip", "slug": "sto-lip"}
outcome["add page"] = each_in_an_own_window(names, add, **typed)
outcome["addresses"] = sorted(ArticlePage.objects.filter(title="Sto lip").values_list("slug", flat=True))
outcome["new gallery"] = each_in_an_own_window(
    ["krosno"] * 4, f"/admin/city-galleries/new/{krosno.pk}/", title="Piknik", date="2026-05-14"
)
outcome["galleries"] = GalleryPage.objects.filter(title="Piknik").values("slug").distinct().count()
outcome["decisions"] = []
for number in range(3):
    gallery = make.a_draft_gallery(krosno, slug=f"lato-{number}", owner=city)
    submit(gallery, city)
    review = reverse("gallery_approval:review", args=[gallery.pk])
    words = {"title": "Summer", "slug": f"summer-{number}", "lead": "", "event": "", "place": ""}
    outcome["decisions"].append(
        each_in_an_own_window(names, review, button=("decision", "approve"), **words)
    )
print(json.dumps(outcome))
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory, django_db_setup):
    with a_database() as url:
        yield Site(tmp_path_factory.mktemp("pressed-twice"), url)


def ask(site, code):
    return site.ask(TOGETHER + PRESSING + code)


def assert_one_answer(outcome):
    """Every press got the same redirect, and what it leads to opens."""
    pressed = {name: seen for name, seen in outcome.items() if isinstance(seen, dict)}
    wrong = {
        name: seen
        for name, seen in pressed.items()
        if [status for status, _address in seen["answers"]] != [302] or seen["after"] >= 400
    }
    assert not wrong, json.dumps(wrong, indent=1)


def test_what_a_city_presses_twice_is_done_once(site):
    outcome = ask(site, CITY)
    assert_one_answer(outcome)
    assert outcome["galleries"] == outcome["letters"] == outcome["rounds"] == 1
    assert outcome["left"] == 0


def test_what_the_staff_press_twice_is_done_once(site):
    outcome = ask(site, STAFF.replace("{password!r}", repr("haslo-do-testu-12")))
    assert_one_answer(outcome)
    counted = ("published", "invitations", "workspaces", "pages", "translations", "records", "sign-ins")
    assert {name: outcome[name] for name in counted} == dict.fromkeys(counted, 1)
    assert outcome["withdrawals"] == 3  # hidden, shown again, hidden


def test_people_who_save_the_same_in_the_same_moment_all_get_an_answer(site):
    outcome = ask(site, ANOTHERS)
    assert set(outcome["add page"]) <= {200, 302}, outcome
    assert outcome["add page"].count(302) == len(outcome["addresses"]) == len(set(outcome["addresses"]))
    assert outcome["new gallery"] == [302] * 4
    assert outcome["galleries"] == 4
    assert outcome["decisions"] == [[302] * 4] * 3
