"""Our Polish for texts of other packages (site/locale_packages/), compared with the packages installed here.

`python -m tools.catalogues --check` runs it. What a package calls its own texts is in its English catalogue.
"""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

import polib

from tools.entries import has_other_placeholders, key

FOLDER = Path("site", "locale_packages", "pl", "LC_MESSAGES")
OWN = Path("site", "locale", "pl", "LC_MESSAGES")
PLURAL_FORMS = "Plural-Forms"


@dataclass(frozen=True)
class Catalogues:
    """The catalogues of one domain ("django", "djangojs")."""

    ours: polib.POFile
    own: polib.POFile  # of the project's texts, which come before ours
    asked: dict  # {key: (entry, names of the packages)}: every text of the packages
    translated: set  # keys of what the packages and Django say in Polish themselves


def installed_packages(root):
    """{name: folder} of the installed applications that are neither the project's nor Django's own."""
    sys.path.insert(0, str(root / "site"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "empirie.settings.development")
    os.environ["DATABASE_URL"] = "sqlite://:memory:"
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()
    return {
        config.name: Path(config.path)
        for config in apps.get_app_configs()
        if not config.name.startswith("django.") and root / "site" not in Path(config.path).parents
    }


def read(path):
    return polib.pofile(str(path)) if path.exists() else polib.POFile()


def catalogues(root, packages, domain):
    """All there is to compare in one domain; `packages` is {name: folder}."""
    import django

    asked, translated = {}, set()
    for name, folder in packages.items():
        for entry in read(folder / "locale" / "en" / "LC_MESSAGES" / f"{domain}.po"):
            asked.setdefault(key(entry), (entry, []))[1].append(name)
        translated |= in_polish(folder / "locale", domain)
    translated |= in_polish(Path(django.__file__).parent / "conf" / "locale", domain)
    ours, own = (read(root / folder / f"{domain}.po") for folder in (FOLDER, OWN))
    return Catalogues(ours, own, asked, translated)


def in_polish(folder, domain):
    """Keys of what a folder of catalogues says in Polish."""
    entries = read(folder / "pl" / "LC_MESSAGES" / f"{domain}.po").translated_entries()
    return {key(entry) for entry in entries}


def problems_of(name, found):
    """What is wrong with one of our catalogues, and what it lacks, one line each."""
    ours = {key(entry): entry for entry in found.ours}
    own = {key(entry) for entry in found.own if not entry.obsolete}
    lines = []
    if len(found.ours) and found.own and plural_forms(found.ours) != plural_forms(found.own):
        lines.append(f"{name}: other plural forms than the project's catalogue")
    for entry in found.ours:
        if problem := problem_of(entry, found.asked, own):
            lines.append(f"{name}: {problem}: {entry.msgid!r}")
    for asked, (entry, packages) in found.asked.items():
        if asked not in found.translated | own | ours.keys():
            lines.append(f"{name}: without Polish in {', '.join(packages)}: {entry.msgid!r}")
    return lines


def plural_forms(catalogue):
    return "".join(catalogue.metadata.get(PLURAL_FORMS, "").split())


def problem_of(entry, asked, own):
    """What is wrong with one entry; "" when nothing is."""
    if key(entry) not in asked:
        return "no longer in any installed package"
    if key(entry) in own:
        return "never seen, the project has a text of these words"
    if entry.msgid_plural != asked[key(entry)][0].msgid_plural:
        return "other plural than in the package"
    if entry.fuzzy or not entry.translated():
        return "untranslated"
    if has_other_placeholders(entry):
        return "other placeholders than the original"
    return "other spaces around it than the original" if has_other_ends(entry) else ""


def has_other_ends(entry):
    """Whether a translation would run into the word beside it: "Publish in " + language."""
    return any(
        ends(text) != ends(entry.msgid) for text in [entry.msgstr, *entry.msgstr_plural.values()] if text
    )


def ends(text):
    return text[0].isspace(), text[-1].isspace()


def problems(root, packages=None):
    """What our catalogues for other packages lack, one line each."""
    packages = packages or installed_packages(root)
    return [
        line
        for domain in ("django", "djangojs")
        for line in problems_of(f"locale_packages/{domain}.po", catalogues(root, packages, domain))
    ]
