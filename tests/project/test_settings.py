"""Settings: the table of README.md, and a start that stops early when something is missing or wrong."""

import ast
import re
import sys

import pytest

from empirie.safekeeping.sealing import new_identity

from .shell import PRODUCTION, ROOT, assert_one_line, manage, run

pytestmark = pytest.mark.own_database

SETTINGS = sorted((ROOT / "site" / "empirie" / "settings").glob("*.py"))


def variables_read(source):
    """The names in every `environment.something("NAME", …)` of a module."""
    return {
        node.args[0].value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "environment"
    }


def variables_documented(readme):
    """The first column of the table under "Settings"."""
    section = re.split(r"^## ", readme, flags=re.MULTILINE)
    rows = next((part for part in section if part.startswith("Settings\n")), "")
    return re.findall(r"^\| `([A-Z0-9_]+)` \|", rows, flags=re.MULTILINE)


def test_the_table_in_the_readme_is_what_the_settings_read():
    read = set().union(*(variables_read(module.read_text()) for module in SETTINGS))
    documented = variables_documented((ROOT / "README.md").read_text())
    assert read
    assert sorted(documented) == sorted(read)


def test_the_comparison_sees_a_variable_that_is_read_and_one_that_is_documented():
    assert variables_read('A = environment.flag("NEW_ONE", default=True)') == {"NEW_ONE"}
    assert variables_documented(
        "# X\n\n## Settings\n\n| `OLD_ONE` | x |\n\n## More\n\n| `NOT_ME` | x |\n"
    ) == ["OLD_ONE"]


def test_the_environment_is_read_in_one_module_only():
    modules = [
        path
        for name in ("site", "home", "articles", "multimedia", "galleries", "networks")
        for path in (ROOT / name).rglob("*.py")
    ]
    readers = {
        path.name
        for path in modules
        if re.search(r"os\.(environ\b(?!\.setdefault)|getenv)", path.read_text())
    }
    assert readers == {"environment.py"}


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL", "DATABASE_URL"])
@pytest.mark.parametrize("value", [None, "", "  "])
def test_production_refuses_to_start_without(name, value):
    variables = {key: text for key, text in PRODUCTION.items() if key != name}
    if value is not None:
        variables[name] = value
    assert_one_line(manage("check", **variables), name, "README.md")


def test_production_starts_with_what_it_requires():
    finished = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert finished.returncode == 0, finished.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECURE_SSL_REDIRECT", "perhaps"),
        ("SECURE_HSTS_SECONDS", "-1"),
        ("EMAIL_PORT", "smtp"),
        ("EMAIL_PORT", "99999"),
        ("LONGEST_REQUEST_SECONDS", "0"),
        ("INVITATION_DAYS", "0"),
        ("LOG_MONTHS", "0"),
        ("LOG_MONTHS", "99999"),
        ("STAFF_SESSION_HOURS", "0"),
        ("ALLOWED_HOSTS", "https://empirie.example"),
        ("ALLOWED_HOSTS", "empirie.example:443"),
        ("LOG_LEVEL", "loud"),
        ("LOG_FORMAT", "xml"),
        ("BACKUP_KEEP", "7,5"),
        ("BACKUP_KEEP", "0,0,0"),
        ("BACKUP_RECIPIENTS", "age1nokey"),
    ],
)
def test_a_value_that_makes_no_sense_is_named(name, value):
    assert_one_line(manage("check", **PRODUCTION | {name: value}), name, value)


def test_a_secret_that_can_be_guessed_is_named_and_not_shown():
    finished = manage("check", **PRODUCTION | {"SECRET_KEY": "sesame-sesame"})
    assert_one_line(finished, "SECRET_KEY", "50 characters")
    assert "sesame" not in finished.stderr


@pytest.mark.parametrize(
    "hosts", ["*", ".empirie.example", "[::1]", "127.0.0.1,localhost", "empirie.example."]
)
def test_every_way_to_name_a_host_is_taken(hosts):
    assert manage("check", **PRODUCTION | {"ALLOWED_HOSTS": hosts}).returncode == 0


def test_a_server_without_threads_is_not_started():
    finished = run(sys.executable, "-c", "import empirie.settings.server", WEB_THREADS="0", PYTHONPATH="site")
    assert "WEB_THREADS must be a number from 1" in finished.stderr


def test_a_wrong_level_is_named_on_a_developers_machine_too():
    assert_one_line(manage("check", LOG_LEVEL="loud"), "LOG_LEVEL", "loud")


def test_what_backups_need_is_taken_when_it_makes_sense():
    settings = "from django.conf import settings; print(settings.BACKUP_KEEP, settings.BACKUP_RECIPIENTS)"
    key = str(new_identity().to_public())
    given = {"BACKUP_KEEP": "7,5,12", "BACKUP_RECIPIENTS": key}
    finished = manage("shell", "--no-imports", "-c", settings, **PRODUCTION | given)
    assert finished.stdout.strip() == f"7,5,12 ['{key}']", finished.stderr
