"""A person of a town hall brings yesterday's forty photos to the editors: at a desk and on a phone."""

import json
import re
from io import BytesIO
from urllib.parse import urlsplit

import pillow_heif
import pytest
from axe_playwright_python.sync_playwright import Axe
from lxml import html
from PIL import Image, ImageDraw
from playwright.sync_api import expect

from tests.live import EDITOR, PASSWORD, Person, Site

from .test_accessibility import RULES

pytestmark = pytest.mark.browser

KINDS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP", "avif": "AVIF", "heic": "HEIF"}
PHOTOS = 40
CITIES = (("Krosno", "krosno"), ("Łódź", "lodz"), ("Hajnówka", "hajnowka"))
STATE = """
import json
from galleries.models import GalleryPage
from galleries.workspace import drafts
gallery = GalleryPage.objects.get(pk={gallery})
draft = drafts.read(gallery)
print(json.dumps({{
    "waits": gallery.workflow_in_progress, "title": draft.gallery.title,
    "cover": draft.cover.photo.title if draft.cover else "",
    "rows": [[row.photo.title, row.alt_pl, row.photo.author, row.photo.declaration_version]
             for row in draft.rows],
}}))
"""
DROP = """(bytes) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([Uint8Array.from(bytes)], "upuszczone.jpg", {type: "image/jpeg"}));
    for (const type of ["dragenter", "dragover", "drop"]) {
        const event = new DragEvent(type, {bubbles: true, cancelable: true, dataTransfer});
        document.querySelector("[data-drop]").dispatchEvent(event);
    }
}"""
ADDRESSES = """
import json
from galleries.models import GalleryPage
versions = GalleryPage.objects.get(pk={gallery}).get_translations(inclusive=True).live()
print(json.dumps({{page.locale.language_code: page.full_url for page in versions}}))
"""


def camera_file(number, kind="jpg", salt=""):
    """A file as a camera or phone makes it, as Playwright chooses it."""
    picture = Image.new("RGB", (480, 320), (number * 37 % 256, number * 91 % 256, 140))
    ImageDraw.Draw(picture).text((20, 20), f"{salt}{number}")
    content = BytesIO()
    if kind == "heic":
        pillow_heif.from_pillow(picture).save(content, quality=80)
    else:
        picture.save(content, KINDS[kind])
    name = f"IMG_{number:04}.{kind}"
    return {"name": name, "mimeType": f"image/{kind}", "buffer": content.getvalue()}


def camera_files(count=PHOTOS, salt=""):
    kinds = list(KINDS)
    return [camera_file(number, kinds[number % len(kinds)], salt) for number in range(1, count + 1)]


@pytest.fixture(scope="module")
def site(tmp_path_factory, django_db_setup):
    """A site of its own with three cities: uploads run side by side, which one connection could not bear."""
    site = Site(tmp_path_factory.mktemp("uploading"), cities=CITIES)
    site.start()
    yield site
    site.kill()


@pytest.fixture
def open_admin(chromium, site):
    """Opens the admin for a person of a city: open_admin("krosno", width=360) gives a Playwright page."""
    contexts = []

    def open_admin(name, width=1280, **options):
        context = chromium.new_context(viewport={"width": width, "height": 900}, locale="pl-PL", **options)
        contexts.append(context)
        page = context.new_page()
        page.complaints = []
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto(f"{site.address}/admin/login/")
        page.fill("[name=username]", name)
        page.fill("[name=password]", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url("**/admin/")
        return page

    yield open_admin
    for context in contexts:
        context.close()


@pytest.fixture
def open_gallery(open_admin, site):
    """Opens a gallery begun for the test, its declaration ticked: (page, gallery id)."""

    def open_gallery(name, title="Próba", **options):
        gallery = Person(site, name).begin(title)
        page = open_admin(name, **options)
        page.goto(f"{site.address}/admin/city-galleries/{gallery}/")
        if options.get("java_script_enabled", True):
            page.check("#id_declaration")
        return page, gallery

    return open_gallery


def rows(page):
    return page.locator("[data-rows] > [data-photo]")


def titles_in_order(site, gallery):
    return [row[0] for row in state(site, gallery)["rows"]]


def state(site, gallery):
    return site.ask(STATE.format(gallery=gallery))


def expect_saved(page):
    expect(page.locator("[data-save-status]")).to_have_text("Wszystko zapisane.", timeout=20000)


class Steps:
    """Does what a person does, and counts what is not typing."""

    def __init__(self, page, by_touch):
        self.page, self.by_touch, self.count = page, by_touch, 1  # signing in was one

    def press(self, locator):
        self.count += 1
        locator.tap() if self.by_touch else locator.click()

    def tick(self, locator):
        self.count += 1
        locator.check()

    def pick(self, locator, answer):
        self.count += 1
        locator.select_option(answer)

    def choose(self, button, files):
        self.count += 1
        with self.page.expect_file_chooser() as chooser:
            button.tap() if self.by_touch else button.click()
        chooser.value.set_files(files)


def send_forty_photos(page, steps, files):
    """From the dashboard to a gallery that waits for the editors; returns its id."""
    page.get_by_label("Tytuł").fill("Otwarcie łąki kwietnej")
    steps.press(page.get_by_role("button", name="Dodaj zdjęcia"))
    page.wait_for_url(re.compile(r"/city-galleries/\d+/$"))
    gallery = int(re.search(r"/(\d+)/$", page.url)[1])

    page.locator("#id_common-author").fill("Jan Nowak")
    steps.pick(page.locator("#id_common-recognisable"), "crowd")
    steps.tick(page.get_by_label("Oświadczam to o zdjęciach"))
    steps.choose(page.locator("label[for=id_file]"), files)
    expect(rows(page)).to_have_count(PHOTOS, timeout=180000)
    expect(page.locator("[data-total]")).to_have_text("Gotowe. Wysłane: 40 z 40.")

    expect(page.locator("[data-author]").last).to_have_text("Jan Nowak")

    page.locator("[name$=-alt_pl]").first.focus()  # the last press of Tab; all else is typing and Enter
    for number in range(PHOTOS):
        page.keyboard.insert_text(f"Ludzie na łące, ujęcie {number + 1}")
        page.keyboard.press("Enter")
    expect_saved(page)

    second = rows(page).nth(1)
    moved = second.get_attribute("data-photo")
    steps.press(second.get_by_role("button", name="Przesuń wcześniej"))
    expect(rows(page).first).to_have_attribute("data-photo", moved)
    expect(page.locator("[data-announcements]")).to_have_text("Zdjęcie jest teraz na miejscu 1 z 40.")
    expect(page.locator("#missing")).to_contain_text("Niczego nie brakuje.")

    send(page, steps)
    expect(page.locator(".g-state--waiting")).to_be_visible()
    return gallery


def send(page, steps):
    steps.press(page.get_by_role("button", name="Wyślij do akceptacji"))
    steps.press(page.locator("main").get_by_role("button", name="Wyślij do akceptacji"))
    page.wait_for_url("**/admin/")


def descriptions(first="Ludzie na łące, ujęcie 2"):
    """Of the forty photos, as they stand after the second was put in front."""
    return [first, *(f"Ludzie na łące, ujęcie {number}" for number in (1, *range(3, PHOTOS + 1)))]


@pytest.mark.parametrize(
    ("name", "width", "options"),
    [("krosno", 1280, {}), ("lodz", 360, {"has_touch": True, "is_mobile": True})],
)
def test_forty_photos_come_from_a_town_hall_to_the_public(open_admin, site, name, width, options):
    """In eight steps to the editors, back with a remark, and then in both languages to the readers."""
    city = open_admin(name, width, **options)
    steps = Steps(city, by_touch=width == 360)
    gallery = send_forty_photos(city, steps, camera_files(salt=name))
    assert steps.count <= 8
    sent = state(site, gallery)
    assert sent["waits"]
    assert [alt for _title, alt, *_rest in sent["rows"]] == descriptions()
    assert all(author == "Jan Nowak" and declared for _title, _alt, author, declared in sent["rows"])

    editor = open_admin(EDITOR)
    remark = "Napiszcie, kto jest na pierwszym planie."
    review(editor, gallery)
    editor.get_by_label("Uwaga do zdjęcia 1", exact=True).fill(remark)
    editor.get_by_role("button", name="Odeślij z uwagami").click()
    expect(editor.locator(".messages")).to_contain_text("wróciła do miasta")

    city.reload()
    expect(city.locator(".g-state--sent-back")).to_have_text("Odesłana z 1 uwagą")
    city.get_by_role("link", name="Otwarcie łąki kwietnej").click()
    expect(rows(city).first).to_contain_text(remark)
    mended = "Prezydent miasta podlewa łąkę"
    rows(city).first.locator("[name$=-alt_pl]").fill(mended)
    expect_saved(city)
    send(city, steps)

    review(editor, gallery)
    expect(editor.locator(f"img[alt='{mended}']")).to_be_visible()
    editor.get_by_label("Po angielsku: Tytuł").fill("Flower meadow opens")
    editor.get_by_role("button", name="Zaakceptuj i opublikuj").click()
    expect(editor.locator(".messages")).to_contain_text("w obu językach", timeout=120000)

    addresses = site.ask(ADDRESSES.format(gallery=gallery))
    assert set(addresses) == {"pl", "en"}
    for address in addresses.values():
        public = html.fromstring(site.read(urlsplit(address).path))
        assert public.xpath("//ol[@class='photos']//img/@alt") == descriptions(mended)
    city.reload()
    expect(city.locator(".g-state--published")).to_be_visible()
    assert city.complaints == editor.complaints == []


def review(editor, gallery):
    """Open the gallery where it waits: on the first page of the admin."""
    editor.goto(editor.url.partition("/admin/")[0] + "/admin/")
    editor.locator(f".approval-queue a[href$='/{gallery}/']").click()


def test_a_lost_connection_costs_nothing(open_gallery, site):
    page, gallery = open_gallery("hajnowka", "Zerwane połączenie")
    lost = []
    page.route(
        "**/upload/", lambda route: (lost.append(1), route.abort())[1] if len(lost) < 4 else route.continue_()
    )
    page.set_input_files("#id_file", camera_files(5, "zerwane"))
    expect(rows(page)).to_have_count(5, timeout=60000)
    assert len(titles_in_order(site, gallery)) == 5
    page.context.set_offline(True)
    alt = page.locator("[name$=-alt_pl]").first
    alt.fill("Opis bez internetu")
    alt.blur()
    expect(page.locator("[data-save-status]")).to_contain_text("Brak połączenia")
    expect(alt).to_have_value("Opis bez internetu")
    page.context.set_offline(False)
    expect_saved(page)
    assert state(site, gallery)["rows"][0][1] == "Opis bez internetu"


def test_sending_pauses_and_goes_on(open_gallery):
    page, _gallery = open_gallery("hajnowka", "Pauza")
    held, let_through = [], []
    page.route("**/upload/", lambda route: route.continue_() if let_through else held.append(route))
    page.set_input_files("#id_file", camera_files(4, "pauza"))
    page.get_by_role("button", name="Wstrzymaj").click()
    expect(page.locator("[data-total]")).to_have_text("Wstrzymano. Wysłane: 0 z 4.")
    assert len(held) <= 3
    let_through.append(True)
    page.get_by_role("button", name="Wznów").click()
    expect(rows(page)).to_have_count(4, timeout=60000)


def test_files_chosen_again_after_a_closed_tab_are_not_sent_again(open_gallery, tmp_path):
    page, _gallery = open_gallery("hajnowka", "Zamknięta karta")
    paths = []
    for file in camera_files(4, "karta"):
        path = tmp_path / file["name"]
        path.write_bytes(file["buffer"])
        paths.append(path)
    page.set_input_files("#id_file", paths[:2])
    expect(rows(page)).to_have_count(2, timeout=60000)
    page.reload()
    page.check("#id_declaration")
    sent = []
    page.on("request", lambda request: request.url.endswith("/upload/") and sent.append(request))
    page.set_input_files("#id_file", paths)
    expect(rows(page)).to_have_count(4, timeout=60000)
    assert len(sent) == 2


def test_a_bad_file_is_named_and_the_others_arrive(open_gallery):
    page, _gallery = open_gallery("hajnowka", "Zły plik")
    bad = {"name": "zaproszenie.jpg", "mimeType": "image/jpeg", "buffer": b"<html>"}
    empty = {"name": "pusty.jpg", "mimeType": "image/jpeg", "buffer": b""}
    page.set_input_files("#id_file", [bad, empty, *camera_files(2, "zly")])
    expect(rows(page)).to_have_count(2, timeout=60000)
    expect(page.locator(".g-file")).to_have_count(2)
    expect(page.locator(".g-file", has_text="zaproszenie.jpg")).to_have_attribute("data-state", "refused")
    expect(page.locator(".g-file", has_text="pusty.jpg")).to_contain_text("Ten plik jest pusty.")


def test_photos_are_chosen_by_keyboard_or_dropped(open_gallery):
    page, _gallery = open_gallery("hajnowka", "Klawiatura")
    page.on("filechooser", lambda chooser: chooser.set_files(camera_files(1, "klawisz")))
    page.locator("#id_declaration").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(rows(page)).to_have_count(1, timeout=60000)
    page.evaluate(DROP, list(camera_file(2, salt="upuszczone")["buffer"]))
    expect(rows(page)).to_have_count(2, timeout=60000)


def test_a_gallery_begun_by_mistake_is_deleted_after_a_question(open_gallery, site):
    page, _gallery = open_gallery("lodz", "Pomyłka", width=360, has_touch=True, is_mobile=True)
    page.set_input_files("#id_file", camera_files(1, "pomyłka"))
    expect(rows(page)).to_have_count(1, timeout=60000)
    page.get_by_role("link", name="Usuń tę galerię").tap()
    expect(page.locator("main")).to_contain_text("zniknie 1 zdjęcie")
    page.locator("main").get_by_role("button", name="Usuń galerię").tap()
    expect(page.locator(".messages")).to_contain_text("została usunięta")
    expect(page.get_by_role("link", name="Pomyłka")).to_have_count(0)


def test_a_photo_of_another_gallery_is_offered_not_doubled(open_gallery, site):
    page, _first = open_gallery("hajnowka", "Pierwsza galeria")
    (file,) = camera_files(1, "dublet")
    page.set_input_files("#id_file", [file])
    expect(rows(page)).to_have_count(1, timeout=60000)
    page, second = open_gallery("hajnowka", "Druga galeria")
    page.set_input_files("#id_file", [file])
    expect(page.locator(".g-file")).to_contain_text("Pierwsza galeria", timeout=60000)
    expect(rows(page)).to_have_count(0)
    page.get_by_role("button", name="Dodaj do tej galerii").click()
    expect(rows(page)).to_have_count(1)
    assert len(titles_in_order(site, second)) == 1


def test_who_was_signed_out_signs_in_elsewhere_and_loses_nothing(open_gallery, site):
    page, gallery = open_gallery("hajnowka", "Sesja")
    page.set_input_files("#id_file", camera_files(1, "sesja1"))
    expect(rows(page)).to_have_count(1, timeout=60000)
    page.context.clear_cookies()
    page.locator("[name$=-alt_pl]").first.fill("Opis po wylogowaniu")
    page.locator("[name$=-alt_pl]").first.blur()
    expect(page.locator("[data-signed-out]")).to_be_visible()
    page.set_input_files("#id_file", [camera_file(7, salt="sesja2")])
    other = page.context.new_page()
    other.goto(f"{site.address}/admin/login/")
    other.fill("[name=username]", "hajnowka")
    other.fill("[name=password]", PASSWORD)
    other.keyboard.press("Enter")
    other.wait_for_url("**/admin/")
    page.bring_to_front()
    page.get_by_role("button", name="Już się zalogowałem").click()
    expect(page.locator("[data-signed-out]")).to_be_hidden()
    expect(rows(page)).to_have_count(2, timeout=60000)
    expect_saved(page)
    assert state(site, gallery)["rows"][0][1] == "Opis po wylogowaniu"


def drag(page, start, end):
    """A finger that takes hold in the middle of one element and lets go on another."""
    a, b = start.bounding_box(), end.bounding_box()
    points = [
        (a["x"] + a["width"] / 2, a["y"] + a["height"] / 2),
        (b["x"] + b["width"] * 0.8, b["y"] + b["height"] / 2),
    ]
    fingers = page.context.new_cdp_session(page)
    (x, y), (to_x, to_y) = points
    fingers.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for step in range(1, 11):
        point = {"x": x + (to_x - x) * step / 10, "y": y + (to_y - y) * step / 10}
        fingers.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
    fingers.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_photos_are_put_in_order_by_finger_keyboard_and_number(open_gallery, site):
    page, _gallery = open_gallery("hajnowka", "Kolejność", width=360, has_touch=True, is_mobile=True)
    page.set_input_files("#id_file", camera_files(4, "rzad"))
    expect(rows(page)).to_have_count(4, timeout=60000)
    ids = [row.get_attribute("data-photo") for row in rows(page).all()]
    page.get_by_role("button", name="Same zdjęcia").tap()
    rows(page).nth(0).scroll_into_view_if_needed()
    with page.expect_response("**/arrange/"):
        drag(page, rows(page).nth(0).locator(".g-row__picture"), rows(page).nth(1).locator(".g-row__picture"))
    expect(rows(page).nth(1)).to_have_attribute("data-photo", ids[0])
    last = rows(page).nth(3)
    last.get_by_role("button", name="Przesuń wcześniej").focus()
    page.keyboard.press("Enter")
    expect(rows(page).nth(2)).to_have_attribute("data-photo", ids[3])
    assert page.evaluate("document.activeElement.value") == f"up:{ids[3]}"
    rows(page).nth(2).locator("[data-place]").fill("1")
    page.keyboard.press("Enter")
    expect(rows(page).nth(0)).to_have_attribute("data-photo", ids[3])
    shown = [row.get_attribute("data-photo") for row in rows(page).all()]
    page.reload()
    assert [row.get_attribute("data-photo") for row in rows(page).all()] == shown


def test_a_removed_photo_comes_back_with_its_words(open_gallery, site):
    page, gallery = open_gallery("hajnowka", "Usunięte")
    page.set_input_files("#id_file", camera_files(3, "usun"))
    expect(rows(page)).to_have_count(3, timeout=60000)
    page.locator("[name$=-alt_pl]").nth(1).fill("Środkowe zdjęcie")
    expect_saved(page)
    rows(page).nth(1).get_by_role("button", name="Usuń z galerii").click()
    expect(rows(page)).to_have_count(2)
    page.get_by_role("button", name="Cofnij").click()
    expect(rows(page)).to_have_count(3)
    expect_saved(page)
    assert state(site, gallery)["rows"][1][1] == "Środkowe zdjęcie"


def test_what_is_missing_leads_to_its_field(open_gallery):
    page, _gallery = open_gallery("hajnowka", "Braki")
    page.set_input_files("#id_file", camera_files(1, "brak"))
    expect(rows(page)).to_have_count(1, timeout=60000)
    page.locator("[data-photo] [name$=-recognisable]").select_option("children")
    for name in ("nie ma autora", "nie ma numeru", "nie ma opisu"):
        item = page.locator("#missing li", has_text=name)
        item.get_by_role("link").click()
        assert page.evaluate("document.activeElement.matches('[data-photo] :is(input, textarea)')")
    assert page.evaluate("document.activeElement.name").endswith("-alt_pl")


def test_without_javascript_photos_are_sent_described_and_arranged(open_gallery, site):
    page, gallery = open_gallery("hajnowka", "Bez skryptu", width=360, java_script_enabled=False)
    page.check("#id_declaration")
    page.set_input_files("#id_file", camera_files(3, "prosto"))
    page.get_by_role("button", name="Wyślij zdjęcia").click()
    expect(rows(page)).to_have_count(3)
    for number in range(3):
        page.locator("[name$=-alt_pl]").nth(number).fill(f"Opis {number}")
    page.get_by_role("button", name="Zapisz", exact=True).last.click()
    rows(page).nth(2).get_by_role("button", name="Przesuń wcześniej").click()
    assert [alt for _title, alt, *_rest in state(site, gallery)["rows"]] == ["Opis 0", "Opis 2", "Opis 1"]


@pytest.mark.parametrize(("width", "colours"), [(1280, "light"), (1280, "dark"), (360, "light")])
def test_no_axe_violation_and_no_sideways_scrolling(open_gallery, site, width, colours):
    page, gallery = open_gallery(
        "hajnowka", f"Dostępność {width} {colours}", width=width, color_scheme=colours
    )
    page.set_input_files("#id_file", camera_files(2, f"axe{width}{colours}"))
    expect(rows(page)).to_have_count(2, timeout=60000)
    page.evaluate("document.querySelectorAll('details').forEach((folded) => { folded.open = true; })")
    for address in (
        f"city-galleries/{gallery}/",
        f"city-galleries/{gallery}/send/",
        f"city-galleries/{gallery}/delete/",
        "",
        "city-galleries/new/",
    ):
        if not page.url.endswith(address) or not address:
            page.goto(f"{site.address}/admin/{address}")
        response = Axe().run(page, context={"include": ["main"]}, options=RULES).response
        found = [f"{rule['id']}: {rule['nodes'][0]['html'][:140]}" for rule in response["violations"]]
        assert found == [], address
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(wide) <= 0, address


def test_headings_and_long_answers_keep_within_a_phone(open_gallery):
    page, _gallery = open_gallery("hajnowka", "Wąsko", width=360, has_touch=True)
    cut_off = page.evaluate(
        """() => [...document.querySelectorAll("[data-panel-heading-text]")]
        .filter((words) => words.getBoundingClientRect().right > innerWidth)
        .map((words) => words.textContent)"""
    )
    assert cut_off == []
    room = page.evaluate("parseFloat(getComputedStyle(document.querySelector('select')).paddingInlineEnd)")
    assert room >= 24  # the arrow and some air


def test_the_targets_of_fingers_are_large_enough(open_gallery):
    page, _gallery = open_gallery("hajnowka", "Palce", width=360, has_touch=True)
    page.set_input_files("#id_file", camera_files(1, "palce"))
    expect(rows(page)).to_have_count(1, timeout=60000)
    small = page.evaluate(
        """() => [...document.querySelectorAll("main :is(button, a, select, input, summary)")]
        .filter((e) => e.checkVisibility({visibilityProperty: true, opacityProperty: true}))
        .map((e) => [e, e.getBoundingClientRect()])
        .filter(([, box]) => box.width && (box.width < 24 || box.height < 24))
        .filter(([e]) => !e.closest("p, .w-sr-only, header"))
        .map(([e]) => e.outerHTML.slice(0, 120))"""
    )
    assert json.loads(json.dumps(small)) == []


PUBLISH = """
import json
from galleries.models import GalleryPage
gallery = GalleryPage.objects.get(pk={gallery})
gallery.latest_revision.publish()
print(json.dumps(gallery.full_url))
"""


def test_a_public_photo_that_is_removed_on_a_phone_is_withdrawn_from_there(open_gallery, site):
    page, gallery = open_gallery("hajnowka", "Do wycofania", width=360, has_touch=True, is_mobile=True)
    page.set_input_files("#id_file", camera_files(2, "wycofaj"))
    expect(rows(page)).to_have_count(2, timeout=60000)
    address = site.address + urlsplit(site.ask(PUBLISH.format(gallery=gallery))).path
    photo = rows(page).first.get_attribute("data-photo")
    rows(page).first.get_by_role("button", name="Usuń z galerii").tap()
    note = page.locator(".g-removed")
    expect(note).to_contain_text("pozostanie publiczne, dopóki redakcja nie zatwierdzi zmiany")
    assert page.request.get(f"{address}zdjecie/{photo}/").status == 200
    note.get_by_role("link", name="Wycofaj zdjęcie").tap()
    page.get_by_role("button", name="Wycofaj zdjęcie").dblclick()
    expect(page.get_by_text("Zdjęcie jest wycofane").or_(page.get_by_text("już wycofano"))).to_be_visible()
    assert page.request.get(f"{address}zdjecie/{photo}/").status == 404
    page.goto(f"{site.address}/admin/city-galleries/{gallery}/")
    expect(page.locator(".g-public-now")).to_contain_text("Czytelnicy widzą teraz 1 zdjęcie.")
    assert page.complaints == []
