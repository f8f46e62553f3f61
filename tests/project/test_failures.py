"""What goes wrong around the site is said in one clear line, and the exit code is not zero."""

import os
import shutil
import socket
import sys
from unittest import mock

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError
from django.db.utils import OperationalError

from empirie.core.management.commands import compile_catalogues
from manage import problem_of_the_surroundings
from tools.processes import free_port

from .shell import ROOT, assert_one_line, manage, run

pytestmark = pytest.mark.own_database


@pytest.mark.parametrize(
    "address",
    [
        "nonsense",
        "postgres://user:sesame@127.0.0.1:port/empirie",
        "mysql://user:sesame@127.0.0.1/empirie",
        "postgres://user:sesame@127.0.0.1:1/empirie",
        "postgres://user:sesame@127.0.0.1:1/empirie?colour=blue",
        "postgres://user:sesame@no-such-host.invalid/empirie",
        "sqlite:////no/such/folder/empirie.sqlite3",
    ],
)
@pytest.mark.parametrize("command", ["prepare", "migrate"])
def test_a_broken_database_address(command, address, tmp_path):
    finished = manage(command, DATABASE_URL=address, DATA_DIR=str(tmp_path))
    assert_one_line(finished)
    assert "sesame" not in finished.stderr


def test_the_traceback_is_there_for_who_asks():
    finished = manage("migrate", "--traceback", DATABASE_URL="sqlite:////no/such/folder/empirie.sqlite3")
    assert "Traceback" in finished.stderr


def test_a_data_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").touch()
    assert_one_line(manage("prepare", DATA_DIR=str(tmp_path / "file" / "var")), "DATA_DIR")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_data_folder_that_may_not_be_written(tmp_path):
    tmp_path.chmod(0o500)
    assert_one_line(manage("prepare", DATA_DIR=str(tmp_path / "var")), "DATA_DIR")


def test_a_folder_of_translations_that_may_not_be_written_is_the_owners_to_fill(tmp_path):
    catalogue = tmp_path / "django.po"
    catalogue.touch()
    may_not = mock.patch("polib.POFile.save_as_mofile", side_effect=PermissionError(13, "Permission denied"))
    with may_not, pytest.raises(CommandError, match=r"Permission denied.*owner of the code"):
        compile_catalogues.Command().compile(catalogue)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (PermissionError(13, "Permission denied", "/srv/media"), "/srv/media"),
        (OperationalError("attempt to write\na readonly database"), "attempt to write a readonly database"),
        (ImproperlyConfigured("Set SECRET_KEY."), "Set SECRET_KEY."),
        (ValueError("a fault of the program"), ""),
        (FileNotFoundError(2, "No such file", "/srv/media"), ""),
    ],
)
def test_only_problems_of_the_surroundings_become_one_line(error, words):
    line = problem_of_the_surroundings(error)
    assert words in line
    assert bool(line) == bool(words)
    assert "\n" not in line


@pytest.fixture
def taken_port():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield str(server.getsockname()[1])


def test_make_run_says_first_of_all_that_the_port_is_taken(taken_port):
    finished = run("make", "run", f"PORT={taken_port}", f"PYTHON={sys.executable}")
    assert finished.returncode == 2
    assert finished.stdout == ""
    assert f"Port {taken_port} is taken" in finished.stderr.splitlines()[0]


@pytest.mark.parametrize("port", ["abc", "0", "65536", "-1", "８０００", ""])
def test_a_port_that_is_none(port):
    assert_one_line(run(sys.executable, "-m", "tools.port", port), "PORT")


def test_a_free_port(taken_port):
    assert run(sys.executable, "-m", "tools.port", str(free_port())).returncode == 0


OLD_PYTHON = """#!{python}
import os, runpy, sys
sys.version_info = (3, 9, 2, "final", 0)
sys.argv = sys.argv[2:]
sys.path.insert(0, os.getcwd())
runpy.run_module("tools.setup", run_name="__main__")
"""


@pytest.fixture
def project_with_old_python(tmp_path):
    """A project folder, and a Python that takes itself for 3.9; nothing else is on the PATH."""
    # Without what other processes of this run write there meanwhile.
    shutil.copytree(ROOT / "tools", tmp_path / "tools", ignore=shutil.ignore_patterns("__pycache__"))
    python = tmp_path / "bin" / "python3"
    python.parent.mkdir()
    python.write_text(OLD_PYTHON.format(python=sys.executable))
    python.chmod(0o755)
    return tmp_path, python


def set_up(folder, python, **variables):
    return run(python, "-m", "tools.setup", cwd=folder, PATH=str(python.parent), **variables)


def test_a_python_that_is_too_old(project_with_old_python):
    assert_one_line(set_up(*project_with_old_python), "Python 3.11 or newer", "3.9")


def test_a_python_that_was_named_and_is_too_old(project_with_old_python):
    folder, python = project_with_old_python
    (python.parent / "python3.12").symlink_to(sys.executable)
    assert_one_line(set_up(folder, python, PYTHON=str(python)), "PYTHON names version 3.9")


def test_an_old_python_hands_over_to_a_newer_one(project_with_old_python):
    folder, python = project_with_old_python
    newer = python.parent / "python3.12"
    newer.write_text(f'#!/bin/sh\necho "$@" >> "{folder}/calls"\nexec "{sys.executable}" "$@"\n')
    newer.chmod(0o755)
    finished = set_up(folder, python)
    assert finished.returncode == 0, finished.stderr
    assert "-m tools.setup" in (folder / "calls").read_text()
    assert (folder / ".venv" / "bin" / "python").exists()
