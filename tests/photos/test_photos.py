"""A photo knows its rights."""

from django.core.exceptions import ValidationError
from django.test import TestCase

from empirie.photos.rights import Licence, Recognisable
from tests import factories as make


class RightsTests(TestCase):
    def test_a_photo_names_its_licence_and_where_its_text_is(self):
        photo = make.a_photo(author="Jan Żak")
        self.assertEqual((photo.licence_name, photo.credit), ("CC BY 4.0", "Jan Żak"))
        self.assertTrue(photo.licence_page.startswith("https://creativecommons.org/"))

    def test_a_photo_with_all_rights_reserved_links_to_no_licence(self):
        photo = make.a_photo(licence=Licence.RESERVED)
        self.assertEqual(photo.licence_page, "")
        self.assertTrue(photo.licence_name)

    def test_a_credit_line_stands_before_the_authors_name(self):
        self.assertEqual(
            make.a_photo(author="Jan Żak", credit_line="Jan Żak / UM Krosno").credit, "Jan Żak / UM Krosno"
        )

    def test_recognisable_people_and_children_need_a_consent_reference(self):
        for people in (Recognisable.ADULTS, Recognisable.CHILDREN):
            with self.subTest(people=people):
                photo = make.a_photo(recognisable=people)
                with self.assertRaises(ValidationError) as refused:
                    photo.clean()
                self.assertIn("consent_reference", refused.exception.message_dict)
                photo.consent_reference = "ZG/7/2026"
                photo.clean()

    def test_a_crowd_needs_none(self):
        make.a_photo(recognisable=Recognisable.CROWD).clean()
