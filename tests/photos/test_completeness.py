"""What a photo lacks before it may be sent for approval is said item by item."""

from django.test import TestCase
from django.utils import translation

from empirie.photos.completeness import MESSAGES, lacks
from empirie.photos.declarations import CURRENT
from empirie.photos.models import Photo
from empirie.photos.rights import Recognisable


def codes(**fields):
    complete = {
        "author": "Jan Żak",
        "declaration_version": CURRENT,
        "recognisable": Recognisable.NOBODY,
    }
    return [lack.code for lack in lacks(Photo(**complete | fields))]


class CompletenessTests(TestCase):
    def test_a_photo_with_author_licence_and_declaration_lacks_nothing(self):
        self.assertEqual(codes(), [])

    def test_each_thing_that_is_missing_is_named(self):
        self.assertEqual(codes(author="  "), ["author"])
        self.assertEqual(codes(licence=""), ["licence"])
        self.assertEqual(codes(recognisable=""), ["recognisable"])
        self.assertEqual(codes(declaration_version=""), ["declaration"])
        self.assertEqual(codes(declaration_version="1999-01"), ["declaration"])

    def test_nobody_presumes_that_nobody_can_be_recognised(self):
        self.assertEqual(Photo().recognisable, "")

    def test_people_who_can_be_recognised_ask_for_the_number_of_their_consent(self):
        for people in (Recognisable.ADULTS, Recognisable.CHILDREN):
            self.assertEqual(codes(recognisable=people), ["consent_reference"])
            self.assertEqual(codes(recognisable=people, consent_reference="ZG/7"), [])
        for people in (Recognisable.NOBODY, Recognisable.CROWD, Recognisable.OFFICIALS):
            self.assertEqual(codes(recognisable=people), [])

    def test_an_empty_photo_lacks_everything_in_a_settled_order_and_in_the_readers_words(self):
        photo = Photo(licence="", recognisable=Recognisable.CHILDREN)
        asked = [code for code in MESSAGES if code != "recognisable"]
        self.assertEqual([lack.code for lack in lacks(photo)], asked)
        photo.recognisable = ""
        asked = [code for code in MESSAGES if code != "consent_reference"]
        self.assertEqual([lack.code for lack in lacks(photo)], asked)
        with translation.override("pl"):
            self.assertEqual(str(lacks(photo)[0].message), "Napisz, kto zrobił zdjęcie.")
