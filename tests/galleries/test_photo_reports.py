"""The form with which a reader reports a photo: no account, no cookie, no script."""

from unittest import mock

from django.core import mail
from django.test import Client, RequestFactory, TestCase, override_settings
from django.utils import timezone
from lxml import html

from empirie.core.visitors import count_once_more, network_of
from empirie.photos import report_forms
from empirie.photos.models import PhotoReport
from empirie.photos.report_forms import LARGEST_BODY, LONGEST, LONGEST_MESSAGE, SHORTEST
from tests import factories as make


class ReportTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        city_page = make.a_city_page()
        cls.gallery = make.a_gallery(city_page, photos=2)
        make.in_english(city_page)
        cls.english = make.in_english(cls.gallery)
        cls.photo = cls.gallery.photos.all()[0].photo

    def setUp(self):
        self.address = f"{self.gallery.url}zdjecie/{self.photo.pk}/zglos/"
        self.in_english = f"{self.english.url}photo/{self.photo.pk}/report/"

    def document(self, response):
        return html.document_fromstring(response.content)

    def token(self, address=None, age=60):
        """The token of a form that was opened `age` seconds ago."""
        now = report_forms.time.time()
        with mock.patch.object(report_forms.time, "time", return_value=now - age):
            page = self.client.get(address or self.address)
        return self.document(page).xpath("//input[@name='token']/@value")[0]

    def send(self, address=None, **fields):
        address = address or self.address
        defaults = {"reason": "me", "message": "To ja.", "email": "ja@empirie.example", "website": ""}
        if "token" not in fields:
            fields["token"] = self.token(address)
        return self.client.post(address, defaults | fields)


class FormTests(ReportTestCase):
    def test_every_photo_page_links_to_its_form_in_its_language(self):
        for gallery, word, address in (
            (self.gallery, "zdjecie", self.address),
            (self.english, "photo", self.in_english),
        ):
            page = self.document(self.client.get(f"{gallery.url}{word}/{self.photo.pk}/"))
            self.assertEqual(page.xpath("//main//a[@rel='nofollow' and not(@download)]/@href"), [address])
            form = self.client.get(address)
            self.assertEqual(form.status_code, 200)
            self.assertEqual(len(self.document(form).xpath("//h1")), 1)

    def test_words_of_one_letter_do_not_hang_in_the_form(self):
        form = self.document(self.client.get(self.address))
        words = form.xpath("//main//*[@class='lead']")[0].text_content()
        self.assertIn("o\u00a0tym", words)
        self.assertNotRegex(words, r"(?<!\w)[aiouwz] ")

    def test_no_cookie_no_cache_no_search_engine(self):
        for response in (self.client.get(self.address), self.send(reason="")):
            self.assertEqual(dict(response.cookies), {})
            self.assertEqual(response.headers["Cache-Control"], "private, no-store")
            self.assertEqual(response.headers["X-Robots-Tag"], "noindex")
            self.assertEqual(len(self.document(response).xpath("//meta[@name='robots']")), 1)

    def test_a_report_arrives_and_the_editors_get_a_letter(self):
        make.an_editor()
        with self.captureOnCommitCallbacks(execute=True):
            response = Client(enforce_csrf_checks=True).post(
                self.address, {"reason": "child", "message": "To <Ola>.", "token": self.token()}
            )
        self.assertRedirects(response, f"{self.address}wyslano/", status_code=303)
        report = PhotoReport.objects.get()
        self.assertEqual((report.photo, report.reason, report.language), (self.photo, "child", "pl"))
        self.assertTrue(report.address.endswith(f"/zdjecie/{self.photo.pk}/"))
        (letter,) = mail.outbox
        self.assertIn("/admin/photo-reports/", letter.body)
        self.assertNotIn("Ola", letter.body)  # personal data stays where it can be erased

    def test_the_thanks_are_in_the_readers_language(self):
        self.assertContains(self.client.get(f"{self.address}wyslano/"), "Dziękujemy za zgłoszenie")
        response = self.send(self.in_english)
        self.assertRedirects(response, f"{self.in_english}sent/", status_code=303)
        self.assertContains(self.client.get(f"{self.in_english}sent/"), "Thank you for your report")
        self.assertEqual(PhotoReport.objects.get().language, "en")

    def test_the_language_switch_leads_to_the_same_form(self):
        page = self.document(self.client.get(self.address))
        links = page.xpath("//nav[@class='languages']//a[@hreflang='en']/@href")
        self.assertEqual(links, [self.in_english])

    def test_only_photos_that_can_be_read_can_be_reported(self):
        type(self.photo).objects.filter(pk=self.photo.pk).update(withdrawn_at=timezone.now())
        for method in (self.client.get, self.client.post):
            self.assertEqual(method(self.address).status_code, 404)
        self.assertEqual(self.client.get(f"{self.gallery.url}zdjecie/999999/zglos/").status_code, 404)
        self.assertEqual(self.client.get(f"{self.gallery.url}zdjecie/zglos/").status_code, 404)

    def test_no_other_address_takes_a_form(self):
        photo = f"{self.gallery.url}zdjecie/{self.photo.pk}/"
        for address in (self.gallery.url, photo, f"{photo}pobierz/", f"{self.address}wyslano/"):
            self.assertEqual(self.client.post(address, {"reason": "me"}).status_code, 405)
        for method in (self.client.put, self.client.delete, self.client.patch):
            self.assertEqual(method(self.address).status_code, 405)

    def test_sending_twice_makes_one_report_and_one_letter(self):
        make.an_editor()
        token = self.token()
        with self.captureOnCommitCallbacks(execute=True):
            for _time in range(2):
                self.assertEqual(self.send(token=token).status_code, 303)
        self.assertEqual((PhotoReport.objects.count(), len(mail.outbox)), (1, 1))


class MistakesTests(ReportTestCase):
    def refused(self, status=422, **fields):
        """The page that comes back; what was typed is still in it, and nothing was stored."""
        response = self.send(**fields)
        self.assertEqual(response.status_code, status)
        self.assertEqual(PhotoReport.objects.count(), 0)
        return self.document(response)

    def test_each_says_how_to_mend_it_and_keeps_what_was_typed(self):
        for fields, said in (
            ({"reason": ""}, "Wybierz, czego dotyczy"),
            ({"reason": "nonsense"}, "nonsense"),
            ({"email": "to nie adres"}, "poprawny adres"),
            ({"reason": "other", "message": " "}, "Napisz, co jest nie tak"),
        ):
            with self.subTest(fields=fields):
                page = self.refused(**fields)
                self.assertIn(said, page.xpath("//*[@role='alert']")[0].text_content())
                target = page.xpath("//*[@role='alert']//a/@href")[0].removeprefix("#")
                self.assertEqual(len(page.xpath(f"//*[@id='{target}']")), 1)
                if "message" not in fields:
                    self.assertEqual(page.xpath("//textarea")[0].text.strip(), "To ja.")

    def test_a_robot_that_fills_every_field_is_stopped_and_a_person_can_go_on(self):
        page = self.refused(website="https://spam.example")
        self.assertEqual(page.xpath("//input[@name='website']/@value"), [])
        self.assertEqual(page.xpath("//div[@aria-hidden='true']//input"), [])  # shown now, to be understood
        self.assertEqual(page.xpath("//textarea")[0].text.strip(), "To ja.")
        token = page.xpath("//input[@name='token']/@value")[0]
        self.assertEqual(self.send(token=token).status_code, 303)

    def test_too_fast_is_asked_to_wait_and_the_same_form_works_then(self):
        token = self.token(age=0)
        page = self.refused(token=token)
        self.assertEqual(page.xpath("//input[@name='token']/@value"), [token])
        self.assertEqual(len(page.xpath("//*[@role='alert']//li")), 1)
        with mock.patch.object(report_forms, "SHORTEST", 0):
            self.assertEqual(self.send(token=token).status_code, 303)
        self.assertGreater(SHORTEST, 0)

    def test_a_form_from_yesterday_gets_a_new_token_and_works_then(self):
        for token in (self.token(age=LONGEST + 1), "", "forged", "a:b:c", self.other_photos_token()):
            with self.subTest(token=token):
                page = self.refused(token=token)
                (fresh,) = page.xpath("//input[@name='token']/@value")
                self.assertNotEqual(fresh, token)
                self.assertIn("zbyt długo", page.xpath("//*[@role='alert']")[0].text_content())
        with mock.patch.object(report_forms, "SHORTEST", 0):
            self.assertEqual(self.send(token=fresh).status_code, 303)

    def other_photos_token(self):
        other = self.gallery.photos.all()[1].photo_id
        return self.token(f"{self.gallery.url}zdjecie/{other}/zglos/")

    def test_the_longest_message_fits_and_a_longer_one_is_kept(self):
        page = self.refused(message="🙂" * (LONGEST_MESSAGE + 1))
        self.assertIn("🙂", page.xpath("//textarea")[0].text)
        self.assertEqual(self.send(message="🙂" * LONGEST_MESSAGE).status_code, 303)

    def test_a_huge_body_is_refused_unread(self):
        response = self.client.post(self.address, {"message": "x" * LARGEST_BODY})
        self.assertEqual(response.status_code, 413)

    def test_bytes_that_are_no_text_are_no_error_of_the_server(self):
        for content in (b"\xff\xfe=%00&message=%00%00", b"reason=me&message=%00", b""):
            response = self.client.post(
                self.address, content, content_type="application/x-www-form-urlencoded"
            )
            self.assertEqual(response.status_code, 422)
        response = self.client.post(self.address, b"{", content_type="application/json")
        self.assertEqual(response.status_code, 422)
        response = self.client.post(self.address, b"--x", content_type="multipart/form-data; boundary=x")
        self.assertIn(response.status_code, (400, 422))

    def test_a_network_that_sends_too_many_is_asked_to_come_back_later(self):
        with mock.patch("galleries.photo_reports.MOST_IN_AN_HOUR", 2):
            statuses = [self.send().status_code for _time in range(3)]
            self.assertEqual(statuses, [303, 303, 429])
            self.client.defaults["REMOTE_ADDR"] = "198.51.100.7"
            self.assertEqual(self.send().status_code, 303)


class NetworkTests(TestCase):
    def network(self, **headers):
        return network_of(RequestFactory().get("/", **headers))

    def test_an_address_counts_with_its_neighbours(self):
        self.assertEqual(self.network(REMOTE_ADDR="203.0.113.77"), "203.0.113.0/24")
        self.assertEqual(self.network(REMOTE_ADDR="2001:db8:1:2fe::9"), "2001:db8:1:200::/56")
        for nonsense in ("", "x", "[]", ":80", "[203.0.113.77", "203.0.113.77:x", "999.0.0.1:80"):
            self.assertEqual(self.network(REMOTE_ADDR=nonsense), "")

    def test_an_ipv4_address_within_an_ipv6_one_has_its_own_neighbours(self):
        for address in ("::ffff:203.0.113.77", "64:ff9b::203.0.113.77"):
            self.assertEqual(self.network(REMOTE_ADDR=address), "203.0.113.0/24")

    def test_a_port_does_not_matter(self):
        for address, network in (
            ("203.0.113.77:4711", "203.0.113.0/24"),
            ("[2001:db8:1:2fe::9]:4711", "2001:db8:1:200::/56"),
            ("[2001:db8:1:2fe::9]", "2001:db8:1:200::/56"),
            ("[::ffff:203.0.113.77]:4711", "203.0.113.0/24"),
        ):
            with self.subTest(address=address):
                self.assertEqual(self.network(REMOTE_ADDR=address), network)

    def test_a_header_is_believed_only_behind_our_own_proxy_and_only_its_last_entry(self):
        claims = {"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": "1.1.1.1, 203.0.113.77"}
        self.assertEqual(self.network(**claims), "10.0.0.0/24")
        with override_settings(BEHIND_PROXY=True):
            self.assertEqual(self.network(**claims), "203.0.113.0/24")

    def test_the_cache_does_not_learn_the_address(self):
        with mock.patch("empirie.core.visitors.cache") as store:
            count_once_more("x", RequestFactory().get("/", REMOTE_ADDR="203.0.113.77"), 60)
        self.assertNotIn("203.0", str(store.mock_calls))
