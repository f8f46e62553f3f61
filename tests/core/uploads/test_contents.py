"""A file is what the end of its name says, or it is not taken."""

from io import BytesIO
from unittest import mock

from django.conf import settings
from django.test import SimpleTestCase

from empirie.core.uploads import pdf
from empirie.core.uploads.contents import CHECKS, check
from empirie.core.uploads.people_named import people_named
from empirie.core.uploads.refusals import MESSAGES, RefusedFile

from . import files


class ContentsTests(SimpleTestCase):
    def test_right_files_of_every_format_are_taken(self):
        for name, content in files.right_files():
            with self.subTest(name=name, begins=content[:12]):
                file = BytesIO(content)
                check(file, name)
                self.assertEqual(file.tell(), 0)

    def test_wrong_ones_are_refused_and_the_reason_is_said(self):
        for name, content, code in files.wrong_files():
            with self.subTest(name=name, begins=content[:12]), self.assertRaises(RefusedFile) as refusal:
                check(BytesIO(content), name)
            self.assertEqual(refusal.exception.code, code, (name, content[:40]))
            self.assertNotIn("%(", refusal.exception.messages[0])

    def test_every_reason_and_every_format_is_tried(self):
        self.assertEqual(
            {code for _name, _content, code in files.wrong_files()}, {*MESSAGES, "captions-faulty"}
        )
        tried = {name.rsplit(".")[-1].lower() for name, _content in files.right_files()}
        self.assertEqual(tried, set(CHECKS))

    def test_every_format_that_the_site_takes_has_its_check(self):
        media = settings.WAGTAILMEDIA
        taken = {*settings.WAGTAILDOCS_EXTENSIONS, *media["AUDIO_EXTENSIONS"], *media["VIDEO_EXTENSIONS"]}
        self.assertEqual(taken, set(CHECKS))

    def test_a_boundless_list_of_files_is_not_even_read(self):
        archive = files.archive({f"{number:0600}": b"" for number in range(4500)})
        with mock.patch("zipfile.ZipFile") as read, self.assertRaises(RefusedFile) as refusal:
            check(BytesIO(archive), "paczka.zip")
        read.assert_not_called()
        self.assertEqual(refusal.exception.code, "too-many")

    def test_a_pdf_that_takes_too_long_is_given_up(self):
        with mock.patch.object(pdf, "LONGEST", -1), self.assertRaises(RefusedFile) as refusal:
            check(BytesIO(files.pdf()), "raport.pdf")
        self.assertEqual(refusal.exception.code, "cut-off")

    def test_a_pdf_that_was_bent_anywhere_is_refused_or_taken_but_never_breaks(self):
        whole = files.pdf()
        for place in range(0, len(whole), 3):
            try:
                check(BytesIO(whole[:place] + b"\xff" + whole[place + 1 :]), "raport.pdf")
            except RefusedFile:
                continue

    def test_an_archive_that_was_bent_anywhere_is_refused_or_taken_but_never_breaks(self):
        whole = files.office("word/document.xml")
        for place in range(0, len(whole), 3):
            bent = whole[:place] + b"\xff" + whole[place + 1 :]
            try:
                check(BytesIO(bent), "pismo.docx")
            except RefusedFile:
                continue


class PeopleNamedTests(SimpleTestCase):
    def names(self, name, content):
        return people_named(BytesIO(content), name)

    def test_office_files_name_author_and_last_editor(self):
        office = files.office("word/document.xml", **{"docProps/core.xml": files.CORE})
        self.assertEqual(self.names("pismo.docx", office), ["Żaneta Łąka", "Jan Nowak"])
        meta = '<x xmlns:meta="urn:m"><meta:initial-creator>Ewa  Bąk</meta:initial-creator></x>'
        self.assertEqual(
            self.names("x.odt", files.open_document_of("text", **{"meta.xml": meta})), ["Ewa Bąk"]
        )

    def test_a_pdf_names_its_author_in_each_way_of_writing(self):
        for way in ("properties", "xmp"):
            with self.subTest(way=way):
                self.assertEqual(self.names("x.pdf", files.pdf_by("Łąka (senior)", way)), ["Łąka (senior)"])

    def test_nothing_and_nonsense_name_nobody(self):
        entities = '<!DOCTYPE x [<!ENTITY a "b">]><x><creator>&a;</creator></x>'
        for name, content in (
            ("x.pdf", b"%PDF-1.4"),
            ("x.pdf", b""),
            ("x.txt", b"Author: Jan"),
            ("x.docx", b"nonsense"),
            ("x.docx", files.office("word/document.xml", **{"docProps/core.xml": entities})),
            ("x.odt", files.open_document_of("text", **{"meta.xml": "<"})),
        ):
            with self.subTest(name=name, content=content[:10]):
                self.assertEqual(self.names(name, content), [])
