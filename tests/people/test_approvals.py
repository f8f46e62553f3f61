"""A page that is sent for approval is decided about: in both trees, and by people who are there."""

from io import StringIO

from django.contrib.auth.models import Group, User
from django.core import mail
from django.core.management import call_command
from django.test import TestCase
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowPage, WorkflowState
from wagtail.test.utils.form_data import nested_form_data, querydict_from_html, streamfield
from wagtail.users.models import UserProfile
from wagtail_localize.models import Translation

from articles.models import ArticleIndexPage, ArticlePage
from empirie.people.roles import APPROVAL_OF_PAGES, COMMUNICATIONS, TRANSLATOR, sync_roles
from galleries.models import CityIndexPage, CityPage, GalleryPage
from tests import factories as make


def somebody(name, role, language="pl"):
    person = User.objects.create_user(name, f"{name}@empirie.example")
    person.groups.add(Group.objects.get(name=role))
    UserProfile.objects.create(user=person, preferred_language=language)
    return User.objects.get(pk=person.pk)


class ApprovalTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        sync_roles()
        cls.author = somebody("autorka", COMMUNICATIONS)
        cls.editor = somebody("redaktor", COMMUNICATIONS)
        cls.translator = somebody("translator", TRANSLATOR, "en")
        cls.article = make.an_article(live=False)
        cls.article.save_revision()
        cls.english = make.in_english(cls.article)
        cls.english.unpublish()
        Translation.objects.update(enabled=False)  # the English page is edited in Wagtail's own form

    def editing(self, page, person):
        """(the editor's screen, its form) of `page`, as `person` gets them."""
        self.client.force_login(person)
        screen = self.client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
        form = querydict_from_html(screen, form_id="page-edit-form")
        form.update(nested_form_data({"body": streamfield([])}))
        return screen, form

    def press(self, page, person, button, **typed):
        """Press a button of the editor that `person` has."""
        screen, form = self.editing(page, person)
        self.assertIn(f'name="{button}"', screen)
        for field, text in (typed | {button: "1"}).items():
            form[field] = text
        with self.captureOnCommitCallbacks(execute=True):
            return self.client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form, follow=True)

    def decide(self, page, person, decision, **words):
        """Take the decision "approve" or "reject" on the dashboard."""
        self.client.force_login(person)
        step = Page.objects.get(pk=page.pk).current_workflow_task_state
        address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, decision, step.pk])
        with self.captureOnCommitCallbacks(execute=True):
            return self.client.post(address, words, follow=True)

    def has_button(self, page, person):
        return 'name="action-submit"' in self.editing(page, person)[0]

    def is_live(self, page):
        return Page.objects.get(pk=page.pk).live

    def letters(self):
        letters = {letter.to[0]: f"{letter.subject} {letter.body}" for letter in mail.outbox}
        mail.outbox.clear()
        return letters


class DecisionTests(ApprovalTestCase):
    def paths(self):
        """(page, who sends it) for each role that has the button, in its tree."""
        return ((self.article, self.author), (self.english, self.author), (self.english, self.translator))

    def test_what_is_sent_is_approved_and_public_and_everybody_is_told_in_their_language(self):
        for page, sender in self.paths():
            with self.subTest(page=str(page), sender=sender.username):
                self.press(page, sender, "action-submit")
                self.assertIn("wysłana do akceptacji", self.letters()["redaktor@empirie.example"])
                self.assertFalse(self.is_live(page))
                self.decide(page, self.editor, "approve")
                self.assertTrue(self.is_live(page))
                word = {self.author: "zaakceptowana", self.translator: "has been approved"}[sender]
                self.assertIn(word, self.letters()[sender.email])
                Page.objects.get(pk=page.pk).specific.unpublish()

    def test_what_is_sent_back_is_told_can_be_changed_and_sent_again(self):
        for page, sender in self.paths():
            with self.subTest(page=str(page), sender=sender.username):
                self.press(page, sender, "action-submit")
                self.letters()
                self.decide(page, self.editor, "reject", comment="Proszę dopisać datę.")
                self.assertIn("Proszę dopisać datę.", self.letters()[sender.email])
                self.press(page, sender, "action-submit", lead="14 maja.")
                self.decide(page, self.editor, "approve")
                self.assertTrue(self.is_live(page))
                self.assertEqual(Page.objects.get(pk=page.pk).specific.lead, "14 maja.")
                Page.objects.get(pk=page.pk).specific.unpublish()

    def test_the_editor_finds_it_on_the_dashboard(self):
        self.press(self.article, self.author, "action-submit")
        self.client.force_login(self.editor)
        self.assertContains(self.client.get(reverse("wagtailadmin_home")), self.article.title[:15])


class DeadEndTests(ApprovalTestCase):
    def test_without_anybody_to_decide_there_is_no_button_and_sending_does_nothing(self):
        User.objects.filter(groups__name=COMMUNICATIONS).update(is_active=False)
        self.assertFalse(self.has_button(self.english, self.translator))
        _screen, form = self.editing(self.english, self.translator)
        form["action-submit"] = "1"
        self.client.post(reverse("wagtailadmin_pages:edit", args=[self.english.pk]), form)
        self.assertFalse(WorkflowState.objects.exists())

    def test_whoever_may_decide_but_not_publish_is_not_enough(self):
        group = Group.objects.create(name="Kolegium")
        self.translator.groups.add(group)
        GroupApprovalTask.objects.get().groups.set([group])
        self.assertFalse(self.has_button(self.article, self.author))

    def test_a_page_that_is_begun_below_has_the_button_only_where_it_leads_somewhere(self):
        self.client.force_login(self.author)
        address = reverse(
            "wagtailadmin_pages:add", args=["articles", "articlepage", make.polish(ArticleIndexPage).pk]
        )
        self.assertContains(self.client.get(address), 'name="action-submit"')
        GroupApprovalTask.objects.get().groups.clear()
        self.assertNotContains(self.client.get(address), 'name="action-submit"')

    def test_the_page_of_a_city_does_not_wait_on_the_screen_of_galleries(self):
        city_page = make.a_city_page(live=False)
        english_gallery = make.in_english(make.a_gallery(make.polish(CityPage)))
        for page in (city_page, english_gallery):
            with self.subTest(page=type(page).__name__):
                self.assertEqual(page.get_workflow().name, APPROVAL_OF_PAGES)
        gallery = make.polish(GalleryPage)
        self.assertEqual(gallery.get_workflow(), make.polish(CityIndexPage).workflowpage.workflow)

    def test_a_page_that_waits_for_nobody_is_freed_by_communications(self):
        self.press(self.article, self.author, "action-submit")
        group = Group.objects.create(name="Nikt")
        GroupApprovalTask.objects.get().groups.set([group])
        self.press(self.article, self.editor, "action-cancel-workflow")
        self.assertFalse(Page.objects.get(pk=self.article.pk).workflow_in_progress)
        self.press(self.article, self.editor, "action-publish")
        self.assertTrue(self.is_live(self.article))

    def test_a_translator_frees_no_page_and_communications_none_that_waits_for_somebody_else(self):
        self.press(self.english, self.author, "action-submit")
        group = Group.objects.create(name="Kolegium")
        task = GroupApprovalTask.objects.get()
        task.groups.set([group])
        state = WorkflowState.objects.get()
        self.assertFalse(state.user_can_cancel(self.translator))
        head = User.objects.create_superuser("naczelna")
        head.groups.add(group)
        self.assertFalse(state.user_can_cancel(self.editor))


class ProvisioningTests(TestCase):
    """What Wagtail's migrations leave: "Moderators approval" on the root, decided by an empty group."""

    def sync(self):
        call_command("sync_roles", stdout=StringIO())

    def everything(self):
        return (
            list(Workflow.objects.values_list("pk", "name", "active")),
            list(GroupApprovalTask.objects.values_list("pk", "name", "active", "groups__name")),
            list(WorkflowPage.objects.values_list("page", "workflow")),
        )

    def approval(self):
        return Page.get_first_root_node().workflowpage.workflow

    def groups(self):
        return [group.name for task in self.approval().tasks for group in task.specific.groups.all()]

    def test_the_workflow_that_wagtail_left_is_given_to_communications_under_a_polish_name(self):
        self.assertEqual(self.groups(), ["Moderators"])
        self.sync()
        (task,) = self.approval().tasks
        self.assertEqual((self.approval().name, task.name), (APPROVAL_OF_PAGES, APPROVAL_OF_PAGES))
        self.assertEqual(self.groups(), [COMMUNICATIONS])

    def test_doing_it_again_changes_nothing(self):
        self.sync()
        before = self.everything()
        self.sync()
        self.assertEqual(self.everything(), before)

    def test_a_lost_or_disabled_workflow_comes_back(self):
        for name, harm in (
            ("deleted", lambda: Workflow.objects.all().delete()),
            ("taken from the pages", lambda: WorkflowPage.objects.all().delete()),
            ("disabled", lambda: self.approval().deactivate()),
            ("without steps", lambda: GroupApprovalTask.objects.all().delete()),
            ("without people", lambda: [t.groups.clear() for t in GroupApprovalTask.objects.all()]),
        ):
            with self.subTest(harm=name):
                harm()
                self.sync()
                self.assertEqual(self.groups(), [COMMUNICATIONS])
                self.assertTrue(self.approval().active and all(t.active for t in self.approval().tasks))

    def test_what_an_administrator_decided_stays(self):
        Workflow.objects.update(name="Kolegium")
        people = Group.objects.create(name="Kolegium")
        User.objects.create_user("naczelna").groups.add(people)
        GroupApprovalTask.objects.get().groups.set([people])
        self.sync()
        self.assertEqual((self.approval().name, self.groups()), ("Kolegium", ["Kolegium"]))

    def test_a_page_that_was_locked_before_is_decided_by_communications(self):
        make.a_site()
        article = make.an_article(live=False)
        article.save_revision()
        self.approval().start(ArticlePage.objects.get(pk=article.pk), None)
        self.sync()
        editor = somebody("redaktor", COMMUNICATIONS)
        task = Page.objects.get(pk=article.pk).current_workflow_task.specific
        self.assertFalse(task.locked_for_user(article, editor))
        self.assertIn("approve", [action for action, _words, _modal in task.get_actions(article, editor)])
