"""A reader with a narrow phone meets long words and addresses in every text: editors paste them anywhere."""

import pytest
from django.db import transaction
from django.test import Client

from galleries.models import GalleryPage

from .addresses import one_of_each_type
from .letters import in_all_letters
from .long_words import ADDRESS, WORD, put_long_words_everywhere
from .test_accessibility import OVERFLOW
from .test_design import WIDER

pytestmark = pytest.mark.browser

WORD = WORD.replace("-", "")
QUERY = "konstantynopolitanczykowianeczkowna" * 3


@pytest.fixture
def long_words(demo_site):
    """The demo site, every text of which begins with long words, until the test is over."""
    with transaction.atomic():
        put_long_words_everywhere()
        yield
        transaction.set_rollback(True)


def other_pages():
    """What is no page of the tree: one photo, the report about it, what was not found."""
    gallery = GalleryPage.objects.readable().get(locale__language_code="pl", slug="wiosna-nad-rzeka")
    photo = f"{gallery.url}zdjecie/{gallery.shown_photos()[0].photo_id}/"
    return [
        ("photo", "pl", photo),
        ("report", "pl", f"{photo}zglos/"),
        ("nothing found", "pl", f"/szukaj/?q={QUERY}"),
        ("found", "en", f"/en/search/?q={WORD[:30]}"),
        ("filtered", "pl", f"/aktualnosci/?topic=energia&q={QUERY}"),
        ("404", "en", f"/en/{QUERY}/"),
    ]


def test_on_the_narrowest_phone_long_words_and_addresses_break_in_every_text(walk, long_words):
    overflowing = []
    for name, language, page in walk(one_of_each_type() + other_pages(), 320, height=640):
        for style in ("", WIDER):
            for letters in in_all_letters(page, style):
                overflow = page.evaluate(OVERFLOW)
                if overflow > 0:
                    overflowing.append((name, language, letters, bool(style), overflow))
    assert overflowing == []


def test_every_page_type_and_the_records_it_shows_hold_them(long_words):
    for name, language, path in one_of_each_type():
        page = Client().get(path).content.decode()
        assert page.count(WORD) >= 8, (name, language)
        assert page.count(ADDRESS[:40]) >= 2, (name, language)
