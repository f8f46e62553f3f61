"""The pinned packages: complete, with hashes, and from nowhere in particular."""

import re

import pytest

from tools.lock import LOCKS, PIN, problems, problems_with_the_oldest_python

from .shell import ROOT


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_is_pinned_with_a_hash(name):
    text = (ROOT / f"{name}.txt").read_text()
    pins = PIN.findall(text)
    lines = [line for line in text.splitlines() if re.match(r"\w", line)]
    assert len(pins) == len(lines) > 0
    assert all(hashes for _, _, hashes in pins)


@pytest.mark.parametrize("name", LOCKS)
def test_no_package_index_and_no_folder_is_named(name):
    text = (ROOT / f"{name}.txt").read_text()
    assert not re.search(r"--(index-url|extra-index-url|find-links|trusted-host)|https?://|file:/| @ ", text)


def test_both_lists_pin_the_same_version_of_what_they_share():
    site, dev = (dict(p[:2] for p in PIN.findall((ROOT / f"{name}.txt").read_text())) for name in LOCKS[:2])
    assert {name: version for name, version in dev.items() if site.get(name, version) != version} == {}


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_asked_for_is_pinned(name):
    asked = re.findall(r"^([A-Za-z0-9][A-Za-z0-9-]*)", (ROOT / f"{name}.in").read_text(), re.MULTILINE)
    pinned = {package for package, _, _ in PIN.findall((ROOT / f"{name}.txt").read_text())}
    assert {package.lower() for package in asked} <= pinned


HASH = " \\\n    --hash=sha256:" + "0" * 64
SAME = f"# with Python 3.11\nalpha==1.0{HASH}\n"


@pytest.mark.parametrize(
    ("committed", "resolved", "words"),
    [
        (SAME, SAME + f"beta==2.0{HASH}\n", "beta==2.0 is wanted, nothing is pinned"),
        (SAME, SAME.replace("1.0", "1.1"), "alpha==1.1 is wanted, 1.0 is pinned"),
        (SAME + f"beta==2.0{HASH}\n", SAME, "beta is pinned, but nothing needs it"),
        ("# with Python 3.11\nalpha==1.0\n", SAME, "alpha has no hash"),
        ("--find-links wheels\n" + SAME, SAME, "names a package index"),
    ],
)
def test_the_comparison_finds(committed, resolved, words):
    (problem,) = problems("list.txt", committed, resolved)
    assert words in problem


def test_the_comparison_is_content_with_what_fits():
    assert problems("list.txt", SAME, SAME) == []
    # A list made with an older Python may pin what only that one needs.
    assert problems("list.txt", SAME + f"beta==2.0{HASH}\n", SAME.replace("3.11", "3.13")) == []


def test_a_package_that_needs_a_later_python_is_found(tmp_path):
    lock = tmp_path / "requirements.txt"
    lock.write_text(f"soupsieve==4.1.2{HASH}\n")
    assert problems_with_the_oldest_python(lock) == [
        "requirements.txt: not for Python 3.11.0: soupsieve==4.1.2"
    ]
