"""A city's workspace: what it gives, that it repairs itself, and that closing it takes everything away."""

import io
from unittest import mock

from django.contrib.auth.models import Group, User
from django.core import mail
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import TestCase
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission
from wagtail.permissions import policy_registry

from empirie.people import workspaces
from empirie.people.models import CityWorkspace
from empirie.people.roles import CITY
from empirie.people.workspaces import WorkspaceError, close_workspace, ensure_workspace, reopen_workspace
from empirie.photos.models import Photo
from galleries.models import CityPage
from tests import factories as make


def rights_of(group):
    """Everything a group may do, as sets to compare."""
    return {
        "models": {f"{p.content_type.app_label}.{p.codename}" for p in group.permissions.all()},
        "pages": set(group.page_permissions.values_list("page_id", "permission__codename")),
        "collections": set(group.collection_permissions.values_list("collection_id", "permission__codename")),
    }


class WorkspaceTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        cls.city = make.a_city()
        cls.page = make.a_city_page(cls.city)
        cls.workspace = ensure_workspace(cls.city)
        cls.neighbour = make.a_city("Krosno", "krosno")
        cls.foreign_page = make.a_city_page(cls.neighbour)
        cls.foreign = ensure_workspace(cls.neighbour)

    def somebody(self, workspace=None, username="anna"):
        user = User.objects.create_user(username, f"{username}@lodz.example", "bardzo-dlugie-haslo")
        user.groups.add((workspace or self.workspace).group)
        return User.objects.get(pk=user.pk)

    def test_a_city_may_exactly_what_the_table_of_roles_says(self):
        rights = rights_of(self.workspace.group)
        self.assertEqual(rights["models"], set(CITY.models))
        self.assertEqual(rights["pages"], {(self.page.pk, name) for name in CITY.pages})
        wanted = {(self.workspace.collection_id, right.split(".")[1]) for right in CITY.collections}
        self.assertEqual(rights["collections"], wanted)

    def test_a_city_edits_its_own_page_and_publishes_nothing(self):
        may = self.page.permissions_for_user(self.somebody())
        self.assertTrue(may.can_edit() and may.can_add_subpage())
        self.assertFalse(may.can_publish() or may.can_unpublish() or may.can_delete() or may.can_move())

    def test_a_city_may_nothing_on_its_neighbours_page_and_photos(self):
        user = self.somebody()
        may = self.foreign_page.permissions_for_user(user)
        self.assertFalse(may.can_edit() or may.can_add_subpage() or may.can_publish())
        photo = make.a_photo(collection=self.foreign.collection)
        mine = make.a_photo(collection=self.workspace.collection)
        policy = policy_registry.get_by_type(Photo)
        allowed = policy.instances_user_has_any_permission_for(user, ["add", "change", "delete", "choose"])
        self.assertNotIn(photo, allowed)
        self.assertTrue(policy.user_has_permission_for_instance(user, "choose", mine))

    def test_an_english_version_made_later_is_the_citys_too(self):
        english = make.in_english(self.page)
        self.assertTrue(english.permissions_for_user(self.somebody()).can_edit())

    def test_a_page_given_to_another_city_changes_hands(self):
        user = self.somebody()
        self.page.city = self.neighbour
        self.page.save()
        self.assertFalse(self.page.permissions_for_user(user).can_edit())

    def test_a_city_without_a_page_gets_a_draft_under_the_list_of_cities(self):
        city = make.a_city("Żywiec", "zywiec")
        ensure_workspace(city)
        page = CityPage.objects.get(city=city)
        self.assertEqual((page.slug, page.title, page.live), ("zywiec", "Żywiec", False))
        self.assertTrue(page.get_latest_revision())

    def test_an_address_that_is_taken_gets_a_number(self):
        make.polish(type(self.page.get_parent().specific)).add_child(
            instance=CityPage(title="Żywiec", slug="zywiec", city=self.city)
        )
        city = make.a_city("Żywiec", "zywiec")
        ensure_workspace(city)
        self.assertEqual(CityPage.objects.get(city=city).slug, "zywiec-2")

    def test_running_again_adds_nothing(self):
        def counts():
            tables = (
                Group,
                Collection,
                CityPage,
                CityWorkspace,
                GroupPagePermission,
                GroupCollectionPermission,
            )
            return [model.objects.count() for model in tables]

        before, rights = counts(), rights_of(self.workspace.group)
        again = ensure_workspace(self.city)
        self.assertEqual((again.pk, counts(), rights_of(again.group)), (self.workspace.pk, before, rights))

    def test_what_is_missing_comes_back_and_what_is_too_much_goes(self):
        group, rights = self.workspace.group, rights_of(self.workspace.group)
        publish = GroupPagePermission.objects.first()
        GroupPagePermission.objects.filter(group=group).delete()
        GroupPagePermission.objects.create(group=group, page=self.foreign_page, permission=publish.permission)
        GroupCollectionPermission.objects.filter(group=group).update(collection=self.foreign.collection)
        group.permissions.clear()
        ensure_workspace(self.city)
        self.assertEqual(rights_of(group), rights)

    def test_a_new_name_of_the_city_is_followed_and_names_changed_by_hand_are_put_right(self):
        Group.objects.filter(pk=self.workspace.group_id).update(name="Cokolwiek")
        Collection.objects.filter(pk=self.workspace.collection_id).update(name="Inna")
        self.city.name = "Łódź Nowa"
        self.city.save()
        again = ensure_workspace(self.city)
        self.assertEqual(again.pk, self.workspace.pk)
        self.assertEqual((again.group.name, again.collection.name), ("Miasto Łódź Nowa", "Łódź Nowa"))

    def test_a_collection_moved_into_a_neighbours_comes_back(self):
        make.a_city_page(third := make.a_city("Piła", "pila"))
        ensure_workspace(third)
        home = self.workspace.collection.get_parent()
        Collection.objects.get(pk=self.workspace.collection_id).move(
            Collection.objects.get(pk=self.foreign.collection_id), "sorted-child"
        )
        again = ensure_workspace(self.city)
        self.assertEqual(Collection.objects.get(pk=again.collection_id).get_parent(), home)

    def test_the_collection_of_all_cities_may_be_renamed(self):
        home = self.workspace.collection.get_parent()
        Collection.objects.filter(pk=home.pk).update(name="Zdjęcia miast")
        workspace = ensure_workspace(make.a_city("Piła", "pila"))
        self.assertEqual(workspace.collection.get_parent(), home)

    def test_a_group_of_somebody_else_with_the_name_is_not_taken_over(self):
        Group.objects.create(name="Miasto Piła")
        city = make.a_city("Piła", "pila")
        with self.assertRaises(WorkspaceError):
            ensure_workspace(city)
        self.assertFalse(CityPage.objects.filter(city=city).exists())

    def test_a_failure_half_way_leaves_nothing(self):
        city = make.a_city("Piła", "pila")
        before = Group.objects.count(), Collection.objects.count(), CityPage.objects.count()
        with (
            mock.patch.object(workspaces, "sync_rights", side_effect=RuntimeError),
            self.assertRaises(RuntimeError),
        ):
            ensure_workspace(city)
        after = Group.objects.count(), Collection.objects.count(), CityPage.objects.count()
        self.assertEqual((before, CityWorkspace.objects.filter(city=city).count()), (after, 0))

    def test_closing_takes_the_rights_ends_the_sessions_and_keeps_the_content(self):
        user = self.somebody()
        photo = make.a_photo(collection=self.workspace.collection, uploaded_by_user=user)
        self.client.force_login(user)
        close_workspace(self.workspace)
        self.assertEqual(self.client.get("/admin/").status_code, 302)
        user = User.objects.get(pk=user.pk)
        self.assertFalse(user.is_active or user.has_usable_password())
        self.assertEqual(
            rights_of(self.workspace.group), {"models": set(), "pages": set(), "collections": set()}
        )
        self.assertTrue(Photo.objects.filter(pk=photo.pk, uploaded_by_user=user).exists())
        self.assertTrue(CityPage.objects.get(pk=self.page.pk).live)

    def test_closing_does_not_lock_out_an_administrator(self):
        administrator = User.objects.create_superuser("szefowa", "s@empirie.example", "haslo")
        administrator.groups.add(self.workspace.group)
        close_workspace(self.workspace)
        administrator.refresh_from_db()
        self.assertTrue(administrator.is_active and administrator.has_usable_password())

    def test_a_closed_workspace_stays_closed_when_repaired(self):
        close_workspace(self.workspace)
        again = ensure_workspace(self.city)
        self.assertFalse(again.is_open)
        self.assertEqual(rights_of(again.group)["pages"], set())

    def test_reopening_gives_the_rights_back_but_unlocks_nobody(self):
        user = self.somebody()
        close_workspace(self.workspace)
        workspace = reopen_workspace(self.workspace)
        self.assertTrue(rights_of(workspace.group)["pages"])
        self.assertFalse(User.objects.get(pk=user.pk).is_active)


class CommandTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        cls.city = make.a_city("Krosno", "krosno")

    def run_command(self, *words):
        call_command("city_workspace", *words, stdout=io.StringIO())

    def test_one_city_with_an_invitation(self):
        self.run_command("krosno", "--invite", "galeria@krosno.example")
        self.assertEqual([letter.to for letter in mail.outbox], [["galeria@krosno.example"]])

    def test_every_city_and_again(self):
        make.a_city("Piła", "pila")
        self.run_command("--all")
        self.run_command("--all")
        self.assertEqual(CityWorkspace.objects.count(), 2)

    def test_closing_and_reopening(self):
        self.run_command("krosno")
        self.run_command("krosno", "--close")
        self.assertFalse(CityWorkspace.objects.get().is_open)
        self.run_command("krosno", "--reopen")
        self.assertTrue(CityWorkspace.objects.get().is_open)

    def test_what_makes_no_sense_is_explained(self):
        wrong = {
            ("atlantyda",): "atlantyda",
            (): "--all",
            ("krosno", "--all"): "--all",
            ("krosno", "--close"): "no workspace",
            ("krosno", "--invite", "galeria"): "galeria",
            ("--all", "--invite", "a@krosno.example"): "go together",
        }
        for words, reason in wrong.items():
            with self.subTest(words=words), self.assertRaisesRegex(CommandError, reason):
                self.run_command(*words)

    def test_the_list_of_cities_has_to_be_there(self):
        self.city.pages.all().delete()
        make.polish(make.CityIndexPage).delete()
        with self.assertRaises(CommandError):
            self.run_command("krosno")
