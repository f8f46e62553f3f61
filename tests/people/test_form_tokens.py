"""A closed world: every template of ours with a form that is sent is drawn, and its form holds a token."""

import re
from unittest import mock

from django.contrib.auth.tokens import default_token_generator
from django.template import Template
from django.test import Client, TestCase
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from wagtail_localize.models import StringTranslation

from empirie.people.sign_in.models import RecoveryCodes
from empirie.photos.models import PhotoReport
from galleries.approval.submission import submit
from tests import factories as make
from tests.csrf import forms_without_token
from tests.galleries.workspace.people import a_person_of
from tests.people.sign_in.people import LOGIN, STEP, Visitor, a_passkey, an_app, code_of
from tests.project.shell import ROOT
from tests.translation.steps import begin_translation, publish_polish, translate_everything

SENT = re.compile(r"<form\b[^>]*\bmethod=[\"']post", re.IGNORECASE)
PASSWORD = "haslo-do-testu-12"
# A page without session and without cookie: a signed token of its own stands for that of Django.
WITH_A_TOKEN_OF_ITS_OWN = "galleries/parts/photo_report_form.html"


def templates_with_forms():
    """{name: file} of every template of ours that holds a form which is sent by POST."""
    return {
        str(path).rpartition("/templates/")[2]: path
        for folder in ("site", "home", "articles", "multimedia", "galleries", "networks")
        for path in (ROOT / folder).rglob("templates/**/*.html")
        if SENT.search(path.read_text())
    }


class FormTokensTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        cls.editor = make.an_editor(password=PASSWORD)
        cls.administrator = make.a_person("administrator", is_superuser=True, is_staff=True)
        cls.city_page = make.a_city_page(make.a_city("Krosno", "krosno"))
        make.in_english(cls.city_page)
        cls.person = a_person_of(cls.city_page.city, "krosno")
        collection = cls.person.workspace.collection
        own = {"city": cls.city_page.city, "collection": collection, "uploaded_by_user": cls.person}
        cls.waiting = make.a_draft_gallery(cls.city_page, slug="czeka", owner=cls.person)
        submit(cls.waiting, cls.person)
        cls.draft = make.a_draft_gallery(cls.city_page, owner=cls.person)
        cls.photo = cls.draft.photos.first().photo
        type(cls.photo).objects.filter(pk=cls.photo.pk).update(
            declaration_version="", declared_at=None, **own
        )
        cls.unused = make.a_photo(**own)
        cls.complete = make.a_draft_gallery(cls.city_page, slug="gotowa", owner=cls.person)
        cls.public = make.a_gallery(cls.city_page)
        cls.article = make.an_article()
        publish_polish(cls.article)

    def opened_by_a_city(self):
        gallery = [self.draft.pk]
        yield from (
            reverse("wagtailadmin_home"),
            reverse("city_galleries:new"),
            reverse("city_galleries:edit", args=gallery),
            reverse("city_galleries:edit", args=[self.waiting.pk]),
            reverse("city_galleries:send", args=[self.complete.pk]),
            reverse("city_galleries:discard", args=gallery),
            reverse("city_galleries:withdraw", args=[self.photo.pk]),
            reverse("city_galleries:delete_photo", args=[self.unused.pk]),
            f"{reverse('city_galleries:photos_of', args=[self.city_page.pk])}?show=unused",
        )

    def opened_by_an_editor(self):
        PhotoReport.objects.create(photo=self.photo, photo_title="Łąka", reason="other", language="pl")
        hidden = make.a_photo(withdrawn_at=timezone.now())
        translation = begin_translation(make.an_article("Ławka", "lawka"))
        translate_everything(translation, StringTranslation.TRANSLATION_TYPE_MACHINE)
        city = [self.city_page.city_id]
        yield from (
            reverse("gallery_approval:review", args=[self.waiting.pk]),
            reverse("photo_reports:reports"),
            reverse("photo_reports:hidden"),
            reverse("photo_reports:hide", args=[self.photo.pk]),
            reverse("photo_reports:hide", args=[hidden.pk]),
            reverse("translation:report"),
            reverse("translation:read_machine", args=[translation.pk]),
            reverse("city_workspaces:index"),
            reverse("city_workspaces:detail", args=city),
            reverse("city_workspaces:detail", args=[make.a_city().pk]),
            reverse("city_workspaces:close", args=city),
        )

    def opened_by_an_administrator(self):
        an_app(self.person)
        yield reverse("reset_second_step", args=[self.person.pk])

    def opened_on_the_way_in(self):
        """Somebody between password and second step, then signed in with an app and a passkey."""
        visitor = Visitor()
        yield visitor, reverse("wagtailadmin_login")
        app = an_app(self.editor)
        a_passkey(self.editor)
        visitor.give_password(self.editor.username, PASSWORD)
        yield visitor, reverse("sign_in:second_step")
        self.client.force_login(self.editor)
        RecoveryCodes.renew(self.editor)
        self.sign_in_wholly(app)
        Visitor().sign_in(self.person)
        for screen in ("overview", "add_app", "add_passkey", "codes", "confirm", "browsers"):
            yield self.client, reverse(f"sign_in:{screen}")

    def sign_in_wholly(self, app):

        self.client = Client()
        self.client.post(LOGIN, {"username": self.editor.username, "password": PASSWORD})
        self.client.post(STEP, {"code": code_of(app)})

    def opened_by_strangers(self):
        photo = self.public.photos.first().photo_id
        invited = urlsafe_base64_encode(force_bytes(self.person.pk))
        token = default_token_generator.make_token(self.person)
        yield f"{self.public.url}zdjecie/{photo}/zglos/"
        yield reverse("wagtailadmin_password_reset_confirm", args=[invited, token])

    def test_every_form_of_ours_is_drawn_with_its_token(self):
        expected, drawn = templates_with_forms(), {}
        self.assertGreater(len(expected), 25)
        draw = Template._render

        def watched(template, context):
            markup = draw(template, context)
            if template.name in expected and SENT.search(markup):
                drawn.setdefault(template.name, []).append(markup)
            return markup

        with mock.patch.object(Template, "_render", watched):
            self.open_everything()
        self.assertEqual(sorted(set(expected) - set(drawn)), [], "Open a page that draws these as well.")
        for name, markups in drawn.items():
            if name == WITH_A_TOKEN_OF_ITS_OWN:
                self.assertRegex(markups[0], r'name="token" value="[^"]{20}')
                continue
            with self.subTest(template=name):
                self.assertEqual([form for m in markups for form in forms_without_token(m, "/admin/")], [])

    def open_everything(self):
        for person, addresses in (
            (self.person, self.opened_by_a_city()),
            (self.editor, self.opened_by_an_editor()),
            (self.administrator, self.opened_by_an_administrator()),
        ):
            for address in addresses:
                self.client.force_login(person)
                self.assertEqual(self.client.get(address).status_code, 200, address)
        for address in self.opened_by_strangers():
            self.assertEqual(Client().get(address, follow=True).status_code, 200, address)
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(self.person)
        new = reverse("city_galleries:new")
        self.assertEqual(strict.post(new, headers={"Origin": "http://testserver"}).status_code, 403)
        for client, address in self.opened_on_the_way_in():
            self.assertEqual(client.get(address).status_code, 200, address)

    def test_a_form_without_token_is_found(self):
        form = '<form method="post" action="/admin/x/"><button>Zapisz</button></form>'
        token = f'<input type="hidden" name="csrfmiddlewaretoken" value="{"a" * 64}">'
        self.assertEqual(forms_without_token(form, "/admin/"), [form])
        self.assertEqual(forms_without_token(form.replace("<button", f"{token}<button"), "/admin/"), [])
        self.assertEqual(forms_without_token(form.replace("post", "get"), "/admin/"), [])
