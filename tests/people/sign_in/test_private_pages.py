"""Passwords of private pages and files are not guessed either."""

from django.test import TestCase
from django.urls import reverse
from wagtail.models import CollectionViewRestriction, PageViewRestriction

from empirie.people.sign_in.limits import LIMITS, PRIVATE_PAGE
from tests import factories as make

from .people import Visitor, an_editor
from .test_limits import WAIT, later

HERE = LIMITS[PRIVATE_PAGE].person_here.times
RIGHT = "tajne"


class GuessingTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        article, file = make.an_article(), make.a_download()
        page = PageViewRestriction.objects.create(page=article, restriction_type="password", password=RIGHT)
        files = CollectionViewRestriction.objects.create(
            collection=file.collection, restriction_type="password", password=RIGHT
        )
        cls.doors = (
            reverse("wagtailcore_authenticate_with_password", args=(page.pk, article.pk)),
            reverse("wagtaildocs_authenticate_with_password", args=(files.pk,)),
        )
        # Wagtail asks of the page only that it exists.
        cls.same_page = reverse(
            "wagtailcore_authenticate_with_password", args=(page.pk, article.get_parent().pk)
        )

    def give(self, door, password=RIGHT, address="203.0.113.5", visitor=None):
        form = {"password": password, "return_url": "/kontakt/"}
        return (visitor or Visitor(address)).post(door, form)

    def guess(self, door):
        for number in range(HERE):
            answer = self.give(door, f"zgaduje-{number}")
        return answer

    def test_after_a_few_wrong_ones_even_the_right_one_waits(self):
        for door in self.doors:
            with self.subTest(door=door):
                self.assertNotContains(self.guess(door), WAIT)
                refusal = self.give(door)
                self.assertContains(refusal, WAIT, count=1)
                self.assertContains(refusal, 'value="/kontakt/"')
                self.assertEqual(self.give(door, address="198.51.100.7").url, "/kontakt/")
        self.assertContains(self.give(self.same_page), WAIT)
        with later(minutes=16):
            self.assertEqual(self.give(self.doors[0]).url, "/kontakt/")

    def test_the_right_one_forgets_the_mistakes(self):
        for _time in range(2):
            for number in range(HERE - 1):
                self.give(self.doors[0], f"zgaduje-{number}")
            self.assertEqual(self.give(self.doors[0]).status_code, 302)

    def test_it_does_not_stop_anybody_from_signing_in(self):
        self.guess(self.doors[0])
        self.assertTrue(Visitor().sign_in(an_editor()).is_in)

    def test_a_question_for_a_passkey_does_not_shorten_what_the_password_opened(self):
        reader = Visitor()
        reader.post(reverse("sign_in:begin_use"), "{}", content_type="application/json")
        self.give(self.doors[0], visitor=reader)
        self.assertGreater(reader.session.get_expiry_age(), 3600)
        self.assertTrue(reader.session.get_expire_at_browser_close())
