"""The checker of our Polish for other packages finds what an upgrade leaves wrong or in English."""

import polib
import pytest
from django.utils import translation
from django.utils.translation import gettext, ngettext

from tools.package_catalogues import FOLDER, OWN, problems

PLURALS = (
    "nplurals=4; plural=(n==1 ? 0 : (n%10>=2 && n%10<=4) && (n%100<12 || n%100>14) ? 1 : "
    "n!=1 && (n%10>=0 && n%10<=1) || (n%10>=5 && n%10<=9) || (n%100>=12 && n%100<=14) ? 2 : 3);"
)


def write(path, *entries, plurals=PLURALS):
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue = polib.POFile()
    catalogue.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Plural-Forms": plurals}
    catalogue.extend(polib.POEntry(**entry) for entry in entries)
    catalogue.save(str(path))


@pytest.fixture
def root(tmp_path):
    """A project with one package, of which it translates one text that the package says wrongly."""
    asked = {"msgid": "Move %(title)s"}, {"msgid": "Publish"}
    package = tmp_path / "package" / "locale"
    write(package / "en" / "LC_MESSAGES" / "django.po", *asked)
    write(package / "pl" / "LC_MESSAGES" / "django.po", {"msgid": "Publish", "msgstr": "Opublikuj"})
    write(tmp_path / OWN / "django.po", {"msgid": "Photo", "msgstr": "Zdjęcie"})
    write(tmp_path / FOLDER / "django.po", {"msgid": "Move %(title)s", "msgstr": "Przenieś: %(title)s"})
    return tmp_path


def found(root):
    return problems(root, {"package": root / "package"})


def test_all_is_well(root):
    assert found(root) == []


def test_a_text_that_its_package_no_longer_has(root):
    write(root / "package" / "locale" / "en" / "LC_MESSAGES" / "django.po", {"msgid": "Publish"})
    assert found(root) == ["locale_packages/django.po: no longer in any installed package: 'Move %(title)s'"]


def test_a_text_that_a_package_has_got_and_nobody_translated(root):
    write(root / FOLDER / "django.po")
    assert found(root) == ["locale_packages/django.po: without Polish in package: 'Move %(title)s'"]


def test_a_text_of_a_script_that_nobody_translated(root):
    write(root / "package" / "locale" / "en" / "LC_MESSAGES" / "djangojs.po", {"msgid": "Autosaved"})
    assert found(root) == ["locale_packages/djangojs.po: without Polish in package: 'Autosaved'"]


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ({"msgstr": "Przenieś: %(name)s"}, "other placeholders"),
        ({"msgstr": "Przenieś: %(title)s "}, "other spaces"),
        ({"msgstr": ""}, "untranslated"),
        ({"msgstr": "Przenieś: %(title)s", "flags": ["fuzzy"]}, "untranslated"),
        ({"msgid_plural": "Move all", "msgstr_plural": {0: "a", 1: "b", 2: "c", 3: "d"}}, "other plural"),
    ],
)
def test_a_text_that_editors_would_not_get(root, entry, words):
    write(root / FOLDER / "django.po", {"msgid": "Move %(title)s"} | entry)
    (problem,) = found(root)
    assert words in problem


def test_a_text_that_the_project_says_itself(root):
    write(root / OWN / "django.po", {"msgid": "Move %(title)s", "msgstr": "Przesuń %(title)s"})
    (problem,) = found(root)
    assert "never seen" in problem


def test_other_plural_forms_than_everywhere_else(root):
    text = {"msgid": "Move %(title)s", "msgstr": "Przenieś: %(title)s"}
    write(root / FOLDER / "django.po", text, plurals="nplurals=2; plural=(n != 1);")
    (problem,) = found(root)
    assert "other plural forms" in problem


def test_our_words_come_before_those_of_the_packages():
    with translation.override("pl"):
        assert gettext("No, don't unpublish") == "Nie, zostaw w serwisie"
        pages = "%(num_pages)d page has been moved", "%(num_pages)d pages have been moved"
        assert ngettext(*pages, 2) == "Przeniesiono %(num_pages)d strony"
        assert ngettext(*pages, 5) == "Przeniesiono %(num_pages)d stron"


def test_so_they_do_in_the_scripts_of_the_admin(admin_client):
    catalogue = admin_client.get("/admin/jsi18n/").text
    assert "Zmiany zapisano automatycznie." in catalogue
