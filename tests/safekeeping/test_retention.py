"""What is erased in time, and what stays."""

import datetime
import os
import re
from io import StringIO
from unittest import mock

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.test import TestCase
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.log_actions import log
from wagtail.models import PageLogEntry, Revision, UploadedFile

from empirie.core.retention import rules
from empirie.people.invitations import invite
from empirie.people.workspaces import ensure_workspace
from empirie.photos.models import PhotoReport, Withdrawal
from empirie.safekeeping.management.commands import apply_retention
from empirie.safekeeping.revisions import erase_revisions_before
from tests import factories as make
from tests.project.shell import ROOT

LONG_AGO = timezone.now() - datetime.timedelta(days=4 * 365)


def erase(*options):
    """What the command says: {rule: number}."""
    said = StringIO()
    call_command("apply_retention", *options, stdout=said)
    return {
        line.split("  ")[-1].split(", kept")[0]: int(line.split()[0])
        for line in said.getvalue().splitlines()
        if line.strip()[0].isdigit()
    }


class RetentionTests(TestCase):
    def a_report(self, **fields):
        return PhotoReport.objects.create(
            photo_title="x", address="/", email="jan@empirie.example", message="To ja", **fields
        )

    def test_a_decided_report_loses_its_reader_and_an_open_one_does_not(self):
        old = self.a_report(handled_at=LONG_AGO, outcome="kept", handled_by=make.a_person())
        fresh = self.a_report(handled_at=timezone.now())
        still_open = self.a_report(created_at=LONG_AGO)
        erase()
        old.refresh_from_db()
        self.assertEqual((old.email, old.message, old.outcome, old.handled_by), ("", "", "kept", None))
        for report in (fresh, still_open):
            report.refresh_from_db()
            self.assertEqual(report.email, "jan@empirie.example")

    def test_an_ended_session_goes_and_a_running_one_stays(self):
        for key, days in (("old", -1), ("new", 1)):
            until = timezone.now() + datetime.timedelta(days=days)
            Session.objects.create(session_key=key, session_data="", expire_date=until)
        erase()
        self.assertEqual(list(Session.objects.values_list("session_key", flat=True)), ["new"])

    def test_an_invitation_nobody_took_up_goes_and_an_account_in_use_stays(self):
        make.a_site()
        workspace = ensure_workspace(make.a_city())
        forgotten, again, used = (invite(workspace, f"{name}@empirie.example") for name in ("a", "b", "c"))
        people = get_user_model().objects
        people.update(date_joined=LONG_AGO)
        people.filter(pk=used.pk).update(last_login=LONG_AGO)
        staff = make.an_editor()
        people.filter(pk=staff.pk).update(date_joined=LONG_AGO)
        invite(workspace, "b@empirie.example")
        self.assertEqual(erase()["Invitations to a city's workspace that nobody took up: the account"], 1)
        self.assertEqual(set(people.values_list("pk", flat=True)), {again.pk, used.pk, staff.pk})
        self.assertNotIn(forgotten.pk, people.values_list("pk", flat=True))

    def test_half_finished_work_goes_after_a_day(self):
        person = make.a_person()
        kind = ContentType.objects.get_for_model(get_user_model())
        EditingSession.objects.create(user=person, content_type=kind, object_id="1", last_seen_at=LONG_AGO)
        now = EditingSession.objects.create(
            user=person, content_type=kind, object_id="2", last_seen_at=timezone.now()
        )
        gone = UploadedFile.objects.create(file=ContentFile(b"x", name="a.jpg"))
        gone.file.storage.delete(gone.file.name)
        fresh = UploadedFile.objects.create(file=ContentFile(b"x", name="b.jpg"))
        erase()
        self.assertEqual(list(EditingSession.objects.all()), [now])
        self.assertEqual(list(UploadedFile.objects.all()), [fresh])

    def test_an_abandoned_upload_goes_with_its_file_and_so_does_a_file_without_a_row(self):
        storage = UploadedFile._meta.get_field("file").storage
        old = UploadedFile.objects.create(file=ContentFile(b"x", name="a.jpg")).file.name
        fresh = UploadedFile.objects.create(file=ContentFile(b"x", name="b.jpg")).file.name
        stray = storage.save("wagtail_uploads/c.jpg", ContentFile(b"x"))
        young = storage.save("wagtail_uploads/d.jpg", ContentFile(b"x"))
        for name in (old, stray):
            os.utime(storage.path(name), (LONG_AGO.timestamp(), LONG_AGO.timestamp()))
        for options, expected in ((["--dry-run"], [True] * 4), ([], [False, True, False, True])):
            with self.subTest(options=options), self.captureOnCommitCallbacks(execute=not options):
                erase(*options)
            there = [storage.exists(name) for name in (old, fresh, stray, young)]
            self.assertEqual(there, expected)
        self.assertEqual(list(UploadedFile.objects.values_list("file", flat=True)), [fresh])

    def test_old_versions_go_but_never_the_public_the_latest_or_a_scheduled_one(self):
        make.a_site()
        page = make.an_article()
        versions = [page.save_revision() for _number in range(5)]
        versions[1].publish()
        Revision.objects.filter(pk=versions[2].pk).update(approved_go_live_at=timezone.now())
        Revision.objects.update(created_at=LONG_AGO)
        Revision.objects.filter(pk=versions[4].pk).update(created_at=timezone.now())
        page.refresh_from_db()
        kept = {page.live_revision_id, versions[2].pk, page.latest_revision_id}
        self.assertEqual(len(kept), 3)
        erase_revisions_before(timezone.now() - datetime.timedelta(days=365))
        self.assertEqual(set(Revision.objects.for_instance(page).values_list("pk", flat=True)), kept)

    def test_the_log_forgets_who_and_remembers_what(self):
        make.a_site()
        page, person = make.an_article(), make.a_person()
        log(page, "wagtail.edit", user=person)
        log(page, "wagtail.publish", user=person)
        PageLogEntry.objects.filter(action="wagtail.edit").update(timestamp=LONG_AGO)
        Withdrawal.objects.create(photo_title="x", action="hidden", user=person, at=LONG_AGO)
        erase()
        entries = dict(PageLogEntry.objects.filter(page_id=page.pk).values_list("action", "user_id"))
        self.assertIsNone(entries["wagtail.edit"])
        self.assertEqual(entries["wagtail.publish"], person.pk)
        self.assertIsNone(Withdrawal.objects.get().user)

    def test_a_dry_run_counts_and_erases_nothing(self):
        self.a_report(handled_at=LONG_AGO)
        self.assertEqual(erase("--dry-run")["Readers' reports about photos: message and e-mail address"], 1)
        self.assertEqual(PhotoReport.objects.get().email, "jan@empirie.example")

    def test_a_rule_that_fails_does_not_keep_the_others_and_is_named(self):
        report = self.a_report(handled_at=LONG_AGO)
        broken = mock.Mock(what="a broken rule", erase=mock.Mock(side_effect=OSError))
        with (
            mock.patch.object(apply_retention, "rules", return_value=[broken, *rules()]),
            self.assertRaisesMessage(CommandError, "a broken rule"),
        ):
            call_command("apply_retention", stdout=StringIO(), stderr=StringIO())
        report.refresh_from_db()
        self.assertEqual(report.email, "")

    def test_the_page_about_privacy_names_every_rule(self):
        rows = re.findall(r"^\| ([^|]+?) \|", (ROOT / "docs/privacy.md").read_text(), re.MULTILINE)
        for rule in rules():
            with self.subTest(rule=rule.what):
                self.assertIn(rule.what, rows)
                self.assertTrue(all((rule.kept, rule.why, rule.basis)))
