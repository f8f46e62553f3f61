"""A cover is described or decorative before its page is published."""

from django.test import TestCase

from tests import factories as make


class CoverTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()

    def errors(self, **fields):
        return set(make.an_article(cover=make.a_photo(), **fields).publication_errors())

    def test_a_cover_needs_a_description(self):
        self.assertEqual(self.errors(), {"cover_description"})

    def test_a_described_or_decorative_cover_is_fine(self):
        self.assertEqual(self.errors(cover_description="Most o świcie", slug="a"), set())
        self.assertEqual(self.errors(cover_is_decorative=True, slug="b"), set())

    def test_a_described_cover_is_not_decorative(self):
        self.assertEqual(
            self.errors(cover_description="Most", cover_is_decorative=True), {"cover_description"}
        )
