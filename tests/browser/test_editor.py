"""What an editor does with the text of a page in a real browser: pasting from Word, translating."""

import json

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from articles.models import ArticleIndexPage, ArticlePage
from tests import factories as make

pytestmark = pytest.mark.browser

TEXT = ".public-DraftEditor-content"
FROM_WORD = """
<h1>Nowy park</h1><p class=MsoNormal>Ma 20 m<sup>2</sup> i <b>drzewa</b>.</p>
<table><tr><td>Rok</td><td>Powierzchnia</td></tr><tr><td>2025</td><td>10 ha</td></tr></table><p>Koniec.</p>
"""
FROM_WEB = """<table><tr><th>Rok</th><th>m</th></tr><tr><td rowspan=2>2025</td><td>1</td></tr>
<tr><td>2</td></tr></table>"""
PASTE = """(editor, [type, content]) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData(type, content);
  editor.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""

HAS_FIELD_WITH = """(words) => [...document.querySelectorAll("[name^=body-]")]
  .some((field) => field.value.includes(words))"""


@pytest.fixture
def open_editor(demo_site, chromium):
    """Opens an address of the admin for an editor who has signed in: a Playwright page."""
    editor = User.objects.create_superuser("pasting-editor", "pasting@empirie.example", "haslo")
    client = Client()
    client.force_login(editor)
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="pl-PL")
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": demo_site}])

    def open_editor(address):
        page = context.new_page()
        page.goto(f"{demo_site}{address}")
        return page

    yield open_editor
    context.close()
    editor.delete()


def new_article(open_editor, block):
    """The form of a new article with one block of its text, empty."""
    parent = make.polish(ArticleIndexPage)
    page = open_editor(reverse("wagtailadmin_pages:add", args=["articles", "articlepage", parent.pk]))
    page.locator(".c-sf-add-button").first.click()
    page.get_by_role("option", name=block, exact=True).click()
    page.locator(TEXT).last.click()
    return page


def paste(page, content, kind="text/html"):
    page.locator(TEXT).last.evaluate(PASTE, [kind, content])


def blocks_of(page):
    """[(type, value)] of the blocks of the text; a rich text as its lines."""
    found = []
    for number, field in enumerate(page.locator("[name^=body-][name$=-type]").all()):
        values = page.locator(f"[name=body-{number}-value], [name=body-{number}-value-text]")
        value = values.first.input_value()
        if value.startswith("{"):
            value = json.loads(value)
            value = value.get("data") or [line["text"] for line in value["blocks"]]
        found.append((field.input_value(), value))
    return found


def test_tables_and_headings_pasted_from_word_become_blocks_in_their_order(open_editor):
    page = new_article(open_editor, "Tekst")
    page.keyboard.type("Przed. ")
    paste(page, FROM_WORD)
    page.wait_for_function(HAS_FIELD_WITH, arg="Koniec.")
    assert blocks_of(page) == [
        ("text", ["Przed. "]),
        ("heading", "Nowy park"),
        ("text", ["Ma 20 m² i drzewa."]),
        ("table", [["Rok", "Powierzchnia"], ["2025", "10 ha"]]),
        ("text", ["Koniec."]),
    ]


def test_a_table_of_a_web_page_keeps_its_header_row_and_the_places_of_its_cells(open_editor):
    page = new_article(open_editor, "Tekst")
    paste(page, FROM_WEB)
    page.locator("[data-paste-hint]").wait_for()
    assert blocks_of(page)[1] == ("table", [["Rok", "m"], ["2025", "1"], ["", "2"]])
    assert page.locator("[name=table-header-choice]").input_value() == "row"


def test_cells_copied_as_text_become_a_table_too(open_editor):
    page = new_article(open_editor, "Tekst")
    paste(page, "Rok\tm\n2025\t1\n", "text/plain")
    page.locator("[data-paste-hint]").wait_for()
    assert blocks_of(page)[1] == ("table", [["Rok", "m"], ["2025", "1"]])


def test_where_there_are_no_tables_cells_stay_apart_and_a_hint_says_so(open_editor):
    page = new_article(open_editor, "Wyróżnienie")
    paste(page, FROM_WORD)
    assert "|" in page.locator("[data-paste-hint]").inner_text()
    lines = page.locator(TEXT).last.inner_text()
    assert "Rok | Powierzchnia" in lines
    assert "Nowy park" in lines


def test_an_open_side_panel_covers_no_button_of_the_translation_editor(open_editor):
    english = ArticlePage.objects.filter(locale__language_code="en").first()
    page = open_editor(reverse("wagtailadmin_pages:edit", args=[english.pk]))
    page.locator(".js-translation-editor button").first.wait_for()
    page.locator("[data-side-panel-toggle=status]").click()
    page.wait_for_function("document.body.classList.contains('side-panel-open')")
    panel = page.locator("[data-form-side]").first.bounding_box()
    buttons = page.locator(".js-translation-editor .tab-content button").all()
    visible = [box for button in buttons if (box := button.bounding_box())]
    assert visible
    assert all(box["x"] + box["width"] <= panel["x"] + 1 for box in visible)
    words = page.locator(".js-translation-editor").inner_text()
    assert "More actions" not in words
    assert "Tłumaczenie: polski → angielski" in words
    assert "translation" not in words
