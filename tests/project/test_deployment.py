"""The files of deploy/: read rightly by the check, and of one mind with the site."""

import re
from unittest import mock

import pytest
from django.conf import settings

from empirie.delivery import media, sendfile
from empirie.settings.server import workers_for
from tools import clock, deployment
from tools.serve import REQUIRED

from .shell import ROOT, manage
from .test_settings import variables_documented

pytestmark = pytest.mark.own_database

DEPLOY = ROOT / "deploy"
SERVERS = [DEPLOY / "nginx.conf", DEPLOY / "Caddyfile"]


def test_the_commands_of_every_kind_of_file_are_found():
    unit = "[Service]\nExecStart=/x/.venv/bin/python manage.py one\nExecReload=/bin/kill -HUP $MAINPID\n"
    assert deployment.commands_in(unit, True) == [
        ["/x/.venv/bin/python", "manage.py", "one"],
        ["/bin/kill", "-HUP", "$MAINPID"],
    ]
    container = (
        'RUN ["python", "two"]\nHEALTHCHECK --interval=30s CMD ["python", "three"]\nCMD ["python", "four"]\n'
    )
    assert deployment.commands_in(container, False) == [
        ["python", "two"],
        ["python", "three"],
        ["python", "four"],
    ]
    compose = '  command: ["python", "five"]\n  healthcheck: {test: ["CMD", "pg_isready"]}\n'
    assert deployment.commands_in(compose, False) == [["python", "five"], ["pg_isready"]]


def test_a_command_that_no_check_runs_is_refused():
    assert deployment.arguments_of(["/bin/kill", "-HUP", "1"]) is None
    with pytest.raises(SystemExit):
        deployment.arguments_of(["rm", "-rf", "/"])


def test_the_deployed_server_is_that_of_make_serve_and_the_check_is_part_of_ci():
    assert deployment.SERVE in deployment.all_commands()
    assert "-m tools.serve" in (ROOT / "Makefile").read_text()
    assert "make check-deployment" in (ROOT / ".ci/run").read_text()


@pytest.mark.parametrize("path", SERVERS, ids=lambda path: path.name)
def test_the_servers_in_front_give_uploads_the_headers_that_the_site_gives_them(path):
    text = path.read_text()
    for name, value in media.media_headers("a.webp").items():
        if name not in ("Accept-Ranges", "Content-Type"):  # their own work
            assert name in text, name
            assert value in text, value
    for name, values in settings.CONTENT_SECURITY_POLICY_OF_UPLOADS.items():
        assert f"{name} {' '.join(values)}" in text
    assert "Cross-Origin-Resource-Policy" in text
    for folder in media.NOT_PUBLIC:
        assert folder.rstrip("/") in text
    assert sendfile.INTERNAL in text


def test_caddy_decides_by_blocks_alone():
    # Caddy sorts: what stands outside of the "handle" blocks comes after them, when all is decided.
    site = (DEPLOY / "Caddyfile").read_text()
    assert set(re.findall(r"^\t(\w+)", site, re.MULTILINE)) == {"handle", "handle_path", "handle_errors"}
    for folder in media.NOT_PUBLIC:
        assert f"\thandle /media/{folder}* {{\n\t\trespond 404\n\t}}\n" in site
    assert "\thandle /health/* {\n\t\trespond 404\n\t}\n" in site


@pytest.mark.parametrize("name", ["publish", "backup", "retention"])
def test_what_operations_asks_for_by_the_clock_has_a_timer_and_a_command_that_the_check_runs(name):
    assert "OnCalendar=" in (DEPLOY / f"empirie-{name}.timer").read_text()
    (command,) = deployment.commands_in((DEPLOY / f"empirie-{name}.service").read_text(), is_unit=True)
    assert deployment.arguments_of(command) in deployment.all_commands()
    assert " ".join(deployment.arguments_of(command)) in (ROOT / "docs/operations.md").read_text()


def settings_in(text):
    """{name: value} of a file of settings, one a line."""
    return dict(re.findall(r"^(\w+)=(.*)$", text, re.MULTILINE))


def test_what_the_units_need_stands_in_the_one_file_that_operators_take_too():
    text = (DEPLOY / "empirie.env").read_text()
    given = settings_in(text)
    known = variables_documented((ROOT / "README.md").read_text())
    assert given.keys() - {"DJANGO_SETTINGS_MODULE"} <= set(known)
    assert {"DJANGO_SETTINGS_MODULE", "DATA_DIR", *REQUIRED} - {"SECRET_KEY"} <= given.keys()
    assert "SECRET_KEY" in text
    finished = manage("check", **given | {"SECRET_KEY": "only for this test" * 4, "DATA_DIR": "/tmp"})
    assert finished.returncode == 0, finished.stderr
    for unit in DEPLOY.glob("*.service"):
        text = unit.read_text()
        assert "EnvironmentFile=/etc/empirie.env" in text
        assert not settings_in(text.replace("Environment=", "")).keys() & given.keys()
        assert "UMask=0027" in text
    assert "EnvironmentFile=/etc/empirie.env" in (ROOT / "docs/operations.md").read_text()


def test_the_containers_have_what_they_cannot_do_without():
    text = (DEPLOY / "compose.yaml").read_text()
    named = re.findall(r"\$\{(\w+)(:\?)?\}", text)
    assert {name for name, _needed in named} == {"POSTGRES_PASSWORD", "SITE_NAME"}
    assert all(needed for _name, needed in named)
    # Caddy keeps its certificates where the volume for them is, and the site's files elsewhere.
    assert "XDG_DATA_HOME: /var/lib/caddy" in text
    assert "certificates:/var/lib/caddy" in text
    assert "MEDIA: /site/media" in text
    assert "data:/site:ro" in text
    for place in ("deploy/compose.yaml", "docs/serving.md"):
        assert "--env-file .env --file deploy/compose.yaml" in (ROOT / place).read_text()
    assert "**/.env" in (ROOT / ".dockerignore").read_text().split()


def test_the_clock_of_containers_makes_backups_where_it_is_said_how_many_stay(monkeypatch):
    monkeypatch.delenv("BACKUP_KEEP", raising=False)
    assert clock.BACKUP not in clock.duties()
    monkeypatch.setenv("BACKUP_KEEP", "7,5,12")
    assert clock.BACKUP in clock.duties()


def test_the_clock_publishes_while_a_backup_takes_its_time(monkeypatch):
    class Ended(Exception):
        """The clock of this test has run long enough."""

    now, begun = [0], []

    def pass_a_second(_seconds):
        now[0] += 1
        if now[0] > 20 * clock.MINUTE:
            raise Ended

    def begin(command):
        begun.append(command[0])
        return mock.Mock(poll=lambda: None if command == ["backup"] else 0)

    monkeypatch.setenv("BACKUP_KEEP", "7,5,12")
    monkeypatch.setattr(clock, "begin", begin)
    monkeypatch.setattr(clock.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(clock.time, "sleep", pass_a_second)
    monkeypatch.setattr(clock.signal, "signal", mock.Mock())
    with pytest.raises(Ended):
        clock.main([])
    assert begun.index("apply_retention") < begun.index("backup")
    assert begun.count("backup") == 1
    assert begun[begun.index("backup") :].count("publish_scheduled") > 5


def test_the_workers_fit_the_machine():
    gigabyte = 1024**3
    assert workers_for(4, 8 * gigabyte) == 4
    assert workers_for(1, 8 * gigabyte) == 2
    assert workers_for(64, 4 * gigabyte) == 6
    assert workers_for(8, gigabyte // 2) == 2


def passwords_in(text):
    """The lines that set a password to anything but a variable."""
    return [line for line in text.splitlines() if re.search(r'PASSWORD: (?!"\$\{)', line)]


def test_no_secret_is_written_down():
    for path in DEPLOY.iterdir():
        text = path.read_text()
        assert "SECRET_KEY=" not in text
        assert passwords_in(text) == []


def test_a_password_beside_a_variable_is_found():
    assert passwords_in('A_PASSWORD: "${A_PASSWORD}"\nB_PASSWORD: sesame\n') == ["B_PASSWORD: sesame"]
