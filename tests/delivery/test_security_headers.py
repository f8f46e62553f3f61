"""What browsers are told not to do, with every answer: pages, errors, the admin, uploads, kept answers."""

from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import RequestFactory, TestCase
from django.urls import reverse

from empirie.delivery.security_headers import SecurityHeadersMiddleware
from empirie.settings import security_headers
from tests import factories as make
from tests.samples import one_public_page_of_each_type

from .observatory import directives
from .test_page_cache import WithPageCache

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": settings.PERMISSIONS_POLICY,
}
ADDRESSES = (
    "/nie-ma/",
    "/en/nie-ma/",
    "/sitemap.xml",
    "/robots.txt",
    "/aktualnosci",
    "/aktualnosci/?year=2026",
)


def policy_of(response):
    return directives(response["Content-Security-Policy"])


class PageTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.pages = one_public_page_of_each_type()

    def test_every_page_error_and_redirect_has_every_header_and_the_strict_policy(self):
        for address in (*(page.url for page in self.pages), *ADDRESSES):
            with self.subTest(address=address):
                response = self.client.get(address)
                self.assertEqual({name: response.get(name) for name in ALWAYS}, ALWAYS)
                policy = policy_of(response)
                self.assertEqual(policy["default-src"], {"'none'"})
                for name in ("script-src", "style-src", "connect-src", "form-action"):
                    self.assertEqual(policy[name], {"'self'"}, name)
                for name in ("object-src", "base-uri", "frame-ancestors"):
                    self.assertEqual(policy[name], {"'none'"}, name)

    def test_the_only_outside_hosts_are_the_players(self):
        policy = policy_of(self.client.get("/"))
        outside = {source for sources in policy.values() for source in sources if not source.startswith("'")}
        self.assertEqual(outside, {f"https://{host}" for host in settings.FRAME_HOSTS})
        self.assertEqual(outside, policy["frame-src"])

    def test_no_template_of_a_page_needs_an_inline_script_or_style(self):
        for page in self.pages:
            with self.subTest(address=page.url):
                text = self.client.get(page.url).content.decode()
                self.assertNotIn("<style", text)
                self.assertNotIn(" style=", text)
                self.assertNotRegex(text, r"<script(?![^>]*(?: src=|application/(?:ld\+)?json))")
                self.assertNotRegex(text, r"\son[a-z]+=\"")


class KeptPageTests(WithPageCache, TestCase):
    def test_a_kept_answer_has_the_same_headers(self):
        make.a_site()
        for address in ("/", "/nie-ma/", "/aktualnosci"):
            first, second = self.client.get(address), self.client.get(address)
            self.assertEqual(second["X-Page-Cache"], "hit")
            for name in (*ALWAYS, "Content-Security-Policy"):
                self.assertEqual(first[name], second[name], (address, name))
            known = self.client.get(address, headers={"If-None-Match": second["ETag"]})
            self.assertEqual(known["Content-Security-Policy"], first["Content-Security-Policy"])


class AdminTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        cls.article = make.an_article()
        cls.administrator = User.objects.create_superuser("administrator", "a@empirie.example", "haslo")

    def test_the_admin_has_a_policy_of_its_own_without_outside_hosts(self):
        for address in ("/admin/login/", "/admin/", "/admin/nie-ma/"):
            policy = policy_of(self.client.get(address))
            self.assertEqual(policy["script-src"], {"'self'", "'unsafe-inline'"})
            self.assertEqual(policy["frame-ancestors"], {"'self'"})
            self.assertNotIn("'unsafe-eval'", str(policy))
            self.assertEqual(policy["connect-src"], policy["form-action"], {"'self'"})

    def test_a_preview_keeps_the_policy_of_pages_and_may_stand_in_the_editors_frame(self):
        self.client.force_login(self.administrator)
        self.article.save_revision()
        response = self.client.get(reverse("wagtailadmin_pages:view_draft", args=[self.article.pk]))
        policy = policy_of(response)
        self.assertEqual(policy["script-src"], {"'self'"})
        self.assertEqual(policy["frame-ancestors"], {"'self'"})

    def test_a_page_with_the_userbar_is_as_strict(self):
        anonymous = policy_of(self.client.get("/"))
        self.client.force_login(self.administrator)
        self.assertEqual(policy_of(self.client.get("/")), anonymous)


class UploadTests(TestCase):
    def answered(self, path, response):
        return SecurityHeadersMiddleware(lambda request: response)(RequestFactory().get(path))

    def test_an_upload_runs_nothing_whatever_it_is(self):
        for kind in ("text/html", "image/svg+xml", "application/xhtml+xml", "video/mp4", "application/pdf"):
            response = self.answered("/media/x", HttpResponse(content_type=kind))
            policy = policy_of(response)
            self.assertEqual(policy["default-src"], {"'none'"})
            self.assertEqual(policy["sandbox"], {"allow-same-origin"})
            self.assertNotIn("script-src", policy)
            self.assertEqual(response["Cross-Origin-Resource-Policy"], "cross-origin")

    def test_what_is_no_picture_sound_or_film_is_saved(self):
        for kind in ("text/html", "application/pdf", "text/vtt", "application/octet-stream", ""):
            response = self.answered("/media/x", HttpResponse(content_type=kind))
            self.assertEqual(response["Content-Disposition"], "attachment", kind)
        for kind in ("image/webp", "audio/mpeg", "video/mp4"):
            self.assertNotIn(
                "Content-Disposition", self.answered("/media/x", HttpResponse(content_type=kind))
            )

    def test_a_document_is_saved_in_a_sandbox_and_a_pdf_is_shown_without_scripts(self):
        make.a_site()
        files = [make.a_download(name=name) for name in ("poradnik.odt", "raport.pdf", "dane.csv")]
        make.a_product(make.a_network_page(), files=files)
        for document in files:
            response = self.client.get(document.url)
            policy, is_pdf = policy_of(response), document.filename == "raport.pdf"
            self.assertEqual(policy["default-src"], {"'none'"})
            self.assertEqual("sandbox" in policy, not is_pdf)
            self.assertEqual(response["Content-Disposition"].startswith("attachment"), not is_pdf)
            self.assertEqual(response["X-Content-Type-Options"], "nosniff")
            b"".join(response.streaming_content)

    def test_uploads_of_another_host_may_be_shown(self):
        policy = security_headers.public_policy("https://files.empirie.example/media/")
        self.assertEqual(policy["img-src"], ["'self'", "https://files.empirie.example"])
        self.assertEqual(policy["media-src"], policy["img-src"])
        self.assertEqual(security_headers.public_policy("/media/")["img-src"], ["'self'"])
