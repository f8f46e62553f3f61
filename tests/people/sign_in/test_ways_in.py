"""Every way into an account, tried with the password alone where the account has a second step: none opens.

A way that is added gets a row in `WAYS`. Whatever a stranger may open is tried without one as well.
"""

import base64
import json

from django.contrib import admin
from django.contrib.auth import authenticate, login
from django.core import mail
from django.http import HttpResponse
from django.test import TestCase, override_settings
from django.urls import path, reverse
from django_otp import login as otp_login
from wagtail.models import CollectionViewRestriction, PageViewRestriction

from empirie import urls as site_urls
from empirie.people.invitations import invite, send_letter
from tests import factories as make
from tests.people import world
from tests.people.admin_views import CLASSES, EVERYBODY, PUBLIC
from tests.people.doors import every_door

from .people import LOGIN, PASSWORD, Visitor, an_app, an_editor, code_of, of_a_city

NEW = "zupelnie-inne-slowa-2"
# Asked after each attempt: on none of them somebody may be signed in.
AFTERWARDS = ("/admin/api/main/pages/", "/")
# They hand out pages and files, and take no form.
DELIVERING = {"^media/(?P<path>.+)$", "photo_on_demand", "wagtail_serve", "wagtaildocs_serve"}


def basic(name, password=PASSWORD):
    return "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()


def by_basic(request):
    """An API whose author thought of HTTP Basic, but not of the second step."""
    name, _colon, password = (
        base64.b64decode(request.headers["Authorization"].split()[1]).decode().partition(":")
    )
    request.user = authenticate(request, username=name, password=password)
    return HttpResponse()


def by_form(request):
    """A sign-in whose author takes the password for the whole of it."""
    person = authenticate(request, username=request.POST["username"], password=request.POST["password"])
    login(request, person)
    otp_login(request, person.totpdevice_set.get())
    return HttpResponse()


class Office(admin.AdminSite):
    """Django's admin with a first page that needs none of its templates and tables."""

    def index(self, request, extra_context=None):
        return HttpResponse("the office")


class CarelessAddresses:
    urlpatterns = [path("api/", by_basic), path("enter/", by_form), *site_urls.urlpatterns]
    handler404 = site_urls.handler404


class AddressesWithDjangosAdmin:
    urlpatterns = [path("office/", Office("office").urls), *site_urls.urlpatterns]
    handler404 = site_urls.handler404


def form(name):
    return {"username": name, "login": name, "email": f"{name}@empirie.example", "password": PASSWORD}


def fill_in(visitor, address, name):
    """Open the address, go where it leads, and send a form with name and password there."""
    answer = visitor.get(address, follow=True)
    where = answer.redirect_chain[-1][0] if answer.redirect_chain else address
    visitor.post(where, form(name) | {"next": "/admin/pages/"}, follow=True)


def choose_password(visitor):
    """Open the link of the last letter, choose a password there and sign in with it."""
    link = "/" + next(word for word in mail.outbox[-1].body.split() if "/confirm/" in word).split("/", 3)[3]
    answer = visitor.get(link, follow=True)
    visitor.post(answer.request["PATH_INFO"], {"new_password1": NEW, "new_password2": NEW}, follow=True)


class WaysInCase(TestCase):
    def is_let_in(self, visitor, *addresses):
        """Whether somebody is signed in on any of these pages, or opens the account's screen."""
        answers = [visitor.get(address) for address in (*addresses, *AFTERWARDS)]
        return visitor.is_in or any(answer.wsgi_request.user.is_authenticated for answer in answers)


class WaysInTests(WaysInCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        cls.editor, cls.city = an_editor(), of_a_city()
        for person in (cls.editor, cls.city):
            an_app(person)
            person.email = f"{person.username}@empirie.example"
            person.save()
        page, file = make.an_information_page(), make.a_download()
        for restriction in ("login", "password"):
            PageViewRestriction.objects.create(page=page, restriction_type=restriction, password=PASSWORD)
        files = CollectionViewRestriction.objects.create(
            collection=file.collection, restriction_type="login", password=PASSWORD
        )
        cls.page, cls.file, cls.files = page, file, files

    def ways(self, name):
        """(what it is, what a visitor does who has the password of `name` alone)"""
        yield "the admin's sign-in", lambda visitor: visitor.post(LOGIN, form(name), follow=True)
        for address in ("/admin/pages/", "/admin/api/main/pages/", self.page.url, self.file.url):
            yield (
                f"the sign-in from {address}",
                lambda visitor, address=address: fill_in(visitor, address, name),
            )
        for address in ("/_util/login/", "/en/_util/login/"):
            yield (
                "Wagtail's sign-in for readers",
                lambda visitor, address=address: fill_in(visitor, address, name),
            )
            yield "and sent at once", lambda visitor, address=address: visitor.post(address, form(name))
        for place in PageViewRestriction.objects.values_list("pk", "page"):
            address = reverse("wagtailcore_authenticate_with_password", args=place)
            yield "a private page", lambda visitor, address=address: visitor.post(address, form(name))
        address = reverse("wagtaildocs_authenticate_with_password", args=(self.files.pk,))
        yield "private files", lambda visitor, address=address: visitor.post(address, form(name))
        yield "the confirmation", lambda visitor: self.after_the_password(visitor, name, "sign_in:confirm")
        yield "the set-up", lambda visitor: self.after_the_password(visitor, name, "sign_in:add_app")
        yield "a passkey", lambda visitor: self.after_the_password(visitor, name, "sign_in:complete_use")
        yield "HTTP Basic", lambda visitor: visitor.defaults.update(HTTP_AUTHORIZATION=basic(name))
        yield "a new password by letter", lambda visitor: self.reset(visitor, name)
        yield "and then the sign-in", lambda visitor: visitor.give_password(name, NEW)

    def after_the_password(self, visitor, name, screen):
        visitor.give_password(name)
        visitor.post(reverse(screen), form(name) | {"code": "000000", "name": "Telefon"}, follow=True)

    def reset(self, visitor, name):
        visitor.post(reverse("wagtailadmin_password_reset"), form(name))
        choose_password(visitor)

    def test_no_way_lets_the_password_alone_in(self):
        for person in (self.editor, self.city):
            for number, (what, go) in enumerate(self.ways(person.username)):
                with self.subTest(way=what, person=person.username):
                    visitor = Visitor(f"203.0.113.{number}")
                    go(visitor)
                    self.assertFalse(self.is_let_in(visitor, self.page.url, self.file.url))

    def test_the_invitation_lets_nobody_past_a_second_step_either(self):
        workspace = self.city.groups.get().workspace
        send_letter(workspace, self.city, "pl")
        visitor = Visitor()
        choose_password(visitor)
        self.assertFalse(self.is_let_in(visitor))
        invite(workspace, "nowa@lodz.example")
        choose_password(visitor := Visitor())
        self.assertTrue(self.is_let_in(visitor))  # an account without a second step: the letter is a way in

    @override_settings(ROOT_URLCONF=AddressesWithDjangosAdmin)
    def test_djangos_admin_lets_nobody_in_should_somebody_switch_it_on(self):
        self.editor.is_staff = self.editor.is_superuser = True
        self.editor.save()
        visitor = Visitor()
        visitor.post("/office/login/?next=/office/", form("redakcja"))
        self.assertFalse(self.is_let_in(visitor))
        self.assertEqual(visitor.get("/office/").status_code, 302)
        visitor.give_code(code_of(self.editor.totpdevice_set.get()))
        self.assertContains(visitor.get("/office/"), "the office")

    @override_settings(ROOT_URLCONF=CarelessAddresses)
    def test_a_careless_way_in_would_be_noticed(self):
        by_basic, by_form = Visitor(HTTP_AUTHORIZATION=basic("redakcja")), Visitor()
        self.assertTrue(self.is_let_in(by_basic, "/api/"))
        by_form.post("/enter/", form("redakcja"))
        self.assertTrue(self.is_let_in(by_form))


class WhateverAStrangerOpensTests(WaysInCase):
    def test_no_address_open_to_strangers_takes_a_password_for_the_whole_sign_in(self):
        own = world.build().own
        own.user.set_password(PASSWORD)
        own.user.save()
        an_app(own.user)
        name = own.user.get_username()
        doors = [door for door in every_door() if door.name in PUBLIC - DELIVERING | CLASSES[EVERYBODY]]
        self.assertGreater(len(doors), 15)
        for number, door in enumerate(doors):
            for address in door.addresses(own):
                with self.subTest(address=address):
                    visitor = Visitor(f"203.0.113.{number}", HTTP_AUTHORIZATION=basic(name))
                    visitor.post(address, form(name), follow=True)
                    visitor.post(address, json.dumps(form(name)), content_type="application/json")
                    self.assertFalse(self.is_let_in(visitor, address))
