"""What each role may do, and what it may not: asked of the same table that provisions them."""

from django.contrib.auth.models import Group, User
from django.test import TestCase
from wagtail.models import GroupCollectionPermission, GroupPagePermission

from empirie.people.roles import COMMUNICATIONS, ROLES, TRANSLATOR, sync_roles
from tests import factories as make


class RolesTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        sync_roles()
        cls.article = make.an_article()

    def somebody(self, role):
        user = User.objects.create_user(username=role.lower())
        user.groups.add(Group.objects.get(name=role))
        return User.objects.get(pk=user.pk)

    def may(self, role, page=None):
        return (page or self.article).permissions_for_user(self.somebody(role))

    def test_communications_edit_publish_and_unpublish_every_page(self):
        may = self.may(COMMUNICATIONS)
        self.assertTrue(may.can_edit() and may.can_publish() and may.can_unpublish() and may.can_delete())

    def test_a_translator_edits_english_pages_but_publishes_nothing(self):
        may = self.may(TRANSLATOR, make.in_english(self.article))
        self.assertTrue(may.can_edit())
        self.assertFalse(may.can_publish() or may.can_unpublish() or may.can_delete())

    def test_a_translator_does_not_touch_the_polish_source(self):
        may = self.may(TRANSLATOR)
        self.assertFalse(may.can_edit() or may.can_add_subpage() or may.can_move() or may.can_publish())

    def test_every_role_opens_the_admin_and_none_manages_people(self):
        for role in ROLES:
            user = self.somebody(role)
            with self.subTest(role=role):
                self.assertTrue(user.has_perm("wagtailadmin.access_admin"))
                self.assertFalse(user.has_perm("auth.change_user") or user.is_superuser)

    def test_a_translator_changes_no_record(self):
        user = self.somebody(TRANSLATOR)
        self.assertFalse(user.has_perm("subjects.change_city"))
        self.assertTrue(self.somebody(COMMUNICATIONS).has_perm("subjects.change_city"))

    def test_provisioning_again_adds_nothing_and_takes_away_what_the_table_does_not_give(self):
        group = Group.objects.get(name=TRANSLATOR)
        counts = [model.objects.count() for model in (GroupPagePermission, GroupCollectionPermission)]
        publish = GroupPagePermission.objects.filter(permission__codename="publish_page").first()
        GroupPagePermission.objects.create(group=group, page=publish.page, permission=publish.permission)
        sync_roles()
        self.assertEqual(
            counts, [model.objects.count() for model in (GroupPagePermission, GroupCollectionPermission)]
        )
