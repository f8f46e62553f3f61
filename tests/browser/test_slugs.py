"""An editor types a title, and the browser makes the address of it as the server would."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from articles.models import ArticleIndexPage
from tests import factories as make

pytestmark = pytest.mark.browser


@pytest.fixture
def signed_in(demo_site):
    """The cookie of an editor who has signed in, for a browser."""
    editor = User.objects.create_superuser("slug-writer", "writer@empirie.example", "haslo")
    client = Client()
    client.force_login(editor)
    yield {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": demo_site}
    editor.delete()


def test_a_title_that_begins_with_a_sign_gives_no_hyphen_at_the_beginning(open_page, demo_site, signed_in):
    page = open_page("/kontakt/")
    page.context.add_cookies([signed_in])
    parent = make.polish(ArticleIndexPage).pk
    page.goto(demo_site + reverse("wagtailadmin_pages:add", args=["articles", "articlepage", parent]))
    title, slug = page.locator("[name=title]"), page.locator("[name=slug]")
    for words, address in (
        ("🎉 Święto Łodzi", "swieto-lodzi"),
        ("– „Ćma” i 100 drzew 🌳", "cma-i-100-drzew"),
    ):
        title.fill("")
        title.press_sequentially(words)
        title.blur()
        expect(slug).to_have_value(address)
