"""The address of an English page is in English, though nobody thinks of it."""

from django.test import TestCase
from django.urls import reverse
from wagtail_localize.models import StringTranslation

from empirie.people.roles import TRANSLATOR
from empirie.translation.states import State, state_of
from tests import factories as make

from .people import somebody
from .steps import begin_translation, publish_polish, translate_everything


class AddressNameTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        cls.article = make.an_article()
        publish_polish(cls.article)
        cls.english = make.english_locale()

    def say(self, path, words, **fields):
        """What the translation editor does when a text is saved."""
        segment = self.translation.source.stringsegment_set.get(context__path=path)
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            context=segment.context,
            locale=self.english,
            defaults={"data": words, "translation_type": "manual", "tool_name": ""} | fields,
        )

    def published(self):
        translate_everything(self.translation)
        self.translation.save_target(publish=False)
        page = self.translation.get_target_instance()
        page.get_latest_revision().publish()
        return type(page).objects.get(pk=page.pk)

    def address_names(self):
        key = self.article.translation_key
        return StringTranslation.objects.filter(context__path="slug", context__object_id=key)

    def begin(self):
        self.translation = begin_translation(self.article)

    def test_it_is_made_of_the_english_title(self):
        self.begin()
        self.say("title", "New homes in Łódź")
        self.assertEqual(self.published().url, "/en/news/new-homes-in-lodz/")
        self.assertEqual(state_of(self.article, self.english), State.COMPLETE)

    def test_it_begins_with_no_hyphen_whether_made_of_the_title_or_written_by_hand(self):
        self.begin()
        self.say("title", "🎉 Celebration")
        self.assertEqual(self.published().slug, "celebration")
        self.say("slug", "-party-")
        self.assertEqual(self.published().slug, "party")

    def test_it_follows_the_title_until_the_first_publication_and_then_stays(self):
        self.begin()
        self.say("title", "Nwe homes")
        self.say("title", "New homes")
        self.assertEqual(self.published().slug, "new-homes")
        self.say("title", "Newest homes")
        self.assertEqual(self.published().slug, "new-homes")

    def test_what_an_editor_gave_stays(self):
        self.begin()
        self.say("slug", "homes")
        self.say("title", "New homes")
        self.assertEqual(self.published().slug, "homes")

    def test_a_proposal_that_an_editor_changed_stays_as_well(self):
        self.begin()
        self.say("title", "New homes")
        self.say("slug", "homes")
        self.say("title", "Newest homes")
        self.assertEqual(self.published().slug, "homes")

    def test_a_machines_title_gives_a_machines_proposal(self):
        self.begin()
        self.say("title", "New homes", translation_type="machine")
        self.assertEqual(self.address_names().get().translation_type, "machine")
        self.say("title", "New flats")
        words = self.address_names().get()
        self.assertEqual((words.data, words.translation_type), ("new-flats", "manual"))

    def test_a_title_without_a_letter_proposes_nothing(self):
        self.begin()
        self.say("title", "???")
        self.assertFalse(self.address_names().exists())

    def test_the_report_says_when_nothing_but_the_address_is_missing(self):
        self.begin()
        self.say("title", "New homes")
        self.published()
        self.address_names().delete()
        self.assertEqual(state_of(self.article, self.english), State.OUT_OF_DATE)
        self.client.force_login(somebody(TRANSLATOR))
        report = self.client.get(reverse("translation:report"))
        self.assertContains(report, "Out of date: its address is still in Polish")
