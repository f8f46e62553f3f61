"""Every address of the admin, asked by every role, by GET and POST: who gets in, and what they are told.

The addresses come from the resolver. A view that nobody has classified in admin_views fails the test.
"""

import unittest
from contextlib import contextmanager
from unittest import mock
from urllib.parse import urlencode

from django.db import connection, transaction
from django.test import Client, TestCase
from django.urls import reverse

from empirie.people.roles import COMMUNICATIONS, TRANSLATOR

from . import world
from .admin_views import CLASSES, NEEDS_ANOTHER_STATE, PUBLIC, UPSTREAM_FAILURES
from .doors import every_door, forged, questions, unfolded
from .world import ADMINISTRATOR, ANONYMOUS, CITY, MARK, OWNERS

GUARD = "empirie.people.middleware.may_open"
IN_PAGE = {}
BY_SCRIPT = {"headers": {"x-requested-with": "XMLHttpRequest"}}


def classes_of(name):
    """The classes whose table has a name, or its namespace as "namespace:*"."""
    namespace = f"{name.rpartition(':')[0]}:*"
    return [roles for roles, names in CLASSES.items() if name in names or namespace in names]


def roles_of(name):
    return next(iter(classes_of(name)), ())


def admin_doors():
    return [door for door in every_door() if door.is_admin]


def is_refusal(response):
    """Turned away: forbidden, not found, not by this method, or sent to the sign-in or the dashboard."""
    if response.status_code in (301, 302):
        place = response.headers["location"].split("?")[0]
        return place in (reverse("wagtailadmin_login"), reverse("wagtailadmin_home"))
    return response.status_code in (401, 403, 404, 405)


@contextmanager
def writing():
    """Yields the list of statements that changed a table, apart from sessions and when they were active."""
    found = []

    def watch(execute, sql, params, many, context):
        verb = sql.lstrip("( ").split(" ", 1)[0].upper()
        is_session = "django_session" in sql or sql.startswith('UPDATE "people_browser" SET "last_seen_at"')
        if verb in {"INSERT", "UPDATE", "DELETE"} and not is_session:
            found.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield found


class MatrixCase(TestCase):
    """Asks as one role. What a request changes is undone before the next."""

    role = None

    @classmethod
    def setUpTestData(cls):
        cls.world = world.build()

    def setUp(self):
        self.browser = Client(raise_request_exception=False)
        if self.role != ANONYMOUS:
            self.browser.force_login(self.world.users[self.role])
        self.session = dict(self.browser.cookies)

    def ask(self, method, address, owner, **extra):
        """The response, and the statements that changed something."""
        self.browser.cookies.clear()
        self.browser.cookies.update(self.session)
        point = transaction.savepoint()
        try:
            with writing() as changes:
                if method == "POST":
                    response = self.browser.post(address, forged(owner), **extra)
                else:
                    response = self.browser.get(address, **extra)
        finally:
            transaction.savepoint_rollback(point)
        return response, changes

    def requests(self, door, owner):
        """(method, address, how) of everything to be tried at a door."""
        for address in door.addresses(owner):
            asked = f"{address}?{urlencode(questions(owner))}"
            yield "GET", address, IN_PAGE
            yield "GET", asked, BY_SCRIPT
            yield "POST", asked, BY_SCRIPT

    def assertTellsNothing(self, response, marks, address):
        told = unfolded(
            response.content.decode(errors="replace") + str(response.headers) + str(response.cookies)
        )
        told = told.replace(address.lower(), "")
        for mark in marks:
            self.assertNotIn(mark, told, f"{address} tells of {mark}")


class ClassificationTests(unittest.TestCase):
    def test_every_view_is_classified_once(self):
        doors = every_door()
        for door in doors:
            with self.subTest(view=door.name):
                found = len(classes_of(door.name)) if door.is_admin else int(door.name in PUBLIC)
                self.assertEqual(found, 1, f"Say in tests/people/admin_views.py who may open {door.name}.")

    def test_nothing_is_classified_that_is_not_there(self):
        names = {door.name for door in every_door()}
        listed = set().union(*CLASSES.values(), PUBLIC, NEEDS_ANOTHER_STATE, UPSTREAM_FAILURES)
        gone = {name for name in listed if not name.endswith("*")} - names
        self.assertEqual(gone, set())


class AnonymousTests(MatrixCase):
    role = ANONYMOUS

    def test_a_stranger_gets_to_the_sign_in_and_no_further(self):
        owner = self.world.own
        for door in admin_doors():
            with self.subTest(view=door.name):
                for method, address, how in self.requests(door, owner):
                    response, changes = self.ask(method, address, owner, **how)
                    self.assertLess(response.status_code, 500, address)
                    self.assertTellsNothing(response, [f"{MARK}{name}" for name in OWNERS], address)
                    if ANONYMOUS not in roles_of(door.name):
                        self.assertTrue(is_refusal(response), (method, address))
                        self.assertEqual(changes, [], (method, address))


class CityTests(MatrixCase):
    role = CITY

    def test_a_city_opens_its_own_screens_and_learns_nothing_of_others_anywhere(self):
        for door in admin_doors():
            with self.subTest(view=door.name):
                for owner in (self.world.own, self.world.other, self.world.staff):
                    for method, address, how in self.requests(door, owner):
                        how = how if owner is self.world.own else BY_SCRIPT
                        self.check(door, owner, method, address, how)

    def check(self, door, owner, method, address, how):
        response, changes = self.ask(method, address, owner, **how)
        self.assertTellsNothing(response, [f"{MARK}other", f"{MARK}staff"], address)
        if CITY in roles_of(door.name):
            self.assertLess(response.status_code, 500, (method, address))
        else:
            self.assertEqual((response.status_code, changes), (403, []), (method, address))

    def test_the_matrix_notices_when_the_guard_is_missing(self):
        opened = leaking = 0
        with mock.patch(GUARD, return_value=True):
            for door in admin_doors():
                if "report" not in door.name and "choose" not in door.name:
                    continue
                for method, address, how in self.requests(door, self.world.other):
                    response, _changes = self.ask(method, address, self.world.other, **how)
                    opened += not is_refusal(response)
                    told = unfolded(response.content.decode(errors="replace"))
                    leaking += f"{MARK}other" in told.replace(address.lower(), "")
        self.assertGreater(opened, 10)
        self.assertGreater(leaking, 0)


class StaffMixin:
    """Staff get in where the table says so, and nowhere else."""

    def owner(self):
        return self.world.own

    def requests(self, door, owner):
        for address in door.addresses(owner):
            asked = f"{address}?{urlencode(questions(owner))}"
            yield "GET", asked if door.name == "wagtail_bulk_action" else address, IN_PAGE
            yield "POST", asked, IN_PAGE

    def test_this_role_opens_exactly_what_the_table_says(self):
        owner = self.owner()
        for door in admin_doors():
            with self.subTest(view=door.name):
                answers = [
                    (method, *self.ask(method, address, owner, **how))
                    for method, address, how in self.requests(door, owner)
                ]
                failed = [method for method, answer, _changes in answers if answer.status_code >= 500]
                if self.role in roles_of(door.name) and door.name in UPSTREAM_FAILURES:
                    self.assertNotEqual(failed, [], "mended: delete it from UPSTREAM_FAILURES")
                else:
                    self.assertEqual(failed, [])
                open_doors = [method for method, answer, _changes in answers if not is_refusal(answer)]
                if self.role not in roles_of(door.name):
                    self.assertEqual(open_doors, [])
                    self.assertEqual([sql for _method, _answer, changes in answers for sql in changes], [])
                elif door.name not in NEEDS_ANOTHER_STATE:
                    self.assertNotEqual(open_doors, [], "nobody got in")


class TranslatorTests(StaffMixin, MatrixCase):
    role = TRANSLATOR

    def owner(self):
        """Translators work on the English pages; the Polish ones are closed to them (tests of the roles)."""
        return self.world.english


class CommunicationsTests(StaffMixin, MatrixCase):
    role = COMMUNICATIONS


class AdministratorTests(StaffMixin, MatrixCase):
    role = ADMINISTRATOR
