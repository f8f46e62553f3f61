"""Letters reach people in their own language, whatever language the sender works in."""

from django.contrib.auth.models import Group, User
from django.core import mail
from django.test import TestCase
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Workflow, WorkflowTask
from wagtail.users.models import UserProfile

from empirie.core.letters import send_letter
from empirie.people.roles import COMMUNICATIONS, sync_roles
from tests import factories as make


class LettersTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        sync_roles()
        cls.people = {code: cls.an_editor(code) for code in ("pl", "en")}

    @classmethod
    def an_editor(cls, code):
        user = User.objects.create_user(f"redakcja-{code}", f"{code}@empirie.example", "haslo")
        user.groups.add(Group.objects.get(name=COMMUNICATIONS))
        UserProfile.objects.create(user=user, preferred_language=code)
        return user

    def letters(self):
        return {letter.to[0]: f"{letter.subject} {letter.body}" for letter in mail.outbox}

    def test_a_new_password_is_offered_in_the_persons_language(self):
        for code, words in (("pl", "Reset hasła"), ("en", "to reset your password")):
            with self.subTest(language=code):
                mail.outbox.clear()
                self.client.post(reverse("wagtailadmin_password_reset"), {"email": f"{code}@empirie.example"})
                self.assertIn(words, self.letters()[f"{code}@empirie.example"])

    def test_somebody_who_never_chose_a_language_gets_a_polish_letter(self):
        User.objects.create_user("nowa", "nowa@empirie.example", "haslo")
        self.client.post(reverse("wagtailadmin_password_reset"), {"email": "nowa@empirie.example"})
        self.assertIn("Reset hasła", self.letters()["nowa@empirie.example"])

    def test_sending_a_letter_writes_no_profile(self):
        person = User.objects.create_user("nowa", "nowa@empirie.example", "haslo")
        self.assertEqual(send_letter([person], "people/sign_in/letter", what="added"), 1)
        self.assertFalse(UserProfile.objects.filter(user=person).exists())

    def test_those_who_approve_are_asked_each_in_their_language(self):
        task = GroupApprovalTask.objects.create(name="Zgoda")
        task.groups.add(Group.objects.get(name=COMMUNICATIONS))
        workflow = Workflow.objects.create(name="Zgoda")
        WorkflowTask.objects.create(workflow=workflow, task=task)
        article = make.an_article()
        article.save_revision()
        author = User.objects.create_superuser("autor", "autor@empirie.example", "haslo")
        with self.captureOnCommitCallbacks(execute=True):
            workflow.start(article, author)
        letters = self.letters()
        self.assertIn("została wysłana do akceptacji", letters["pl@empirie.example"])
        self.assertIn("submitted for approval", letters["en@empirie.example"])
