"""The screens about workspaces: what an editor opens, invites and closes there."""

from django.contrib.auth.models import Group, User
from django.core import mail
from django.test import TestCase
from django.urls import reverse
from wagtail.models import Collection

from empirie.people.invitations import invite
from empirie.people.models import CityWorkspace
from empirie.people.roles import COMMUNICATIONS, TRANSLATOR, sync_roles
from empirie.people.workspaces import ensure_workspace
from tests import factories as make


class WorkspaceScreensTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        sync_roles()
        cls.city = make.a_city("Krosno", "krosno")
        cls.editor = User.objects.create_user("redakcja", "redakcja@empirie.example")
        cls.editor.groups.add(Group.objects.get(name=COMMUNICATIONS))

    def setUp(self):
        self.client.force_login(self.editor)

    def address(self, screen, *args):
        return reverse(f"city_workspaces:{screen}", args=(self.city.pk, *args))

    def test_one_press_gives_a_city_its_workspace(self):
        listing = self.client.get(reverse("city_workspaces:index"))
        self.assertContains(listing, "Utwórz stanowisko miasta")
        self.assertContains(listing, f'action="{self.address("open")}"')
        answer = self.client.post(self.address("open"), follow=True)
        self.assertContains(answer, "Krosno ma swoje stanowisko")
        self.assertTrue(CityWorkspace.objects.get().is_open)

    def test_an_editor_invites_a_person_and_sees_who_is_there(self):
        ensure_workspace(self.city)
        fields = {"email": "galeria@krosno.example", "language": "pl"}
        answer = self.client.post(self.address("invite"), fields, follow=True)
        self.assertContains(answer, "galeria@krosno.example")
        self.assertEqual(mail.outbox[0].to, ["galeria@krosno.example"])

    def test_a_mistake_is_told_beside_the_field_and_loses_nothing(self):
        ensure_workspace(self.city)
        for address in ("galeria", "redakcja@empirie.example"):
            answer = self.client.post(self.address("invite"), {"email": address, "language": "en"})
            self.assertEqual(answer.status_code, 200)
            self.assertTrue(answer.context["form"].errors["email"])
            self.assertContains(answer, f'value="{address}"')
        self.assertEqual(mail.outbox, [])

    def test_closing_asks_first_and_names_who_will_be_locked_out(self):
        person = invite(ensure_workspace(self.city), "galeria@krosno.example")
        self.assertContains(self.client.get(self.address("close")), "galeria@krosno.example")
        self.assertTrue(CityWorkspace.objects.get().is_open)
        answer = self.client.post(self.address("close"), follow=True)
        self.assertContains(answer, "zamknięte")
        self.assertFalse(User.objects.get(pk=person.pk).is_active)
        self.assertContains(self.client.get(self.address("detail")), "Otwórz ponownie")
        self.client.post(self.address("open"))
        self.assertTrue(CityWorkspace.objects.get().is_open)

    def test_one_person_is_locked_out_without_closing(self):
        workspace = ensure_workspace(self.city)
        left, stays = (invite(workspace, f"{name}@krosno.example") for name in ("anna", "jan"))
        self.client.post(self.address("lock", left.pk))
        self.assertEqual([p.is_active for p in workspace.people], [False, True])
        self.assertTrue(User.objects.get(pk=stays.pk).is_active)

    def test_nobody_outside_the_workspace_can_be_locked_there(self):
        ensure_workspace(self.city)
        self.assertEqual(self.client.post(self.address("lock", self.editor.pk)).status_code, 404)
        self.assertTrue(User.objects.get(pk=self.editor.pk).is_active)

    def test_a_reason_against_is_shown_in_words(self):
        Group.objects.create(name="Miasto Krosno")
        answer = self.client.post(self.address("open"), follow=True)
        self.assertContains(answer, "Miasto Krosno")
        self.assertFalse(CityWorkspace.objects.exists())

    def test_a_translator_has_no_business_here(self):
        translator = User.objects.create_user("translator")
        translator.groups.add(Group.objects.get(name=TRANSLATOR))
        self.client.force_login(translator)
        for screen in ("detail", "open", "invite", "close"):
            answer = self.client.post(self.address(screen), {"email": "a@krosno.example", "language": "pl"})
            self.assertIn(answer.status_code, (302, 403, 405))
        self.assertFalse(CityWorkspace.objects.exists())

    def test_the_record_of_a_city_leads_to_its_workspace(self):
        listing = self.client.get(reverse("wagtailsnippets_subjects_city:list"))
        self.assertContains(listing, self.address("detail"))

    def test_group_and_collection_of_a_workspace_cannot_be_deleted_by_mistake(self):
        workspace = ensure_workspace(self.city)
        self.client.force_login(User.objects.create_superuser("administrator"))
        answer = self.client.post(
            reverse("wagtailusers_groups:delete", args=(workspace.group_id,)), follow=True
        )
        self.assertContains(answer, "zamknij stanowisko")
        address = reverse("wagtailadmin_collections:delete", args=(workspace.collection_id,))
        self.assertContains(self.client.get(address), "1 stanowisko miasta")
        self.client.post(address)
        self.assertTrue(Group.objects.filter(pk=workspace.group_id).exists())
        self.assertTrue(Collection.objects.filter(pk=workspace.collection_id).exists())
