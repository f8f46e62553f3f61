"""Only people who are signed in can have the server store something large."""

import io
from unittest import mock

from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.test import Client, TestCase
from django.urls import reverse

from empirie.delivery.strangers import LARGEST_OF_A_STRANGER
from tests import factories as make

LARGE = b"x" * LARGEST_OF_A_STRANGER
HALF = b"x" * (LARGEST_OF_A_STRANGER // 2)


class StrangerTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()

    def setUp(self):
        self.written = []
        write = mock.patch.object(
            TemporaryUploadedFile, "__init__", self.noted(TemporaryUploadedFile.__init__)
        )
        write.start()
        self.addCleanup(write.stop)
        self.client = Client(enforce_csrf_checks=True)
        self.client.get(reverse("wagtailadmin_login"))  # for the cookie without which no token is looked for

    def noted(self, begin):
        def noting(file, name, *arguments, **more):
            self.written.append(name)
            begin(file, name, *arguments, **more)

        return noting

    def send(self, address, content=LARGE, **more):
        return self.client.post(address, {"file": SimpleUploadedFile("a.bin", content)}, **more)

    def test_a_large_body_is_refused_unread_with_or_without_a_cookie(self):
        login = reverse("wagtailadmin_login")
        self.assertEqual(self.send(login).status_code, 413)
        self.client.cookies["sessionid"] = "x" * 32
        for address in (login, "/", "/en/", "/nie-ma-takiej/"):
            answer = self.send(address)
            self.assertEqual(answer.status_code, 413)
            self.assertEqual(answer["Cache-Control"], "no-store")
        self.assertEqual(self.written, [])

    def test_whoever_was_signed_out_while_sending_photos_is_led_to_sign_in(self):
        for headers in ({}, {"X-Requested-With": "XMLHttpRequest"}):
            answer = self.send("/admin/city-galleries/1/save/", headers=headers)
            # The upload screen takes JSON of an error for the photo's own fault, and gives up.
            self.assertRedirects(answer, f"{reverse('wagtailadmin_login')}?next=/admin/")
        self.assertEqual(self.written, [])

    def test_a_small_body_goes_where_it_went(self):
        self.assertEqual(self.send(reverse("wagtailadmin_login"), HALF).status_code, 403)  # without a token

    def test_a_body_of_no_length_is_not_read(self):
        body = io.BytesIO(LARGE)
        self.client.generic(
            "POST", reverse("wagtailadmin_login"), **{"wsgi.input": body, "CONTENT_LENGTH": ""}
        )
        self.assertEqual(body.tell(), 0)

    def test_people_who_are_signed_in_send_what_they_could(self):
        self.client.force_login(get_user_model().objects.create_superuser("szefowa"))
        self.assertEqual(self.send("/admin/").status_code, 403)
        self.assertEqual(self.written, ["a.bin"])
