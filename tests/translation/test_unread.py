"""What only a machine has translated goes live by no door, and each door says why."""

import datetime
from io import StringIO

from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Workflow, WorkflowTask
from wagtail_localize.models import StringTranslation

from empirie.core.completeness import UnfinishedTranslation, texts_nobody_read
from tests import factories as make

from .forms import a_draft_in_english, publish, translation_of
from .steps import begin_translation, translate_everything
from .test_no_false_english import EditorTestCase, text

WHY = "maszyna"


class UnreadTests(EditorTestCase):
    def setUp(self):
        super().setUp()
        self.article = make.an_article(body=text("Pierwszy <b>ważny</b> akapit &amp; drugi.", "Trzeci."))
        self.translation = begin_translation(self.article)
        translate_everything(self.translation, StringTranslation.TRANSLATION_TYPE_MACHINE)
        self.translation.save_target(publish=False)
        self.page = self.english_of(self.article)

    def stop_translating(self):
        self.translation.enabled = False
        self.translation.save()

    def assert_offline(self):
        self.assertFalse(self.english_of(self.article).live)

    def bulk(self, page, **words):
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        with self.captureOnCommitCallbacks(execute=True):
            return self.client.post(f"{address}?id={page.pk}&next=/admin/", words, follow=True)

    def test_every_text_of_the_machine_is_found_on_the_page(self):
        self.assertEqual(len(texts_nobody_read(self.page)), 4)  # title, lead, two paragraphs; not the address

    def test_a_bulk_action_refuses(self):
        self.assertContains(self.bulk(self.page), WHY)
        self.assert_offline()

    def test_a_bulk_action_on_the_parent_refuses(self):
        self.assertContains(self.bulk(self.page.get_parent(), include_descendants="on"), WHY)
        self.assert_offline()

    def test_the_api_of_the_admin_refuses(self):
        address = reverse("wagtailadmin_api:pages:action", args=[self.page.pk, "publish"])
        response = self.client.post(address)
        self.assertContains(response, WHY, status_code=400)
        self.assert_offline()

    def test_a_script_is_stopped(self):
        with self.assertRaises(UnfinishedTranslation):
            self.page.get_latest_revision().publish()
        with self.assertRaises(UnfinishedTranslation), self.captureOnCommitCallbacks(execute=True):
            self.translation.save_target()
        self.assert_offline()

    def test_the_screen_of_the_schedule_refuses(self):
        tomorrow = timezone.localtime() + datetime.timedelta(days=1)
        address = reverse("translation:schedule", args=[self.page.pk])
        response = self.client.post(address, {"go_live_at": tomorrow.strftime("%Y-%m-%d %H:%M")}, follow=True)
        self.assertContains(response, WHY)
        self.assertIsNone(self.english_of(self.article).scheduled_revision)

    def test_the_timetable_waits(self):
        revision = self.page.get_latest_revision()
        revision.approved_go_live_at = timezone.now() - datetime.timedelta(hours=1)
        revision.save()
        with self.assertLogs("empirie.core.pages", "WARNING"):
            call_command("publish_scheduled", stdout=StringIO())
        self.assert_offline()

    def test_a_stopped_translation_is_refused_in_the_form_of_the_page(self):
        self.stop_translating()
        editor = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        self.assertContains(self.client.get(editor), WHY)
        with self.assertRaises(UnfinishedTranslation):
            self.page.get_latest_revision().publish()
        self.assert_offline()

    def test_a_live_page_cannot_take_up_unread_texts(self):
        StringTranslation.objects.update(translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL)
        self.page.get_latest_revision().publish()
        publish(self.article, lead="Nowy początek.")
        self.translation.source.update_from_db()
        translate_everything(self.translation, StringTranslation.TRANSLATION_TYPE_MACHINE)
        with self.assertRaisesMessage(Exception, WHY):
            self.translation.save_target(publish=False)
        english = self.english_of(self.article)
        self.assertEqual((english.live, english.lead), (True, "EN Zaczęło się."))

    def test_after_a_person_has_read_it_every_door_is_open(self):
        StringTranslation.objects.update(translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL)
        self.bulk(self.page)
        self.assertTrue(self.english_of(self.article).live)


class ApprovalTests(EditorTestCase):
    """The approval of a workflow publishes; on an unfinished English page it says why it does not."""

    def setUp(self):
        super().setUp()
        self.article = make.an_article()
        self.page = a_draft_in_english(self.article)
        task = GroupApprovalTask.objects.create(name="Redakcja")
        workflow = Workflow.objects.create(name="Redakcja")
        WorkflowTask.objects.create(workflow=workflow, task=task)
        self.state = workflow.start(self.page, self.administrator)

    def approve(self, **headers):
        step = self.state.current_task_state.pk
        address = reverse("wagtailadmin_pages:workflow_action", args=[self.page.pk, "approve", step])
        with self.captureOnCommitCallbacks(execute=True):
            return self.client.post(address, {"comment": "Dobrze"}, **headers)

    def said(self):
        return self.client.get(reverse("wagtailadmin_home")).content.decode()

    def test_an_unfinished_page_is_not_published_and_the_editor_reads_why(self):
        response = self.approve()
        self.assertRedirects(response, self.editor(), fetch_redirect_response=False)
        said = self.said()
        self.assertIn("po polsku", said)
        self.assertNotIn("nie masz uprawnień", said.lower())
        self.assertFalse(self.english_of(self.article).live)

    def editor(self):
        return reverse("wagtailadmin_pages:edit", args=[self.page.pk])

    def test_nothing_of_the_approval_is_left(self):
        self.approve()
        self.state.refresh_from_db()
        self.assertEqual(self.state.status, "in_progress")
        self.assertEqual(self.state.current_task_state.status, "in_progress")

    def test_a_dialog_is_led_to_the_same_words(self):
        response = self.approve(headers={"x-requested-with": "XMLHttpRequest"})
        self.assertEqual(response.json(), {"step": "success", "redirect": self.editor()})
        self.assertIn("po polsku", self.said())

    def test_a_finished_page_is_approved_and_published(self):
        translate_everything(translation_of(self.article))
        translation_of(self.article).save_target(publish=False)
        self.state.cancel(user=self.administrator)
        self.state = Workflow.objects.get(name="Redakcja").start(
            self.english_of(self.article), self.administrator
        )
        self.approve()
        self.assertTrue(self.english_of(self.article).live)
