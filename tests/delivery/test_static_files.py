"""Styles and scripts as production serves them: names that change with the content, in the imports too."""

import re
import sys

import pytest

from tests.project.shell import PRODUCTION, run

IMPORT = re.compile(
    r"""^\s*(?:import|export)\b[^'"]*?["'](\.[^"']+)["']|\bimport\(\s*["'](\.[^"']+)["']""", re.MULTILINE
)
HASHED = re.compile(r"\.[0-9a-f]{12}\.\w+$")
ASK = """
import sys
sys.path[:0] = ["site", "."]
from django.test import RequestFactory
import django
django.setup()
from django.contrib.staticfiles.storage import staticfiles_storage
from whitenoise.middleware import WhiteNoiseMiddleware
noise = WhiteNoiseMiddleware(lambda request: None)
for address in ("/static/css/site.css", staticfiles_storage.url("css/site.css")):
    answer = noise(RequestFactory().get(address, headers={"Accept-Encoding": "gzip, br"}))
    print(answer["Content-Encoding"], answer["Cache-Control"])
"""


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """(the folder of collected files, what `collectstatic` said)."""
    folder = tmp_path_factory.mktemp("static")
    variables = PRODUCTION | {"DATA_DIR": str(folder)}
    finished = run(sys.executable, "manage.py", "collectstatic", "--noinput", **variables)
    assert finished.returncode == 0, finished.stderr
    return folder / "static", finished


def imports_of(folder):
    """(script under its lasting name, what it imports) of every script."""
    for path in folder.rglob("*.js"):
        if HASHED.search(path.name):
            for found in IMPORT.findall(path.read_text(errors="replace")):
                yield path, found[0] or found[1]


def test_collecting_says_nothing_is_wrong(collected):
    assert collected[1].stderr == ""


def test_every_import_of_a_script_leads_to_a_lasting_name_that_is_there(collected):
    found = list(imports_of(collected[0]))
    assert len(found) >= 5
    wrong = [
        f"{path.name}: {name}"
        for path, name in found
        if not HASHED.search(name) or not (path.parent / name).exists()
    ]
    assert wrong == []


def test_every_lasting_name_tells_the_content(collected):
    """Two names of one script, or one name of two contents, would make browsers mix old and new."""
    pairs = {}
    for path in collected[0].rglob("*.js"):
        if HASHED.search(path.name):
            pairs.setdefault(HASHED.sub("", str(path)), []).append(path)
    assert pairs
    assert [paths for paths in pairs.values() if len(paths) > 1] == []


def test_only_lasting_names_are_kept_for_ever_and_brotli_is_ready(collected):
    finished = run(sys.executable, "-c", ASK, **PRODUCTION | {"DATA_DIR": str(collected[0].parent)})
    assert finished.returncode == 0, finished.stderr
    plain, lasting = finished.stdout.splitlines()
    assert plain == "br max-age=60, public"
    assert lasting == "br max-age=315360000, public, immutable"


def test_an_import_that_was_left_alone_would_be_found(tmp_path):
    (tmp_path / "a.0123456789ab.js").write_text('import { x } from "./b.js";\nimport("./c.js");')
    assert [name for _path, name in imports_of(tmp_path)] == ["./b.js", "./c.js"]
