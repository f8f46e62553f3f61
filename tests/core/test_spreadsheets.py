"""What is exported opens as it is, in every program: no formula runs and nothing already stored stops it."""

import csv
import datetime
import unittest
from decimal import Decimal
from io import BytesIO, StringIO

from django.contrib.auth.models import User
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.contrib.redirects.models import Redirect
from wagtail.log_actions import log
from wagtail.models import Page, PageLogEntry

from empirie.core.spreadsheets import safe_cell
from tests import factories as make

STORED = "=Święto\x0bmiasta"
WRITTEN = "'=Święto miasta"
EXPORTS = (
    "wagtailadmin_reports:site_history",
    "wagtailadmin_reports:aging_pages",
    "wagtailadmin_reports:locked_pages",
    "wagtailredirects:index",
    "translation:report",
)


def cells(response):
    """Every cell of a CSV or XLSX export."""
    content = response.getvalue()
    if response.headers["content-type"] == "text/csv":
        rows = csv.reader(StringIO(content.decode()))
    else:
        rows = load_workbook(BytesIO(content)).active.iter_rows(values_only=True)
    return {cell for row in rows for cell in row}


class CellTests(unittest.TestCase):
    def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe(self):
        for text in (
            "=1+1",
            "+1",
            "-1+cmd",
            "@SUM(A1)",
            "\tx",
            "\rx",
            "\n=1",
            " =1",
            "＝1+1",
            "\0=1",
            "\x0b=1",
        ):
            self.assertTrue(safe_cell(text).startswith("'"), text)

    def test_numbers_days_and_other_texts_stay(self):
        for value in (-5, Decimal("-1.5"), datetime.date(2026, 5, 14), None, True, "Łódź", "a=b", ""):
            self.assertIs(safe_cell(value), value)


class ExportTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        article = make.an_article(locked=True, last_published_at=timezone.now())
        cls.editor = User.objects.create_superuser("zarzadca", "z@empirie.example", "x")
        log(article, "wagtail.edit", user=cls.editor)
        Redirect.objects.create(old_path="/dawniej", redirect_page=article)
        # As it was stored by a version that did not clean.
        Page.objects.filter(pk=article.pk).update(title=STORED, draft_title=STORED)
        PageLogEntry.objects.update(label=STORED)
        Redirect.objects.update(redirect_link=STORED, redirect_page=None)

    def test_what_is_stored_is_exported_and_runs_nowhere(self):
        self.client.force_login(self.editor)
        for name in EXPORTS:
            for kind in ("csv", "xlsx"):
                with self.subTest(export=name, kind=kind):
                    response = self.client.get(reverse(name), {"export": kind})
                    self.assertEqual(response.status_code, 200)
                    self.assertIn(WRITTEN, cells(response))

    def test_a_heading_that_an_editor_wrote_runs_nowhere_either(self):
        view = SpreadsheetExportMixin()
        view.export_headings = {"answer": STORED}
        self.assertEqual(view.get_heading(Page.objects.all(), "answer"), WRITTEN)
