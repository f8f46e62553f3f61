"""The files in `tests/sent`, as people sent them: taken or refused, in Polish, through every door.

Films and captions have a table of their own.
"""

import json
import struct
from functools import cache
from io import BytesIO
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from PIL import Image
from wagtail.models import Collection

from empirie.core.models import Download
from empirie.photos import intake
from empirie.photos.models import Photo
from empirie.photos.refusals import RefusedPhoto
from tests import factories as make
from tests.galleries.workspace.people import WorkspaceTestCase
from tests.photos import pictures
from tests.photos.metadata import told_by

SENT = Path(__file__).parent / "sent"
SCRIPT = {"X-Requested-With": "XMLHttpRequest"}


def sent(name):
    return (SENT / name).read_bytes()


@cache
def telephone():
    """A picture of 50.1 megapixels, as the phones of today make them."""
    return pictures.saved(
        "JPEG", Image.linear_gradient("L").resize((8160, 6144)), quality=20, progressive=True
    )


def enormous():
    """A progressive JPEG of 117 megapixels, by its header."""
    jpeg = pictures.saved("JPEG", progressive=True)
    frame = jpeg.index(b"\xff\xc2") + 5
    return jpeg[:frame] + struct.pack(">HH", 9000, 13_000) + jpeg[frame + 4 :]


def photos():
    """{name: (content, the size it is stored with, or what the refusal says)}."""
    half = sent("bez-konca-EOI.jpg")[:1500]
    return {
        "18-bajtow-miedzy-znacznikami.jpg": (sent("18-bajtow-miedzy-znacznikami.jpg"), (400, 300)),
        "bez-konca-EOI.jpg": (sent("bez-konca-EOI.jpg"), (400, 300)),
        "bez-konca-EOI-dopelniony-zerami.jpg": (sent("bez-konca-EOI-dopelniony-zerami.jpg"), (400, 300)),
        "orientacja-jako-tekst_4100x600.jpg": (sent("orientacja-jako-tekst_4100x600.jpg"), (4000, 585)),
        "panorama-59Mpx_16382x3628.png": (sent("panorama-59Mpx_16382x3628.png"), (4000, 886)),
        "png-bez-IEND.png": (sent("png-bez-IEND.png"), (400, 300)),
        "telefon-50Mpx_8160x6144.jpg": (telephone(), (4000, 3012)),
        "polowa.jpg": (half, "jest uszkodzony albo niepełny"),
        "polowa-dopelniona.jpg": (half + bytes(2000), "jest uszkodzony albo niepełny"),
        "kropka.png": (pictures.saved("PNG", Image.new("L", (1, 1))), "jest za mały (1 × 1 pikseli)"),
        "za-duzy.png": (pictures.png_header(11_000, 11_000), "może mieć najwyżej 120 mega"),
        "za-duzy-png.png": (pictures.png_header(11_000, 10_000), "(PNG): możemy przyjąć najwyżej"),
        "progresywny.jpg": (enormous(), "(progresywny JPEG): możemy przyjąć najwyżej"),
        "haslo-user.pdf": (sent("haslo-user.pdf"), "nie jest zdjęciem"),
    }


DOCUMENTS = {
    "z-worda-online.docx": None,
    "arkusz-excel-online.xlsx": None,
    "haslo-user.pdf": "Plik jest zabezpieczony hasłem. Zapisz go bez hasła",
}


class SentPhotosTests(WorkspaceTestCase):
    """Each door is a function that sends a file and returns what the answer says."""

    def setUp(self):
        self.root = Collection.get_first_root_node().pk
        self.editor = make.an_editor(is_superuser=True)

    def assert_all_end_right(self, send, person):
        self.client.force_login(person)
        for name, (content, expected) in photos().items():
            with self.subTest(name=name), translation.override("pl"):
                before = list(Photo.objects.values_list("pk", flat=True))
                answer = send(SimpleUploadedFile(name, content))
                if isinstance(expected, str):
                    self.assertIn(expected, answer)
                    self.assertIn(name, answer)
                    self.assertEqual(Photo.objects.count(), len(before))
                    continue
                photo = Photo.objects.exclude(pk__in=before).get()
                self.assertEqual((photo.width, photo.height), expected)
                with photo.open_file() as file, Image.open(BytesIO(file.read())) as stored:
                    self.assertEqual(stored.size, expected)
                    self.assertEqual(told_by(stored.fp.getvalue()), set())

    def fields(self, file):
        rights = {"licence": "CC-BY-4.0", "rights_basis": "own-staff", "recognisable": "nobody"}
        rights["author"] = "Żaneta Łąka"
        return {"title": "Łąka", "file": file, "collection": self.root} | rights

    def test_the_intake(self):
        def send(file):
            try:
                intake.accept(file, city=None, collection=Collection.get_first_root_node(), user=self.editor)
            except RefusedPhoto as refused:
                return refused.messages[0]
            return ""

        self.assert_all_end_right(send, self.editor)

    def test_the_citys_gallery(self):
        def send(file):
            return self.send_file(file.read(), file.name).json().get("message", "")

        self.assert_all_end_right(send, self.person)

    def test_the_form_of_a_new_photo(self):
        def send(file):
            response = self.client.post(reverse("wagtailimages:add"), self.fields(file))
            return response.content.decode()

        self.assert_all_end_right(send, self.editor)

    def test_many_at_once(self):
        def send(file):
            sent_fields = {"files[]": file, "collection": self.root}
            response = self.client.post(reverse("wagtailimages:add_multiple"), sent_fields, headers=SCRIPT)
            return response.json().get("error_message", "")

        self.assert_all_end_right(send, self.editor)

    def test_the_chooser(self):
        def send(file):
            fields = {f"image-chooser-upload-{key}": value for key, value in self.fields(file).items()}
            response = self.client.post(reverse("wagtailimages_chooser:create"), fields)
            return json.loads(response.content).get("htmlFragment") or ""

        self.assert_all_end_right(send, self.editor)


class SentDocumentsTests(WorkspaceTestCase):
    def setUp(self):
        self.client.force_login(make.an_editor(is_superuser=True))
        collection = Collection.get_first_root_node().pk
        self.fields = {"title": "Pismo", "language": "pl", "collection": collection}

    def assert_all_end_right(self, send):
        for name, expected in DOCUMENTS.items():
            with self.subTest(name=name):
                Download.objects.all().delete()
                answer = send(SimpleUploadedFile(name, sent(name)))
                if expected:
                    self.assertIn(expected, answer)
                self.assertEqual(Download.objects.filter(file__endswith=name[-5:]).exists(), not expected)

    def test_the_form_of_a_new_document(self):
        self.assert_all_end_right(
            lambda file: self.client.post(
                reverse("wagtaildocs:add"), self.fields | {"file": file}
            ).content.decode()
        )

    def test_a_file_in_place_of_another(self):
        def send(file):
            address = reverse("wagtaildocs:edit", args=[make.a_download().pk])
            return self.client.post(address, self.fields | {"file": file}).content.decode()

        self.assert_all_end_right(send)

    def test_the_chooser(self):
        def send(file):
            fields = {
                f"document-chooser-upload-{name}": value
                for name, value in (self.fields | {"file": file}).items()
            }
            return (
                self.client.post(reverse("wagtaildocs_chooser:create"), fields).json().get("htmlFragment")
                or ""
            )

        self.assert_all_end_right(send)

    def test_many_at_once(self):
        def send(file):
            address = reverse("wagtaildocs:add_multiple")
            fields = {"title": "Pismo", "files[]": file, "collection": self.fields["collection"]}
            answer = self.client.post(address, fields, headers=SCRIPT).json()
            if number := answer.get("uploaded_file_id"):
                address = reverse("wagtaildocs:create_multiple_from_uploaded_document", args=[number])
                fields = {f"uploaded-document-{number}-{name}": value for name, value in self.fields.items()}
                self.client.post(address, fields, headers=SCRIPT)
            return answer.get("error_message", "")

        self.assert_all_end_right(send)
