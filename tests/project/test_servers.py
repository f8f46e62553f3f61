"""The throw-away PostgreSQL server and the browser of the test run."""

import os
import sys
from pathlib import Path
from unittest import mock

import pytest

from tools import browser, postgres

from .shell import assert_one_line, run

SHOW_ADDRESS = [sys.executable, "-c", "import os; print(os.environ['DATABASE_URL'])"]


def on_postgres(*command, **variables):
    return run(sys.executable, "-m", "tools.postgres", "--", *command, **variables)


def test_the_server_that_is_named_is_used_and_its_password_is_not_shown():
    finished = on_postgres(*SHOW_ADDRESS, TEST_DATABASE_URL="postgres://me:sesame@db.example/x")
    said, address = finished.stdout.splitlines()
    assert address == "postgres://me:sesame@db.example/x"
    assert "TEST_DATABASE_URL" in said
    assert "sesame" not in said


@pytest.mark.skipif(
    postgres.binaries_of_this_machine() is None,
    reason="no PostgreSQL on this machine; make test-postgres uses the package",
)
@pytest.mark.parametrize("code", [0, 7])
def test_a_server_is_started_stopped_and_deleted_and_the_exit_code_kept(code):
    script = f"import os; print(os.environ['DATABASE_URL']); raise SystemExit({code})"
    finished = on_postgres(sys.executable, "-c", script, TEST_DATABASE_URL="")
    assert finished.returncode == code, finished.stderr
    said, address = finished.stdout.splitlines()
    assert said.startswith("PostgreSQL: ")
    assert "started for this run" in said
    folder = Path(address.partition("@")[2].partition("/")[0].replace("%2F", "/"))
    assert folder.name.startswith("empirie-pg-")
    assert not folder.exists()


@pytest.fixture
def broken_server(tmp_path):
    """The programs of a server as a package holds them, in a folder of this test alone."""
    programs = tmp_path / "package" / "pginstall" / "bin"
    programs.mkdir(parents=True)
    for name in ("initdb", "postgres"):
        (programs / name).write_text("#!/bin/sh\necho broken >&2\nexit 1\n")
        (programs / name).chmod(0o755)
    return programs


def test_a_server_that_does_not_start_is_one_line(broken_server):
    with pytest.raises(postgres.ServerError, match=r"broken|does not start"), postgres.Server(broken_server):
        pass


def test_a_server_that_another_user_may_not_enter_is_copied_and_nothing_beside_it(broken_server, tmp_path):
    (tmp_path / "of a neighbour").touch()
    server = postgres.Server(broken_server)
    server.folder = tmp_path / "server"
    server.user = None
    denied = postgres.ServerError("initdb does not start: Permission denied.")
    denied.__cause__ = PermissionError(13, "Permission denied")
    with mock.patch.object(server, "output", side_effect=[denied, "initdb (PostgreSQL) 17"]):
        server.make_binaries_readable()
    assert server.binaries == tmp_path / "server" / "package" / "package" / "pginstall" / "bin"
    assert [path.name for path in (tmp_path / "server" / "package").iterdir()] == ["package"]


def test_a_server_that_is_broken_is_not_copied(broken_server):
    server = postgres.Server(broken_server)
    server.folder, server.user = broken_server, None
    with mock.patch("shutil.copytree") as copied, pytest.raises(postgres.ServerError, match="broken"):
        server.make_binaries_readable()
    copied.assert_not_called()


def test_newer_versions_come_first():
    folders = [Path("/usr/lib/postgresql/9.6/bin"), Path("/usr/lib/postgresql/17/bin")]
    assert sorted(folders, key=postgres.version_in)[-1] == folders[1]


def test_a_browser_that_is_named_and_does_not_start_is_one_line(tmp_path):
    finished = run(sys.executable, "-m", "tools.browser", "--", "true", CHROMIUM=str(tmp_path / "none"))
    assert_one_line(finished, "CHROMIUM")


def test_a_stub_that_does_not_start_is_no_browser(tmp_path):
    stub = tmp_path / "chromium"
    stub.write_text("#!/bin/sh\nexit 1\n")
    stub.chmod(0o755)
    assert browser.version_of(str(stub)) == ""


def test_the_browser_is_handed_on(tmp_path):
    fake = tmp_path / "chromium"
    fake.write_text("#!/bin/sh\necho Chromium 1.2\n")
    fake.chmod(0o755)
    show = "import os; print(os.environ['CHROMIUM'])"
    finished = run(
        sys.executable,
        "-m",
        "tools.browser",
        "--",
        sys.executable,
        "-c",
        show,
        CHROMIUM="",
        PATH=f"{tmp_path}:{os.environ['PATH']}",
    )
    assert finished.stdout.splitlines() == [
        f"Browser: Chromium 1.2, found on this machine ({fake}).",
        str(fake),
    ]
