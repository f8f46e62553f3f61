"""The checker of the documentation finds what does not exist, and leaves alone what does."""

import pytest

from tools.documentation import problems


@pytest.fixture
def project(tmp_path):
    (tmp_path / "Makefile").write_text("run: python\n\techo\n")
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "models.py").touch()
    (tmp_path / "docs").mkdir()
    return tmp_path


def check(project, text, name="docs/guide.md"):
    (project / name).write_text(text)
    return problems(project, {"migrate"})


@pytest.mark.parametrize(
    "text",
    [
        "Run `make fly`.",
        "Run `make PORT=8001 fly`.",
        "```\nmake run\nmake fly\n```",
        "Run `python manage.py levitate`.",
        "Look into `home/views.py`.",
        "Look into `nowhere.py`.",
        "See [the guide](missing.md).",
        "See [the guide](../missing/#part).",
        "![A picture](picture.png)",
    ],
)
@pytest.mark.parametrize("name", ["README.md", "CHANGELOG.md", "docs/guide.md"])
def test_what_does_not_exist_is_found(project, text, name):
    (problem,) = check(project, text, name)
    assert problem.startswith(name)


@pytest.mark.parametrize(
    "text",
    [
        "Run `make run PORT=8001`, and make sure that nothing else makes noise.",
        "Run `manage.py migrate`.",
        "Look into `home/models.py`, `models.py`, `home/` and `var/empirie.sqlite3`.",
        "It answers `text/html` at `/en/news/` with `Cache-Control: no-store`.",
        "See [itself](guide.md#part), [the code](../home/models.py) and [below](#part).",
        "See [Wagtail](https://wagtail.org/) and [write](mailto:us@empirie.example).",
    ],
)
def test_what_exists_is_left_alone(project, text):
    assert check(project, text) == []
