"""A machine makes a draft; when its service fails, the editor reads why and nothing is lost."""

import json
import re

from django.test import RequestFactory, SimpleTestCase, TestCase, override_settings
from django.urls import reverse
from django.utils.translation import override
from django.views.i18n import JavaScriptCatalog
from wagtail.models import Page
from wagtail_localize.machine_translators import get_machine_translator
from wagtail_localize.models import StringTranslation
from wagtail_localize.views.edit_translation import apply_machine_translation

from empirie.people.roles import COMMUNICATIONS, TRANSLATOR
from empirie.translation.machine import TEXTS_AT_ONCE, DeepL, portions
from empirie.translation.states import State, state_of
from tests import factories as make

from .people import a_city_editor, somebody
from .services import DeepLService, LibreTranslateService, deepl, libretranslate, running
from .steps import begin_translation, publish_polish

BODY = [
    {
        "type": "text",
        "id": "1",
        "value": '<p>Park ma <b>dwa</b> kilometry. <a href="https://a.example">Mapa</a></p>',
    }
]


def configured(setting):
    return override_settings(WAGTAILLOCALIZE_MACHINE_TRANSLATOR=setting)


class MachineTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        cls.article = make.an_article(body=json.dumps(BODY))
        publish_polish(cls.article)
        cls.translation = begin_translation(cls.article)
        cls.editor = somebody(COMMUNICATIONS)

    def setUp(self):
        self.client.force_login(self.editor)
        self.english = self.translation.get_target_instance()
        self.edit = reverse("wagtailadmin_pages:edit", args=[self.english.pk])

    def translate(self, setting):
        with configured(setting):
            address = reverse("wagtail_localize:machine_translate", args=[self.translation.pk])
            return self.client.post(address, {"next": self.edit}, follow=True)

    def words(self):
        return dict(
            StringTranslation.objects.filter(context__object_id=self.article.translation_key).values_list(
                "translation_of__data", "data"
            )
        )

    def test_deepl_makes_a_draft_in_british_english_and_publishes_nothing(self):
        with running(DeepLService) as service:
            response = self.translate(deepl(service))
        self.assertContains(response, "DeepL has made a draft.")
        words = self.words()
        self.assertEqual(words["Nowe mieszkania w Łodzi"], "Deep Nowe mieszkania w Łodzi")
        self.assertTrue(any("<b>dwa</b>" in text and 'id="a1"' in text for text in words.values()))
        self.english.refresh_from_db()
        self.assertFalse(self.english.live)
        self.assertEqual(state_of(self.article, make.english_locale()), State.MACHINE)

    def test_libretranslate_makes_a_draft(self):
        with running(LibreTranslateService) as service:
            response = self.translate(libretranslate(service))
        self.assertContains(response, "LibreTranslate has made a draft.")
        self.assertEqual(self.words()["Zaczęło się."], "Libre Zaczęło się.")

    def test_what_a_person_translated_stays_and_is_not_sent(self):
        segment = self.translation.source.stringsegment_set.get(context__path="title")
        StringTranslation.objects.create(
            translation_of=segment.string,
            context=segment.context,
            locale=make.english_locale(),
            data="New homes",
            translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
        )
        with running(DeepLService) as service:
            self.translate(deepl(service))
        self.assertEqual(self.words()["Nowe mieszkania w Łodzi"], "New homes")
        self.assertNotIn("Nowe mieszkania w Łodzi", service.questions[0]["text"])
        self.assertContains(self.translate(deepl(service)), "Every text has a translation already.")

    def test_every_failure_of_the_service_is_said_clearly_and_changes_nothing(self):
        failures = (
            ((403, b""), "does not accept the site’s key"),
            ((456, {"message": "Quota Exceeded"}), "is used up"),
            ((429, b"Too many requests"), "has too much to do"),
            ((413, b""), "does not take a text as long"),
            ((500, b"<h1>Oops</h1>"), "cannot be reached"),
            ((302, b""), "cannot be reached"),
            ((200, b"<html>Sign in to the network</html>"), "makes no sense"),
            ((200, {"translations": []}), "makes no sense"),
            ((200, {"translations": [{"text": "one too few"}]}), "makes no sense"),
            ((200, {"translations": [{"words": "Hello"}]}), "makes no sense"),
            ((200, {"translations": None}), "makes no sense"),
            ((200, ["translations"]), "makes no sense"),
            ((200, b"\xff\xfe\x00"), "makes no sense"),
        )
        for answer, words in failures:
            with self.subTest(answer=answer), running(DeepLService) as service, self.assertLogs("empirie"):
                service.answer = answer
                response = self.translate(deepl(service))
                self.assertContains(response, words.replace("’", "&#x27;"))
                self.assertContains(response, "Nothing of your translation was changed.")
                self.assertEqual(self.words(), {})

    def test_an_empty_text_in_the_answer_is_no_translation(self):
        with running(LibreTranslateService) as service, self.assertLogs("empirie"):
            self.translate(libretranslate(service))
            number = len(service.questions[0]["q"])
            StringTranslation.objects.all().delete()
            service.answer = (200, {"translatedText": ["Good"] * (number - 1) + [""]})
            self.assertContains(self.translate(libretranslate(service)), "makes no sense")
        self.assertEqual(self.words(), {})

    def test_a_service_that_does_not_answer_or_is_not_there(self):
        with running(LibreTranslateService) as service, self.assertLogs("empirie"):
            service.delay.set()
            response = self.translate(libretranslate(service, TIMEOUT=0.2))
        self.assertContains(response, "took too long to answer")
        with self.assertLogs("empirie"):
            self.assertContains(self.translate(libretranslate(service)), "cannot be reached")
        self.assertEqual(self.words(), {})

    def test_the_message_is_in_the_editors_language(self):
        self.editor.wagtail_userprofile.preferred_language = "pl"
        self.editor.wagtail_userprofile.save()
        with running(DeepLService) as service, self.assertLogs("empirie"):
            service.answer = (456, {})
            self.assertContains(self.translate(deepl(service)), "Limit znaków")

    def test_a_key_never_stands_in_the_log(self):
        with running(DeepLService) as service, self.assertLogs("empirie") as log:
            service.answer = (403, b"")
            self.translate(deepl(service))
        self.assertNotIn("key-of-the-site", "".join(log.output))

    def test_without_a_service_there_is_no_button_and_no_address(self):
        self.assertContains(self.client.get(self.edit), "&quot;machineTranslator&quot;: null")
        self.assertEqual(self.translate(None).status_code, 404)
        with (
            running(DeepLService) as service,
            override_settings(WAGTAILLOCALIZE_MACHINE_TRANSLATOR=deepl(service)),
        ):
            self.assertContains(self.client.get(self.edit), "&quot;name&quot;: &quot;DeepL&quot;")

    def test_a_failure_while_updating_changes_nothing_either(self):
        self.article.title = "Nowsze mieszkania"
        publish_polish(self.article)
        address = reverse("wagtail_localize:update_translations", args=[self.translation.source_id])
        with running(DeepLService) as service, configured(deepl(service)), self.assertLogs("empirie"):
            service.answer = (500, b"")
            response = self.client.post(address, {"use_machine_translation": "on"}, follow=True)
        self.assertContains(response, "cannot be reached")
        strings = self.translation.source.stringsegment_set.values_list("string__data", flat=True)
        self.assertNotIn("Nowsze mieszkania", strings)

    def test_who_may_not_edit_the_page_cannot_have_it_translated(self):
        self.client.force_login(a_city_editor(self.article))
        with running(DeepLService) as service:
            response = self.translate(deepl(service))
        self.assertEqual(service.questions, [])
        self.assertRedirects(response, reverse("wagtailadmin_home"))


class UnconfirmedTests(TestCase):
    """Nothing machine-made is published before a person has read it."""

    @classmethod
    def setUpTestData(cls):
        make.a_site()
        cls.article = make.an_article()
        publish_polish(cls.article)
        cls.translation = begin_translation(cls.article)
        cls.editor = somebody(COMMUNICATIONS)
        with running(DeepLService) as service, configured(deepl(service)):
            apply_machine_translation(cls.translation.pk, cls.editor, get_machine_translator())

    def setUp(self):
        self.client.force_login(self.editor)
        self.english = self.translation.get_target_instance()
        self.edit = reverse("wagtailadmin_pages:edit", args=[self.english.pk])
        self.read = reverse("translation:read_machine", args=[self.translation.pk])

    def publish(self):
        with self.captureOnCommitCallbacks(execute=True):
            return self.client.post(self.edit, {"action": "publish"}, follow=True)

    def is_live(self):
        return Page.objects.get(pk=self.english.pk).live

    def shown(self):
        return [text.version for text in self.client.get(self.read).context["texts"]]

    def test_the_editor_says_how_many_texts_nobody_has_read(self):
        response = self.client.get(self.edit)
        self.assertContains(response, "texts here were translated by a machine")
        self.assertContains(response, self.read)

    def test_publishing_is_refused_and_nothing_is_lost(self):
        before = StringTranslation.objects.count()
        self.assertContains(self.publish(), "is not published.")
        self.assertFalse(self.is_live())
        self.assertEqual(StringTranslation.objects.count(), before)

    def test_each_text_stands_beside_its_original_in_its_own_language(self):
        response = self.client.get(self.read)
        self.assertContains(response, '<td lang="pl">Nowe mieszkania w Łodzi</td>', html=True)
        self.assertContains(response, "Deep Nowe mieszkania w Łodzi")

    def test_after_reading_and_confirming_the_page_can_be_published(self):
        response = self.client.post(self.read, {"read": self.shown()}, follow=True)
        self.assertRedirects(response, self.edit)
        self.assertEqual(state_of(self.article, make.english_locale()), State.READY)
        self.assertEqual(
            set(
                StringTranslation.objects.filter(tool_name="DeepL").values_list(
                    "last_translated_by", flat=True
                )
            ),
            {self.editor.pk},
        )
        self.publish()
        self.assertTrue(self.is_live())
        self.assertEqual(Page.objects.get(pk=self.english.pk).title, "Deep Nowe mieszkania w Łodzi")

    def test_correcting_every_text_in_the_editor_confirms_it_too(self):
        for segment in self.translation.source.stringsegment_set.all():
            address = reverse(
                "wagtail_localize:edit_string_translation", args=[self.translation.pk, segment.pk]
            )
            self.client.put(address, "value=Corrected", content_type="application/x-www-form-urlencoded")
        self.assertEqual(self.shown(), [])
        self.assertContains(self.client.get(self.read), "has been written or confirmed by a person")

    def test_a_text_that_changed_while_it_was_read_stays_unconfirmed(self):
        shown = self.shown()
        StringTranslation.objects.get(data="Deep Nowe mieszkania w Łodzi").save()
        response = self.client.post(self.read, {"read": shown}, follow=True)
        self.assertContains(response, "Some texts have changed since you opened this list.")
        self.assertEqual(len(self.shown()), 1)

    def test_confirming_nothing_or_nonsense_confirms_nothing(self):
        before = self.shown()
        for read in ([], ["x"], ["1:2"]):
            self.client.post(self.read, {"read": read})
        self.assertEqual(self.shown(), before)

    def test_a_translator_may_confirm_and_a_city_may_not(self):
        self.client.force_login(a_city_editor(self.article))
        self.assertRedirects(self.client.get(self.read), reverse("wagtailadmin_home"))
        shown = len(StringTranslation.objects.filter(translation_type="machine"))
        self.client.post(self.read, {"read": ["1:2"]})
        self.assertEqual(StringTranslation.objects.filter(translation_type="machine").count(), shown)
        self.client.force_login(somebody(TRANSLATOR))
        self.client.post(self.read, {"read": self.shown()})
        self.assertEqual(StringTranslation.objects.filter(translation_type="machine").count(), 0)


class EditorTextsTests(SimpleTestCase):
    """wagtail-localize 1.14.5 says "Opublikuj wangielski"; site/locale_packages says it right."""

    def catalog(self):
        with override("pl"):
            script = JavaScriptCatalog.as_view(packages=["wagtail_localize"])(RequestFactory().get("/")).text
        return json.loads(re.search(r"const newcatalog = (.*?);\n", script, re.DOTALL).group(1))

    def test_a_name_does_not_run_into_the_word_before_it(self):
        catalog = self.catalog()
        self.assertEqual(catalog["Publish in "] + "angielski", "Opublikuj: angielski")
        self.assertEqual(catalog["Preview"], "Podgląd")


class PortionsTests(SimpleTestCase):
    def test_texts_go_out_in_portions_the_service_takes_and_none_is_lost(self):
        texts = [f"Zdanie {number}" for number in range(120)] + ["Ł" * 50_000, "Koniec"]
        cut = list(portions(texts))
        self.assertEqual([text for portion in cut for text in portion], texts)
        self.assertTrue(all(len(portion) <= TEXTS_AT_ONCE for portion in cut))
        self.assertIn(["Ł" * 50_000], cut)

    def test_the_free_key_goes_to_the_free_address(self):
        self.assertIn("api-free", DeepL({"AUTH_KEY": "x:fx"}).get_api_endpoint())
        self.assertEqual(DeepL({"AUTH_KEY": "x"}).get_api_endpoint(), "https://api.deepl.com/v2/translate")
