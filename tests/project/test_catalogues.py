"""The checker of the catalogues finds every kind of text that readers would not get in Polish."""

import shutil

import polib
import pytest

from tools.catalogues import CATALOGUES, problems

MANAGE = """
import sys
from django.conf import settings
settings.configure(LOCALE_PATHS=["{root}/site/locale"], USE_I18N=True)
from django.core.management import execute_from_command_line
execute_from_command_line(sys.argv)
"""
PAGE = """{% load i18n %}{% translate "Read more" %}
{% blocktranslate count n=photos %}{{ n }} photo{% plural %}{{ n }} photos{% endblocktranslate %}"""


@pytest.fixture
def project(tmp_path):
    """A small project whose catalogue is complete."""
    if not shutil.which("xgettext"):
        pytest.fail("These tests need gettext: apt-get install gettext, or brew install gettext.")
    root = tmp_path / "project"
    (root / "site" / "templates").mkdir(parents=True)
    (root / "site" / "templates" / "page.html").write_text(PAGE)
    (root / CATALOGUES).mkdir(parents=True)
    # Paths are those of the copy that the checker works on.
    (root / "manage.py").write_text(MANAGE.replace('"{root}/site/locale"', '"site/locale"'))
    catalogue(
        root,
        polib.POEntry(msgid="Read more", msgstr="Czytaj dalej"),
        polib.POEntry(
            msgid="%(n)s photo",
            msgid_plural="%(n)s photos",
            msgstr_plural={0: "%(n)s zdjęcie", 1: "%(n)s zdjęcia", 2: "%(n)s zdjęć", 3: "%(n)s zdjęcia"},
        ),
    )
    return root


def catalogue(root, *entries):
    """Write the catalogue of a small project."""
    po = polib.POFile()
    po.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Plural-Forms": "nplurals=4; plural=(n==1 ? 0 : (n%10>=2 && n%10<=4) && (n%100<12 || n%100>14) ? 1 : "
        "n!=1 && (n%10>=0 && n%10<=1) || (n%10>=5 && n%10<=9) || (n%100>=12 && n%100<=14) ? 2 : 3);",
    }
    po.extend(entries)
    po.save(str(root / CATALOGUES / "django.po"))


def change(root, **attributes):
    """The catalogue with its first entry changed."""
    po = polib.pofile(str(root / CATALOGUES / "django.po"))
    for name, value in attributes.items():
        setattr(po[0], name, value)
    catalogue(root, *po)


def test_a_complete_catalogue(project):
    assert problems(project) == []


def test_the_committed_catalogue_is_not_touched(project):
    before = (project / CATALOGUES / "django.po").read_text()
    (project / "site" / "templates" / "new.html").write_text('{% load i18n %}{% translate "New" %}')
    problems(project)
    assert (project / CATALOGUES / "django.po").read_text() == before


def test_a_text_that_was_not_extracted(project):
    (project / "site" / "templates" / "new.html").write_text('{% load i18n %}{% translate "New" %}')
    assert problems(project) == ["django.po: not extracted: 'New'"]


def test_a_text_of_a_script_that_was_not_extracted(project):
    (project / "site" / "gallery.js").write_text('button.textContent = gettext("Next picture");')
    assert problems(project) == ["djangojs.po: not extracted: 'Next picture'"]


def test_a_text_that_is_gone(project):
    (project / "site" / "templates" / "page.html").write_text(PAGE.replace('"Read more"', '"Read on"'))
    found = problems(project)
    assert "django.po: no longer in the code: 'Read more'" in found
    assert "django.po: not extracted: 'Read on'" in found


@pytest.mark.parametrize(
    ("attributes", "words"),
    [
        ({"msgstr": ""}, "untranslated"),
        ({"flags": ["fuzzy"]}, "fuzzy"),
        ({"msgstr": "Czytaj %(title)s"}, "other placeholders"),
    ],
)
def test_a_text_that_readers_would_not_get(project, attributes, words):
    change(project, **attributes)
    (problem,) = problems(project)
    assert words in problem


def test_a_plural_form_that_is_missing(project):
    po = polib.pofile(str(project / CATALOGUES / "django.po"))
    po[1].msgstr_plural[2] = ""
    catalogue(project, *po)
    assert problems(project) == ["django.po: untranslated: '%(n)s photo'"]
