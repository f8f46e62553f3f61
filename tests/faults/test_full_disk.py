"""The disk is full when an editor publishes: the site says so, readers keep the page, and later it works."""

import os

import pytest

from tests.live import Site

from .test_at_the_same_time import TOGETHER

# SQLite gives the true error of a full disk when the file may not grow.
PUBLISH = """
from django.db import connection
from django.test import override_settings
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield
from articles.models import ArticlePage

override_settings(DEBUG=False).enable()
article = make.an_article()
editor, reader = signed_in("redakcja"), Client(SERVER_NAME="localhost")
before = reader.get(article.url).content.decode()

def publish(title):
    body = streamfield([("text", rich_text("<p>" + "Łąka. " * 60_000 + "</p>"))])
    form = nested_form_data({
        "title": title, "slug": article.slug, "lead": "Sto drzew.", "date": "2026-05-14", "cover": "",
        "cover_description": "", "cover_caption": "", "event_starts": "", "event_ends": "",
        "author_line": "", "source_line": "", "seo_title": "", "search_description": "",
        "comments": inline_formset([]), "body": body, "action-publish": "1",
    })
    return editor.post(f"/admin/pages/{article.pk}/edit/", form)

def room(pages):
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA max_page_count = {pages}")

with connection.cursor() as cursor:
    cursor.execute("PRAGMA page_count")
    room(cursor.fetchone()[0])
refused = publish("Nowy tytuł")
kept = ArticlePage.objects.get(pk=article.pk)
revisions = kept.revisions.count()
meanwhile = reader.get(article.url).content.decode()
room(1_000_000)
accepted = publish("Nowy tytuł")
print(json.dumps({
    "refused": refused.status_code,
    "says": refused.content.decode(),
    "title": kept.title,
    "revisions": revisions,
    "same for readers": before == meanwhile,
    "accepted": accepted.status_code,
    "after": "Nowy tytuł" in reader.get(article.url).content.decode(),
}))
"""


@pytest.mark.skipif(
    os.environ.get("DATABASE_URL", "").startswith("postgres"), reason="only SQLite has a lid on its file"
)
def test_publishing_on_a_full_disk(tmp_path, django_db_setup):
    site = Site(tmp_path)
    outcome = site.ask(TOGETHER + PUBLISH)
    assert outcome["refused"] == 503
    assert "spróbuj zapisać ponownie" in outcome["says"]
    assert outcome["title"] == "Nowe mieszkania w Łodzi"
    assert outcome["revisions"] == 0
    assert outcome["same for readers"]
    assert (outcome["accepted"], outcome["after"]) == (302, True)
