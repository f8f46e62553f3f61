"""PO files: there and back without a loss, and a clear word for every file that is none."""

import polib
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase
from django.urls import reverse
from wagtail_localize.models import StringTranslation

from empirie.people.roles import TRANSLATOR
from tests import factories as make

from .people import a_city_editor, somebody
from .steps import begin_translation, publish_polish, translate_everything


class PoTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        cls.article = make.an_article()
        publish_polish(cls.article)
        cls.translation = begin_translation(cls.article)
        cls.translator = somebody(TRANSLATOR)

    def setUp(self):
        self.client.force_login(self.translator)
        self.edit = reverse("wagtailadmin_pages:edit", args=[self.translation.get_target_instance().pk])

    def download(self):
        response = self.client.get(reverse("wagtail_localize:download_pofile", args=[self.translation.pk]))
        self.assertEqual(response.status_code, 200)
        return polib.pofile(response.content.decode())

    def upload(self, content):
        if isinstance(content, polib.POFile):
            content = str(content)
        if isinstance(content, str):
            content = content.encode()
        form = {"next": self.edit}
        if content is not None:
            form["file"] = SimpleUploadedFile("tekst.po", content)
        address = reverse("wagtail_localize:upload_pofile", args=[self.translation.pk])
        return self.client.post(address, form, follow=True)

    def words(self):
        return dict(
            StringTranslation.objects.filter(context__object_id=self.article.translation_key).values_list(
                "translation_of__data", "data"
            )
        )

    def translated_file(self):
        file = self.download()
        for entry in file:
            entry.msgstr = f"EN {entry.msgid}"
        return file

    def test_there_and_back(self):
        response = self.upload(self.translated_file())
        self.assertRedirects(response, self.edit)
        self.assertContains(response, "texts were taken over.")
        self.assertEqual(self.words()["Nowe mieszkania w Łodzi"], "EN Nowe mieszkania w Łodzi")
        self.assertEqual(self.translation.get_progress()[0], self.translation.get_progress()[1])
        again = self.download()
        self.assertEqual({entry.msgstr for entry in again}, set(self.words().values()))

    def test_right_to_left_emoji_and_very_long_texts_come_back_as_they_were(self):
        file = self.download()
        for entry, words in zip(file, ("שלום 🌍", "Ż" * 50_000), strict=False):
            entry.msgstr = words
        self.upload(file)
        self.assertTrue({"שלום 🌍", "Ż" * 50_000} <= set(self.words().values()))

    def test_a_file_that_is_none_is_refused_in_words_and_nothing_changes(self):
        translate_everything(self.translation)
        before = self.words()
        good = str(self.translated_file())
        other = make.an_article("Inny", "inny")
        publish_polish(other)
        elsewhere = str(begin_translation(other).export_po())
        without_header = "\n".join(line for line in good.splitlines() if "X-WagtailLocalize" not in line)
        cases = (
            (None, "Choose a PO file first."),
            (b"", "no texts in this file"),
            (b"\x89PNG\r\n\x1a\n\x00\x00", "This is not a PO file."),
            (b"PK\x03\x04 a document", "not a PO file, or it is damaged"),
            (good[: good.rindex("msgid") + 9], "not a PO file, or it is damaged"),
            (good.replace('msgstr "', "msgstr ", 3), "not a PO file, or it is damaged"),
            (good.replace("EN ", "Łąka ").encode("iso-8859-2"), "not in UTF-8"),
            (good.encode("utf-16"), "This is not a PO file."),
            ('msgid ""\nmsgstr ""\n', "no texts in this file"),
            ("# tylko komentarz\n", "no texts in this file"),
            (without_header, "does not say which page it belongs to"),
            (elsewhere, "belongs to another page or another language"),
            (good + "#" * (20 * 1024 * 1024), "too large"),
        )
        for content, words in cases:
            with self.subTest(words=words, content=str(content)[:40]):
                response = self.upload(content)
                self.assertRedirects(response, self.edit)
                self.assertContains(response, words)
                self.assertContains(response, "Nothing was changed.")
                self.assertEqual(self.words(), before)

    def test_the_name_of_a_file_on_the_server_is_not_opened(self):
        self.assertContains(self.upload(__file__), "Nothing was changed.")

    def test_fuzzy_texts_are_left_out_and_counted(self):
        file = self.translated_file()
        file[0].flags.append("fuzzy")
        left_out = file[0].msgid
        response = self.upload(file)
        self.assertContains(response, "1 text is marked “fuzzy” in the file and was left out")
        self.assertNotIn(left_out, self.words())
        self.assertIn(file[1].msgid, self.words())

    def test_texts_the_page_does_not_have_are_left_out_and_counted(self):
        file = self.translated_file()
        file.append(polib.POEntry(msgid="Obcy tekst", msgstr="A stranger", msgctxt="title"))
        file.append(polib.POEntry(msgid=file[0].msgid, msgstr="A stranger", msgctxt="nowhere"))
        response = self.upload(file)
        self.assertContains(response, "2 texts were left out: they are not on the page any more.")
        self.assertNotIn("A stranger", self.words().values())

    def test_a_machines_texts_leave_as_fuzzy_and_count_as_read_when_the_mark_is_gone(self):
        translate_everything(self.translation, kind=StringTranslation.TRANSLATION_TYPE_MACHINE)
        file = self.download()
        self.assertTrue(all(entry.fuzzy for entry in file))
        self.upload(file)
        machine = StringTranslation.objects.filter(
            translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE
        )
        self.assertEqual(machine.count(), len(file))
        file[0].flags.remove("fuzzy")
        self.upload(file)
        self.assertEqual(machine.count(), len(file) - 1)

    def test_a_lost_link_is_kept_and_pointed_out(self):
        body = '[{"type": "text", "id": "1", "value": "<p>Zobacz <a href=\\"https://a.example\\">mapę</a>.</p>"}]'
        article = make.an_article("Mapa", "mapa", body=body)
        publish_polish(article)
        self.translation = begin_translation(article)
        self.edit = reverse("wagtailadmin_pages:edit", args=[self.translation.get_target_instance().pk])
        file = self.download()
        entry = next(entry for entry in file if "<a" in entry.msgid)
        entry.msgstr = 'See <a id="a7">the map</a>.'
        self.assertContains(self.upload(file), "1 text has lost a link or a tag")

    def test_who_may_not_edit_the_page_gets_and_gives_no_file(self):
        file = self.translated_file()
        self.client.force_login(a_city_editor(self.article))
        address = reverse("wagtail_localize:download_pofile", args=[self.translation.pk])
        self.assertRedirects(self.client.get(address), reverse("wagtailadmin_home"))
        self.upload(file)
        self.assertEqual(self.words(), {})

    def test_the_file_of_a_deleted_page_is_not_found(self):
        addresses = [
            reverse(f"wagtail_localize:{name}", args=[self.translation.pk])
            for name in ("download_pofile", "upload_pofile")
        ]
        self.translation.get_target_instance().delete()
        self.assertEqual(self.client.get(addresses[0]).status_code, 404)
        self.assertEqual(self.client.post(addresses[1]).status_code, 404)
