"""What signing in means to the rest of the site: the page cache, the names of cookies, production."""

import json

from django.apps import apps
from django.db import connection
from django.test import SimpleTestCase, TestCase, override_settings

from empirie.delivery.writes import changes_what_readers_see
from empirie.people.sign_in.models import Attempt, Browser, RecoveryCodes
from tests import factories as make
from tests.project.shell import PRODUCTION, manage

from .people import Visitor, an_app, an_editor

HOST_COOKIE = "__Host-sessionid"
CODE = """
import json
from django.conf import settings
names = ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SESSION_COOKIE_SECURE", "SECOND_FACTOR_REQUIRED")
print(json.dumps([getattr(settings, name) for name in names]))
"""


class PageCacheTests(TestCase):
    def test_no_table_of_the_sign_in_empties_it(self):
        labels = ("otp_totp", "django_otp_webauthn")
        models = [model for label in labels for model in apps.get_app_config(label).get_models()]
        self.assertGreater(len(models), 2)
        for model in (*models, Attempt, Browser, RecoveryCodes):
            for statement in ("INSERT INTO", "UPDATE", "DELETE FROM"):
                sql = f'{statement} "{model._meta.db_table}" SET "x" = 1'
                self.assertFalse(changes_what_readers_see(sql), sql)

    def test_nobody_who_signs_in_or_fails_to_empties_it(self):
        make.a_site()
        person = an_editor()
        app = an_app(person)
        connection.run_on_commit = []  # the preparations, which are never committed
        Visitor().give_password(password="nie-to-haslo")
        visitor = Visitor().sign_in(person, app)
        self.assertTrue(visitor.is_in)
        visitor.post("/admin/sign-in/recovery-codes/")
        visitor.post("/admin/sign-in/sign-out/")
        self.assertEqual(connection.run_on_commit, [])
        make.an_article()
        self.assertNotEqual(connection.run_on_commit, [])


class NamesOfCookiesTests(TestCase):
    @override_settings(SESSION_COOKIE_NAME=HOST_COOKIE, CSRF_COOKIE_NAME="__Host-csrftoken")
    def test_an_editor_finds_the_bar_on_public_pages_under_the_names_of_production_too(self):
        make.a_site()
        visitor = Visitor().sign_in(an_editor())
        self.assertIn(HOST_COOKIE, visitor.cookies)
        self.assertContains(visitor.get("/"), "wagtail-userbar")
        self.assertNotContains(self.client.get("/"), "wagtail-userbar")


class ProductionTests(SimpleTestCase):
    def settings_of(self, **variables):
        finished = manage("shell", "-v0", "-c", CODE, **variables)
        return json.loads(finished.stdout.strip().splitlines()[-1])

    def test_cookies_belong_to_the_host_and_staff_need_a_second_step(self):
        self.assertEqual(self.settings_of(**PRODUCTION), ["__Host-sessionid", "__Host-csrftoken", True, True])

    def test_an_operator_may_choose_not_to_demand_it(self):
        self.assertIs(self.settings_of(**PRODUCTION, SECOND_FACTOR_REQUIRED="0")[-1], False)
