"""`make serve` says what it needs, and the trial cannot be taken for the public site."""

import stat
import sys

import pytest

from tools import serve as tool

from .shell import PRODUCTION, assert_one_line, run

REQUIRED = ("SECRET_KEY", "SITE_URL", "ALLOWED_HOSTS", "DATABASE_URL")


def serve(**variables):
    return run(sys.executable, "-m", "tools.serve", **variables)


def test_what_is_missing_is_said_in_one_line_each():
    finished = serve(SECRET_KEY="x" * 60, SITE_URL="https://empirie.example")
    assert finished.returncode == 2
    lines = finished.stderr.strip().splitlines()
    assert [line.split()[1].rstrip(":") for line in lines] == ["ALLOWED_HOSTS", "DATABASE_URL"]


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "unix:/run/empirie.sock"])
def test_a_trial_listens_to_nobody_else(host, tmp_path):
    finished = serve(BIND=host, DATA_DIR=str(tmp_path))
    assert_one_line(finished, host, *REQUIRED)
    assert list(tmp_path.iterdir()) == []


def test_the_trials_secret_is_its_owners_alone_and_stays(tmp_path, monkeypatch):
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "another"))
    first = tool.trial("8123")
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    made = tool.trial("8123")
    assert tool.trial("8123")["SECRET_KEY"] == made["SECRET_KEY"] != first["SECRET_KEY"]
    path = tmp_path / "trial-secret-key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(made["SECRET_KEY"]) >= 50
    assert made["DJANGO_SETTINGS_MODULE"] == "empirie.settings.trial"


@pytest.mark.parametrize(
    ("name", "value"),
    [("LOG_FORMAT", "xml"), ("METRICS_TOKEN", "short"), ("LONGEST_REQUEST_SECONDS", "soon")],
)
def test_a_setting_that_makes_no_sense_is_named(name, value):
    finished = run(sys.executable, "manage.py", "check", **PRODUCTION | {name: value})
    assert_one_line(finished, name)


@pytest.mark.parametrize("port", ["0", "65536", "x"])
def test_a_port_that_is_none_stops_the_server(port):
    start = "import sys; sys.path.insert(0, 'site'); import empirie.settings.server"
    finished = run(sys.executable, "-c", start, PORT=port)
    assert finished.returncode != 0
    assert "PORT must be" in finished.stderr
