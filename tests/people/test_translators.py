"""What a translator may do to the English pages: edit their words and hand them on, nothing else.

Each door is tried by a request, on a public page and on a draft; both must be afterwards as they were.
"""

from django.contrib.auth.models import Group, User
from django.db import transaction
from django.test import TestCase
from django.urls import reverse
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation

from articles.models import ArticleIndexPage
from empirie.people.roles import COMMUNICATIONS, TRANSLATOR, sync_roles
from tests import factories as make
from tests.translation.steps import begin_translation, translate_everything

SEEN_BY_READERS = ("live", "path", "url_path", "slug", "title", "alias_of_id", "locked", "live_revision_id")


class TranslatorTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        sync_roles()
        cls.public = make.in_english(make.an_article())
        cls.source = make.an_article(title="Łąka", slug="laka")
        cls.translation = begin_translation(cls.source)
        cls.draft = cls.translation.get_target_instance()
        cls.elsewhere = make.in_english(make.an_information_page())

    def sign_in(self, role):
        user = User.objects.create_user(role.lower())
        user.groups.add(Group.objects.get(name=role))
        self.client.force_login(user)

    def setUp(self):
        self.sign_in(TRANSLATOR)

    def states(self):
        return list(Page.objects.order_by("pk").values(*SEEN_BY_READERS))

    def doors(self, page):
        """(what, address, form) of everything that takes a page away, moves it or shows it to readers."""
        home = page.get_parent().get_parent()
        for view, args, form in (
            ("delete", [], {}),
            ("move", [], {"new_parent_page": self.elsewhere.pk}),
            ("move_confirm", [self.elsewhere.pk], {}),
            ("set_page_position", [], {"position": 0}),
            ("unpublish", [], {}),
            ("convert_alias", [], {}),
            ("lock", [], {}),
            ("set_privacy", [], {"restriction_type": "login"}),
            ("copy", [], {"new_title": "C", "new_slug": "c", "new_parent_page": home.pk, "alias": "on"}),
            ("edit", [], {"action": "publish"}),
            ("edit", [], {"action-publish": "1", "title": "X", "slug": page.slug}),
        ):
            yield view, reverse(f"wagtailadmin_pages:{view}", args=[page.pk, *args]), form
        for action in ("delete", "move", "publish", "unpublish"):
            address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
            yield f"bulk {action}", f"{address}?id={page.pk}", {"chooser": self.elsewhere.pk}
        for action in ("delete", "move", "publish", "unpublish", "copy", "create_alias"):
            form = {"destination_page_id": self.elsewhere.pk, "position": "last-child"}
            yield f"API {action}", reverse("wagtailadmin_api:pages:action", args=[page.pk, action]), form
        yield "alias", reverse("wagtail_localize:convert_to_alias", args=[page.pk]), {}

    def test_no_door_publishes_moves_copies_or_takes_away_a_page(self):
        translate_everything(self.translation)
        self.translation.save_target(publish=False)
        for page in (self.public, self.draft):
            for what, address, form in self.doors(page):
                with self.subTest(page=page.title, door=what):
                    before = self.states()
                    with self.captureOnCommitCallbacks(execute=True):
                        response = self.client.post(address, form)
                    self.assertLess(response.status_code, 500)
                    self.assertEqual(self.states(), before)

    def test_the_same_doors_are_open_to_communications(self):
        """So the test above asks in the right words."""
        self.sign_in(COMMUNICATIONS)
        opened = set()
        for what, address, form in self.doors(self.public):
            before, point = self.states(), transaction.savepoint()
            self.client.post(address, form)
            if self.states() != before:
                opened.add(what)
            transaction.savepoint_rollback(point)
        self.assertGreaterEqual(opened, {"delete", "unpublish", "lock", "bulk delete", "API delete", "alias"})

    def test_a_text_is_translated_and_saved(self):
        segment = self.translation.source.stringsegment_set.first()
        address = reverse("wagtail_localize:edit_string_translation", args=[self.translation.pk, segment.pk])
        response = self.client.put(address, "value=Meadow", content_type="application/x-www-form-urlencoded")
        self.assertEqual(response.status_code, 201)
        self.assertEqual(StringTranslation.objects.get(translation_of=segment.string).data, "Meadow")

    def test_a_page_is_handed_in_for_translation(self):
        other = make.an_article(title="Rzeka", slug="rzeka")
        self.client.post(reverse("translation:translate_page", args=[other.pk, "en"]))
        self.assertTrue(Translation.objects.filter(source__object_id=other.translation_key).exists())
        self.assertFalse(other.get_translation(make.english_locale()).live)

    def test_no_page_is_added(self):
        english_list = make.polish(ArticleIndexPage).get_translation(make.english_locale())
        address = reverse("wagtailadmin_pages:add", args=["articles", "articlepage", english_list.pk])
        before = self.states()
        self.client.post(address, {"title": "New", "slug": "new"})
        self.assertEqual(self.states(), before)
