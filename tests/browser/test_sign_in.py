"""Signing in with two steps: passkeys with Chromium's virtual authenticator, codes, the keyboard."""

import base64
import re
from concurrent.futures import ThreadPoolExecutor
from http.cookiejar import CookieJar
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.live import EDITOR, PASSWORD, Site
from tests.people.sign_in.people import code_of

from .test_accessibility import COLOURS, OVERFLOW, RULES, WIDTHS

pytestmark = pytest.mark.browser

STEP = "**/admin/sign-in/second-step/**"
PAGES = re.compile(r"^[^?]*/admin/pages/$")
KEY = """
import json
from django.contrib.auth import get_user_model
from empirie.people.sign_in.factors import apps_of
print(json.dumps(apps_of(get_user_model().objects.get(username={name!r})).last().key))
"""
FORGET = """
from django.contrib.auth import get_user_model
from empirie.people.sign_in.factors import forget_factors
from empirie.people.sign_in.models import Attempt
for person in get_user_model().objects.all():
    forget_factors(person)
Attempt.objects.all().delete()
"""
INTERNAL = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


class App:
    """An authenticator app that was given a key."""

    def __init__(self, key):
        self.key = key


@pytest.fixture(scope="module")
def served(tmp_path_factory, django_db_setup):
    """A site whose staff must have a second step, under a name: passkeys do not work for bare numbers."""
    site = Site(tmp_path_factory.mktemp("sign-in"))
    site.environment["SECOND_FACTOR_REQUIRED"] = "1"
    site.start()
    yield site
    site.kill()


@pytest.fixture
def site(served):
    served.ask(FORGET)
    served.named = served.address.replace("127.0.0.1", "localhost")
    return served


@pytest.fixture
def open_browser(chromium):
    """Opens a browser of its own; `complaints` gathers what its console says."""
    contexts = []

    def open_browser(width=1280):
        context = chromium.new_context(
            locale="pl-PL",
            viewport={"width": width, "height": 800},
            reduced_motion="reduce",
            accept_downloads=True,
        )
        context.set_default_timeout(20_000)
        contexts.append(context)
        page = context.new_page()
        page.complaints = []
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        return page

    yield open_browser
    for context in contexts:
        context.close()


def with_authenticator(page, **options):
    """Gives the browser a fingerprint reader that always recognises the person; returns how to talk to it."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": INTERNAL | options})
    return session, made["authenticatorId"]


def give_password(page, site, name=EDITOR, path="/admin/pages/"):
    page.goto(f"{site.named}{path}")
    page.fill("[name=username]", name)
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")


def set_up_passkey(page, site, name=EDITOR):
    give_password(page, site, name)
    page.get_by_role("button", name="Utwórz klucz").click()
    page.wait_for_url("**/recovery-codes/**")


def set_up_app(page, site):
    give_password(page, site)
    page.get_by_role("link", name="Połącz aplikację").click()
    key = page.locator(".sign-in-key").inner_text().replace(" ", "")
    app = App(base64.b32decode(key).hex())
    page.fill("[name=code]", code_of(app))
    page.keyboard.press("Enter")
    page.wait_for_url("**/recovery-codes/**")
    return app


def is_in(page, site):
    """Whether the account's screen opens."""
    return page.request.get(f"{site.named}/admin/account/", max_redirects=0).status == 200


def test_staff_come_no_further_than_the_set_up_before_they_have_a_second_step(site, open_browser):
    page = open_browser()
    give_password(page, site)
    expect(page.get_by_role("heading", level=1)).to_have_text("Twoje konto potrzebuje drugiego kroku")
    for path in ("/admin/", "/admin/pages/", "/admin/account/", "/admin/reports/site-history/"):
        page.goto(f"{site.named}{path}")
        assert "/admin/sign-in/set-up/" in page.url
    assert not is_in(page, site)


def test_a_passkey_is_set_up_once_and_signs_in_from_then_on(site, open_browser):
    page = open_browser()
    authenticator, its_id = with_authenticator(page)
    set_up_passkey(page, site)
    assert is_in(page, site)
    page.context.clear_cookies()
    give_password(page, site)
    page.wait_for_url(STEP)
    assert not is_in(page, site)
    page.get_by_role("button", name="Użyj klucza dostępu").click()
    page.wait_for_url(PAGES)
    assert is_in(page, site)
    stored = authenticator.send("WebAuthn.getCredentials", {"authenticatorId": its_id})["credentials"]
    assert [key["rpId"] for key in stored] == ["localhost"]
    assert page.complaints == []


def test_a_passkey_alone_signs_in_without_a_password(site, open_browser):
    page = open_browser()
    with_authenticator(page)
    set_up_passkey(page, site)
    page.context.clear_cookies()
    page.goto(f"{site.named}/admin/pages/")
    page.get_by_role("button", name="Zaloguj się kluczem dostępu").click()
    page.wait_for_url(PAGES)
    assert is_in(page, site)


def test_a_passkey_of_somebody_else_or_an_unrecognised_finger_opens_nothing(site, open_browser):
    page = open_browser()
    authenticator, its_id = with_authenticator(page)
    set_up_passkey(page, site)
    page.context.clear_cookies()
    authenticator.send("WebAuthn.setUserVerified", {"authenticatorId": its_id, "isUserVerified": False})
    page.goto(f"{site.named}/admin/")
    page.get_by_role("button", name="Zaloguj się kluczem dostępu").click()
    expect(page.get_by_role("alert")).to_have_text("Klucz nie został użyty. Możesz spróbować ponownie.")
    assert not is_in(page, site)
    authenticator.send("WebAuthn.clearCredentials", {"authenticatorId": its_id})
    give_password(page, site)
    page.get_by_role("button", name="Użyj klucza dostępu").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert not is_in(page, site)


def test_an_app_is_set_up_and_its_codes_sign_in(site, open_browser):
    page = open_browser()
    app = set_up_app(page, site)
    assert site.ask(KEY.format(name=EDITOR)) == app.key
    assert is_in(page, site)
    other = open_browser()
    give_password(other, site)
    other.wait_for_url(STEP)
    other.fill("[name=code]", "123")
    other.keyboard.press("Enter")
    expect(other.locator(".error-message").first).to_contain_text("Ten kod się nie zgadza")
    other.fill("[name=code]", code_of(app, steps=1))
    other.keyboard.press("Enter")
    other.wait_for_url(PAGES)
    assert is_in(other, site)


def test_a_recovery_code_from_the_downloaded_file_signs_in_once(site, open_browser):
    page = open_browser()
    set_up_app(page, site)
    page.get_by_role("button", name="Pokaż moje kody").click()
    with page.expect_download() as started:
        page.get_by_role("link", name="Pobierz").click()
    lines = started.value.path().read_text().split()
    assert lines[1:] == page.locator(".sign-in-codes code").all_inner_texts()
    for words, is_good in (("Zostało 9 z 10 kodów", True), ("Ten kod się nie zgadza", False)):
        other = open_browser()
        give_password(other, site)
        other.wait_for_url(STEP)
        other.fill("[name=code]", lines[3].lower())
        other.keyboard.press("Enter")
        expect(other.locator("main")).to_contain_text(words)
        assert is_in(other, site) is is_good


def test_a_city_finds_a_calm_hint_closes_it_and_it_stays_closed(site, open_browser):
    page = open_browser(360)
    give_password(page, site, "krosno", "/admin/")
    hint = page.get_by_text("Możesz chronić swoje konto drugim krokiem")
    expect(hint).to_be_visible()
    with page.expect_response("**/dismissibles/"):
        page.get_by_role("button", name="Nie pokazuj więcej").click()
    expect(hint).to_be_hidden()
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert hint.count() == 0


def test_the_whole_set_up_goes_by_keyboard(site, open_browser):
    page = open_browser()
    with_authenticator(page)
    give_password(page, site)
    page.wait_for_url("**/set-up/**")
    press_on(page, "Utwórz klucz")
    page.wait_for_url("**/recovery-codes/**")
    press_on(page, "Pokaż moje kody")
    expect(page.locator(".sign-in-codes li")).to_have_count(10)
    press_on(page, "Mam je zapisane")
    page.wait_for_url(PAGES)


def press_on(page, words):
    """Tab until what has these words has the focus, then press Enter."""
    for _step in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText")[:80].strip() == words:
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"The keyboard does not reach “{words}”.")


def test_without_passkeys_in_the_browser_the_app_is_offered_alone(site, open_browser):
    page = open_browser()
    site.named = site.address  # a bare number, which no passkey can belong to
    give_password(page, site)
    expect(page.get_by_text("klucze dostępu nie działają")).to_be_visible()
    expect(page.get_by_role("button", name="Utwórz klucz")).to_be_hidden()
    expect(page.get_by_role("link", name="Połącz aplikację")).to_be_visible()


def test_thirty_guesses_at_the_same_moment_are_no_more_than_five(site):
    def guess(number):
        browser = build_opener(HTTPCookieProcessor(cookies := CookieJar()))
        browser.open(f"{site.address}/admin/login/", timeout=60).close()
        token = next(cookie.value for cookie in cookies if cookie.name == "csrftoken")
        form = {"username": EDITOR, "password": f"zgaduje-{number}", "csrfmiddlewaretoken": token}
        answer = browser.open(f"{site.address}/admin/login/", urlencode(form).encode(), timeout=60)
        return "zbyt wiele prób" in answer.read().decode()

    with ThreadPoolExecutor(30) as crowd:
        refused = list(crowd.map(guess, range(30)))
    assert 25 <= sum(refused) < 30


@pytest.mark.parametrize("width", WIDTHS)
def test_no_screen_of_the_sign_in_has_an_axe_violation_or_runs_over(site, open_browser, width):
    page = open_browser(width)
    with_authenticator(page)
    page.goto(f"{site.named}/admin/login/")
    faults = faults_of(page, "login")
    give_password(page, site)
    page.wait_for_url("**/set-up/**")
    faults += faults_of(page, "set-up")
    page.goto(f"{site.named}/admin/sign-in/set-up/app/")
    faults += faults_of(page, "app")
    page.goto(f"{site.named}/admin/sign-in/set-up/")
    page.get_by_role("button", name="Utwórz klucz").click()
    page.wait_for_url("**/recovery-codes/**")
    page.get_by_role("button", name="Pokaż moje kody").click()
    page.locator(".sign-in-codes").wait_for()
    faults += faults_of(page, "codes")
    for screen in ("", "confirm/"):
        page.goto(f"{site.named}/admin/sign-in/{screen}")
        faults += faults_of(page, screen)
    page.context.clear_cookies()
    give_password(page, site)
    page.wait_for_url(STEP)
    faults += faults_of(page, "second step")
    page.context.clear_cookies()
    give_password(page, site, "krosno", "/admin/")
    page.locator("h1", has_text="Krosno").wait_for()
    faults += faults_of(page, "a city's page with the hint")
    assert faults == []


# Wagtail's buttons change their colours slowly, also where less movement is asked for.
AT_REST = "document.getAnimations().forEach((one) => one instanceof CSSTransition && one.finish())"


def faults_of(page, name):
    """What axe finds by day, by night and in forced colours, and what is wider than the window."""
    found = []
    for colours, media in COLOURS.items():
        page.emulate_media(**media)
        page.evaluate(AT_REST)
        violations = Axe().run(page, options=RULES).response["violations"]
        found += [f"{name} {colours} {one['id']}: {one['nodes'][0]['html'][:120]}" for one in violations]
    if page.evaluate(OVERFLOW) > 0:
        found.append(f"{name} is wider than the window")
    return found
