"""Two people press the button in the same moment: nothing is lost or doubled, nobody sees an error."""

import pytest

from tests.live import Site, a_database

ROUNDS = 6
# Threads of one process, each with a connection of its own, let go together.
TOGETHER = """
import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from django.contrib.auth import get_user_model
from django.db import connections
from django.test import Client
from wagtail.models import Page
from tests import factories as make

def together(*actions):
    gate = Barrier(len(actions))
    def one(action):
        gate.wait()
        try:
            return action()
        finally:
            connections.close_all()
    with ThreadPoolExecutor(len(actions)) as people:
        return [going.result() for going in [people.submit(one, action) for action in actions]]

def signed_in(name):
    client = Client(raise_request_exception=False, SERVER_NAME="localhost")
    client.force_login(get_user_model().objects.get(username=name))
    return client
"""
ARTICLE = """
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield
from articles.models import ArticlePage

make.an_editor("druga-{action}")
article = make.an_article(slug="artykul-{action}")
address = f"/admin/pages/{{article.pk}}/edit/"
fields = {{
    "slug": article.slug, "lead": "Sto drzew.", "date": "2026-05-14", "cover": "", "cover_description": "",
    "cover_caption": "", "event_starts": "", "event_ends": "", "author_line": "", "source_line": "",
    "seo_title": "", "search_description": "", "comments": inline_formset([]),
}}

def saving(name, title):
    client = signed_in(name)
    body = streamfield([("text", rich_text(f"<p>{{title}}</p>"))])
    form = nested_form_data(fields | {{"title": title, "body": body}}) | {press}
    return lambda: client.post(address, form).status_code

answers, mixed = [], []
for number in range({rounds}):
    answers += together(saving("redakcja", f"A{{number}}"), saving("druga-{action}", f"B{{number}}"))
    page = ArticlePage.objects.get(pk=article.pk)
    draft = page.get_latest_revision_as_object()
    if draft.title not in str(draft.body):
        mixed.append(draft.title)
    live = page.live_revision
    if live and not (page.title in str(page.body) and live.content["title"] == page.title):
        mixed.append(page.title)
revisions = article.revisions.order_by("-pk")
print(json.dumps({{
    "answers": answers,
    "mixed": mixed,
    "kept": sorted({{revision.content["title"] for revision in revisions}}),
    "newest": page.latest_revision_id in [revision.pk for revision in revisions[:2]],
}}))
"""
GALLERY = """
from galleries.approval.decisions import NotDecided, Seen, approve, send_back
from galleries.approval.submission import submit
from galleries.models import CityPage, GalleryPage

editors = [get_user_model().objects.get(username="redakcja"), make.an_editor("druga")]
city = get_user_model().objects.get(username="krosno")
outcomes = []
for number in range({rounds}):
    gallery = make.a_draft_gallery(
        CityPage.objects.get(locale__language_code="pl"), slug=f"galeria-{{number}}", owner=city
    )
    submit(gallery, city)
    seen = Seen.now(GalleryPage.objects.get(pk=gallery.pk))
    def deciding(decision, *arguments):
        def decide():
            try:
                decision(GalleryPage.objects.get(pk=gallery.pk), seen, *arguments)
            except NotDecided as refusal:
                return refusal.code
            return "decided"
        return decide
    outcomes.append(sorted(together(
        deciding(approve, {{"title": "Summer", "slug": f"summer-{{number}}"}}, editors[0]),
        deciding(send_back, {{}}, "Proszę poprawić.", editors[1]),
    )))
print(json.dumps(outcomes))
"""
SAVING = {"draft": {}, "publish": {"action-publish": "1"}}


@pytest.fixture(scope="module")
def site(tmp_path_factory, django_db_setup):
    with a_database() as url:
        yield Site(tmp_path_factory.mktemp("together"), url)


@pytest.mark.parametrize("action", SAVING)
def test_two_editors_save_the_same_article(site, action):
    outcome = site.ask(TOGETHER + ARTICLE.format(rounds=ROUNDS, action=action, press=SAVING[action]))
    assert set(outcome["answers"]) <= {200, 302}
    assert outcome["mixed"] == []
    assert outcome["kept"] == sorted(f"{who}{number}" for who in "AB" for number in range(ROUNDS))
    assert outcome["newest"]


def test_two_editors_decide_about_one_gallery_and_only_one_decision_counts(site):
    outcomes = site.ask(TOGETHER + GALLERY.format(rounds=ROUNDS))
    assert outcomes == [["decided", "overtaken"]] * ROUNDS
