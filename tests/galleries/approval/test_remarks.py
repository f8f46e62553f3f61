"""Remarks reach everybody of the city, and come back to the editors with what changed since."""

from django.core import mail
from django.urls import reverse

from empirie.photos.models import Photo
from galleries.approval.decisions import approve, send_back
from galleries.approval.since_remarks import since_remarks
from galleries.approval.submission import submit
from tests import factories as make

from .cases import ENGLISH, ApprovalTestCase
from .test_review import ScreenTestCase


class LetterTests(ApprovalTestCase):
    def test_all_people_of_the_city_get_the_letters_and_nobody_of_another_city(self):
        colleague = make.a_person("zofia")
        colleague.groups.set(self.person.groups.all())
        gone = make.a_person("dawna", is_active=False)
        gone.groups.set(self.person.groups.all())
        make.a_person("krosno", page=make.a_city_page(make.a_city("Krosno", "krosno")))
        for decide in (
            lambda seen: send_back(self.gallery, seen, {}, "Prawie!", self.editor),
            lambda seen: approve(self.gallery, seen, ENGLISH, self.editor),
        ):
            seen = self.send()
            mail.outbox.clear()
            with self.captureOnCommitCallbacks(execute=True):
                decide(seen)
            self.assertEqual({letter.to[0] for letter in mail.outbox}, {self.person.email, colleague.email})
            self.assertEqual(len(mail.outbox), 2)


class ReviewTests(ScreenTestCase):
    def photos(self):
        return [row.photo for row in self.gallery.photos.select_related("photo").order_by("sort_order")]

    def sent_back(self, *remarks, general="Prawie!"):
        fields = {f"remark-{photo.pk}": text for photo, text in zip(self.photos(), remarks, strict=False)}
        self.send()
        self.post("send-back", **fields, general=general)

    def since(self):
        version = self.current().get_latest_revision_as_object()
        return since_remarks(self.current(), list(version.photos.all()))

    def test_the_editor_sees_the_remarks_and_that_nothing_was_done(self):
        self.sent_back("Krzywo.")
        self.send()
        text = self.document(self.address).xpath("//section[@class='approval-since']")[0].text_content()
        for words in ("Prawie!", "Krzywo.", "Zdjęcie 1", "bez zmian od tego czasu", "redakcja"):
            self.assertIn(words, text)

    def test_the_editor_sees_what_changed_also_in_the_rights_of_a_photo(self):
        self.sent_back("Kto to zrobił?", "Krzywo.")
        first = self.photos()[0]
        Photo.objects.filter(pk=first.pk).update(author="Jan Żak")
        version = self.current().get_latest_revision_as_object()
        version.photos = [row for row in version.photos.all() if row.photo_id == first.pk]
        version.save_revision(user=self.person)
        submit(self.current(), self.person)
        text = self.document(self.address).text_content()
        self.assertIn("od tego czasu zmieniono autora, licencję lub zgodę", text)
        self.assertIn("autor, licencja lub zgody", text)
        self.assertIn("Ówczesne zdjęcie 2", text)
        self.assertIn("usunięte od tego czasu", text)
        self.assertEqual(self.since().gone, ((2, "Krzywo."),))

    def test_remarks_of_an_earlier_approval_do_not_come_back(self):
        self.sent_back("Krzywo.")
        approve(self.gallery, self.send(), ENGLISH, self.editor)
        self.draft(title="Jesień nad rzeką")
        self.send()
        self.assertIsNone(self.since())
        self.assertNotIn("Krzywo.", self.document(self.address).text_content())

    def test_while_the_city_has_it_the_editors_still_see_what_they_asked_for(self):
        self.sent_back("Krzywo.")
        page = self.document(reverse("gallery_approval:queue")).text_content()
        for words in ("Odesłane do miast", "Prawie!", "Krzywo.", "Zdjęcie 1"):
            self.assertIn(words, page)

    def test_english_descriptions_typed_in_the_review_are_published(self):
        self.draft(photos=self.with_caption())
        self.send()
        photo = self.photos()[0]
        response = self.post(
            "approve", **ENGLISH, **{f"alt_en-{photo.pk}": "A beach", f"caption_en-{photo.pk}": "In July"}
        )
        self.assertEqual(response.status_code, 302)
        row = self.current().photos.get(photo=photo)
        self.assertEqual((row.alt_en, row.caption_en), ("A beach", "In July"))
        english = self.client.get(self.current().get_translations().get().url)
        self.assertContains(english, "A beach")

    def with_caption(self):
        rows = list(self.gallery.photos.order_by("sort_order"))
        rows[0].caption_pl = "W lipcu"
        return rows

    def test_english_descriptions_are_kept_when_the_gallery_goes_back(self):
        self.send()
        photo = self.photos()[0]
        self.post("send-back", general="Prawie!", **{f"alt_en-{photo.pk}": "A beach"})
        version = self.current().get_latest_revision_as_object()
        self.assertEqual([row.alt_en for row in version.photos.all()], ["A beach", ""])

    def test_a_description_that_is_too_long_is_refused_and_not_lost(self):
        self.send()
        photo = self.photos()[0]
        response = self.post("approve", **ENGLISH, **{f"alt_en-{photo.pk}": "x" * 251})
        self.assertContains(response, "x" * 251, status_code=422)
        self.assertFalse(self.current().live)
