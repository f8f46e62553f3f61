"""Films and captions that people sent and that failed: what becomes of each."""

from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.test import TestCase
from django.utils import translation
from wagtailmedia.models import Media

from empirie.core.models import Download
from multimedia.models import Coding
from tests import factories as make

FILES = Path(__file__).parent / "case_files"
PLACE = b"+49.6880+021.7700/"

# (file, what is said in Polish: on refusal, or as a warning; "" for neither, whether it is taken)
TABLE = [
    ("film-z-miejscem-GPS.mp4", "", True),
    ("film-z-iphone-hevc.mp4", "HEVC (H.265)", True),
    ("film-mov-przemianowany.mp4", "HEVC (H.265)", True),
    ("film-mpeg4-part2.mp4", "Żadna przeglądarka nie pokaże tego filmu", False),
    ("film-sam-dzwiek.mp4", "W tym filmie jest tylko dźwięk", False),
    ("n-odwrotnie.vtt", "Wiersz 3: napis kończy się, zanim się zacznie", False),
    ("n-przecinki.vtt", "Wiersz 4: w WebVTT przed tysięcznymi", False),
    ("n-puste.vtt", "W pliku nie ma żadnego napisu", False),
]


class CaseFilesTests(TestCase):
    def bring_in(self, name):
        """The stored object, and what is said."""
        file = ContentFile((FILES / name).read_bytes(), name=name)
        if name.endswith(".vtt"):
            document = Download(title="Napisy", file=file, collection_id=1)
            document.full_clean(exclude=["uploaded_by_user"])
            document.save()
            return document, ""
        media = Media.objects.create(title="Film", type="video", file=file)
        return media, " ".join(Coding.objects.get(media=media).warnings())

    def test_each_is_taken_with_a_warning_or_refused_with_a_reason(self):
        make.a_site()
        self.assertEqual(
            {name for name, _said, _is_taken in TABLE},
            {path.name for path in FILES.iterdir() if path.name.startswith(("film-", "n-"))},
        )
        for name, said, is_taken in TABLE:
            with self.subTest(name), translation.override("pl"):
                if is_taken:
                    stored, warning = self.bring_in(name)
                    self.assertIn(said, warning)
                    self.assertEqual(bool(said), bool(warning))
                    self.assertNotIn(PLACE, stored.file.read())
                    self.assertEqual((stored.duration, stored.width, stored.height), (1, 160, 120))
                else:
                    with self.assertRaises(ValidationError) as refused:
                        self.bring_in(name)
                    self.assertIn(said, " ".join(refused.exception.messages))
