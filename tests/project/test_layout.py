"""The layout that design and git have to agree on."""

import subprocess

from .shell import ROOT, run


def test_site_is_a_folder_and_no_package():
    assert not (ROOT / "site" / "__init__.py").exists()
    assert (ROOT / "site" / "empirie" / "__init__.py").exists()


def test_git_commits_every_source_file_of_site():
    on_disk = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "site").rglob("*")
        if path.is_file() and path.suffix in {".py", ".html", ".css", ".js", ".po", ".toml", ".svg"}
    }
    known = subprocess.run(
        [
            "git",
            "-c",
            f"safe.directory={ROOT}",
            "ls-files",
            "--cached",
            "--others",
            "--exclude-standard",
            "-z",
            "site",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert on_disk
    assert on_disk <= set(known.stdout.split("\0"))


def test_the_scripts_of_the_project_are_well_formed():
    assert run("bash", "-n", ".ci/run").returncode == 0
    assert run("make", "--dry-run", "--just-print", "check").returncode == 0


def test_make_alone_lists_what_can_be_done():
    finished = run("make")
    assert finished.returncode == 0
    for name in ("run", "test", "check", "lock", "messages"):
        assert f"make {name} " in finished.stdout
