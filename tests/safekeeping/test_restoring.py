"""A backup comes back whole on either database, or not at all."""

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from empirie.safekeeping.archive import inspect
from empirie.safekeeping.ledger import Ledger
from empirie.safekeeping.sealing import write_new_key
from tests.project.shell import ROOT

from .older_versions import rewritten

COUNT = """
import json
from empirie.photos.models import Photo
from wagtail.models import Page, Revision
print(json.dumps([Page.objects.count(), Photo.objects.count(), Revision.objects.count()]))
"""

DELETED_MEANWHILE = """
from empirie.core.models import Download
from empirie.safekeeping import making
pieces_of_files = making.Contents.file_pieces
def after_a_deletion(self):
    Download.objects.get().delete()
    yield from pieces_of_files(self)
making.Contents.file_pieces = after_a_deletion
making.write_to_file({target!r}, [])
"""
FAILS_AT_THE_END = """
from django.core.management import CommandError
from empirie.safekeeping import files, restoring
def without_room(self, no_longer_named):
    raise OSError(28, "No space left on device")
files.FileReturn.finish = without_room
try:
    restoring.restore({archive!r})
except restoring.BackupError as error:
    raise SystemExit(str(error))
"""


def held_by(archive):
    with closing(Ledger()) as ledger:
        return inspect(archive, (), ledger)


def equal(site, archive):
    assert "equal to the archive" in site.manage("check_backup", archive, "--against-site")


def test_every_row_and_file_is_there_again_and_readers_find_it(places, source, archive):
    site = places.empty()
    told = site.manage("restore", archive)
    assert "Every table was compared" in told
    equal(site, archive)
    assert site.files() == source.files() != []
    answer = site.ask(
        "import json; from django.test import Client; from django.test.utils import setup_test_environment;"
        "setup_test_environment(); from wagtail.models import Page, ReferenceIndex;"
        "from articles.models import ArticlePage; from empirie.subjects.models import Topic;"
        "found = ArticlePage.objects.search('zażółć');"
        "Topic.objects.create(name_pl='Nowy', name_en='New', slug_pl='nowy', slug_en='new');"
        "print(json.dumps([Client().get('/aktualnosci/nowe-mieszkania/').status_code, len(found),"
        "ReferenceIndex.objects.exists(), Topic.objects.count()]))"
    )
    assert answer == [200, 1, True, 2]


def test_a_site_goes_from_database_to_database_and_back(places, source, archive):
    """On PostgreSQL: there, to SQLite and back again. On SQLite: through a database without tables."""
    other = places.bare_on_sqlite()
    other.manage("restore", archive)
    equal(other, archive)
    back = places.bare()
    second = other.backup()
    back.manage("restore", second)
    equal(back, archive)
    first, again = held_by(archive), held_by(second)
    assert first.checksums == again.checksums
    kinds = {found.header["versions"]["database"].split()[0] for found in (first, again)}
    assert "sqlite" in kinds
    assert ("postgresql" in kinds) == os.environ.get("DATABASE_URL", "").startswith("postgres")


def test_the_server_begins_to_draw_pages_anew(places, archive):
    site = places.empty()
    generation = site.folder / "cache" / "pages" / "generation"
    site.manage("check")
    before = generation.stat() if generation.exists() else None
    site.manage("restore", archive)
    assert before is None or (generation.stat().st_ino, generation.stat().st_size) != (
        before.st_ino,
        before.st_size,
    )
    assert generation.exists()


def test_no_secret_and_no_sign_in_is_in_a_backup(source, archive):
    labels = {table.label for table in held_by(archive).tables}
    assert "auth.User" in labels
    assert not labels & {"sessions.Session", "wagtailcore.APIToken", "wagtailsearch.IndexEntry"}
    assert (
        source.ask(
            "import json; from django.contrib.sessions.models import Session as S;"
            "print(json.dumps(S.objects.count()))"
        )
        == 1
    )
    assert b"development only: never used" not in archive.read_bytes()
    assert archive.stat().st_mode & 0o077 == 0


def test_a_site_that_holds_something_is_not_overwritten_unless_told(places, source, archive):
    site = places.empty()
    site.ask("from tests import factories as make; make.a_photo(title='Nasze'); make.a_download()")
    own = site.files()
    assert "--replace" in site.refuses("restore", archive)
    assert site.files() == own
    site.manage("restore", "--replace", archive)
    equal(site, archive)
    assert site.files() == source.files()
    site.manage("restore", "--replace", archive)  # once more over itself
    equal(site, archive)


def test_another_file_of_the_same_name_is_replaced_only_when_told(places, source, archive):
    site = places.empty()
    name = next(name for name in source.files() if name.startswith("originals"))
    target = site.folder / name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(b"something else")
    assert "another file" in site.refuses("restore", archive)
    assert site.files() == [name]
    assert target.read_bytes() == b"something else"
    assert site.ask(COUNT)[1:] == [0, 0]
    site.manage("restore", "--replace", archive)
    equal(site, archive)
    assert site.files() == source.files()


def test_a_fault_in_the_middle_leaves_the_site_as_it_was(places, archive):
    site = places.empty()
    before = site.ask(COUNT)
    (site.folder / "originals").write_text("a file where a folder should be")
    assert "Nothing was restored" in site.refuses("restore", archive)
    assert site.ask(COUNT) == before
    assert [name for name in site.files() if name != "originals"] == []


@pytest.mark.parametrize("damage", ["cut", "altered", "foreign", "empty"])
def test_a_bad_archive_changes_nothing(places, archive, tmp_path, damage):
    bad = tmp_path / "bad.tar"
    content = bytearray(archive.read_bytes())
    content[len(content) // 2] ^= 1
    foreign = (ROOT / "README.md").read_bytes()
    bad.write_bytes(
        {"cut": content[: len(content) // 2], "altered": content, "foreign": foreign, "empty": b""}[damage]
    )
    site = places.empty()
    before = site.ask(COUNT)
    said = site.refuses("restore", bad)
    assert "damaged" in said or "no backup of this site" in said
    assert (site.ask(COUNT), site.files()) == (before, [])


def test_an_encrypted_backup_needs_its_own_key(places, source, tmp_path):
    public = write_new_key(tmp_path / "key")
    write_new_key(tmp_path / "other-key")
    sealed = source.backup("--recipient", public)
    assert sealed.name.endswith(".tar.age")
    site = places.empty()
    assert "--identity" in site.refuses("restore", sealed)
    assert "another key" in site.refuses("restore", sealed, "--identity", tmp_path / "other-key")
    assert site.files() == []
    site.manage("restore", sealed, "--identity", tmp_path / "key")
    assert site.files() == source.files()


def test_an_archive_of_an_older_version_is_brought_up_to_date(places, archive, tmp_path):
    def before_shortcuts(header):
        header["migrations"].remove("wagtailusers.0015_userprofile_keyboard_shortcuts")
        header["migrations"].remove("admin.0003_logentry_add_action_flag_choices")

    column = ("wagtailusers.UserProfile", "keyboard_shortcuts")
    older = rewritten(archive, tmp_path / "older.tar", before_shortcuts, column)
    assert "without tables" in places.empty().refuses("restore", older)
    site = places.bare()
    site.manage("restore", older)
    assert "No planned" in site.manage("migrate", "--plan")
    counted = site.ask(COUNT)
    assert counted[1] > 0
    lines = site.run("check_backup", archive, "--against-site").stderr.strip().splitlines()
    # The new column came with its default; what `migrate` itself writes down is there as well.
    assert {line.split(":")[0] for line in lines[:-1]} <= {
        "auth.Permission",
        "contenttypes.ContentType",
        "wagtailusers.UserProfile",
        "auth.Group_permissions",
    }


def test_an_archive_of_a_newer_version_is_refused(places, archive, tmp_path):
    newer = rewritten(
        archive, tmp_path / "n.tar", lambda header: header["migrations"].append("photos.9999_x")
    )
    assert "newer version" in places.empty().refuses("restore", newer)


def test_a_backup_that_was_killed_leaves_nothing_that_stays(places, source, archive):
    folder = source.folder / "killed"
    environment = source.environment | {"PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "manage.py", "backup", str(folder)]
    for _attempt in range(40):
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
        while process.poll() is None and not list(folder.glob(".*.empirie-partial")):
            time.sleep(0.002)
        process.send_signal(signal.SIGKILL)
        process.wait()
        if list(folder.glob(".*.empirie-partial")):
            break
    assert list(folder.glob(".*.empirie-partial"))
    source.manage("backup", folder)
    assert not list(folder.glob(".*"))


def test_a_full_disk_leaves_old_backups_and_no_half_one(source, archive):
    folder = source.folder / "full"
    folder.mkdir()
    shutil.copy(archive, folder)
    before = sorted(folder.iterdir())

    def little_room():
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    finished = source.run("backup", folder, "--keep", "1,0,0", preexec_fn=little_room)
    assert finished.returncode == 1
    assert "no room" in finished.stderr.strip().splitlines()[-1]
    assert sorted(folder.iterdir()) == before


def test_a_backup_without_a_file_is_kept_but_fails_and_deletes_no_older_one(places, archive):
    site = places.empty()
    site.manage("restore", archive)
    folder = site.folder / "backups"
    older = site.backup()
    gone = next(name for name in site.files() if name.startswith("media/images"))
    (site.folder / gone).unlink()
    time.sleep(1.1)  # the names of archives count seconds
    said = site.refuses("backup", folder, "--keep", "1,0,0")
    assert "(1)" in said
    assert Path(gone).name in said
    assert older.exists()
    assert len(list(folder.glob("*.sha256"))) == 2
    with (site.folder / "piped.tar").open("wb") as file:
        command = [sys.executable, "manage.py", "backup", "-"]
        piped = subprocess.run(
            command, cwd=ROOT, env=site.environment, stdout=file, stderr=subprocess.PIPE, check=False
        )
    assert piped.returncode == 1
    assert Path(gone).name in piped.stderr.decode()


def test_an_archive_without_files_is_restored_only_when_told_and_deletes_no_file(places, source, archive):
    site = places.empty()
    site.manage("restore", archive)
    files = site.files()
    elsewhere = site.environment | {"DATA_DIR": str(site.folder / "elsewhere")}
    command = [sys.executable, "manage.py", "backup", str(site.folder / "backups")]
    made = subprocess.run(command, cwd=ROOT, env=elsewhere, capture_output=True, text=True, check=False)
    assert made.returncode == 1
    assert f"({len(files)})" in made.stderr
    (without,) = (site.folder / "backups").glob("*.tar")
    assert "--with-missing-files" in site.refuses("restore", "--replace", without)
    site.manage("restore", "--replace", "--with-missing-files", without)
    assert site.files() == files
    equal(site, archive)


def test_a_file_whose_row_was_deleted_meanwhile_is_no_fault(places, archive):
    site = places.empty()
    site.manage("restore", archive)
    target = site.folder / "of-one-moment.tar"
    site.manage("shell", "-v0", "-c", DELETED_MEANWHILE.format(target=str(target)))
    with closing(Ledger()) as ledger:
        found = inspect(target, (), ledger)
        assert len(list(ledger.missing())) == 1
    assert found.missing == []
    places.empty().manage("restore", target)


def test_what_a_killed_restoration_left_aside_goes_with_the_next_one(places, source, archive):
    site = places.empty()
    left = site.folder / "originals" / "restoring" / "0123456789abcdef" / "0"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"a photo")
    site.manage("restore", archive)
    assert site.files() == source.files()
    assert not (site.folder / "originals" / "restoring").exists()


def test_a_disk_that_fails_after_the_rows_were_replaced_is_told_so(places, archive):
    site = places.empty()
    said = site.refuses("shell", "-v0", "-c", FAILS_AT_THE_END.format(archive=str(archive)))
    assert "rows are replaced already" in said
    assert "No space left" in said


def test_a_backup_goes_through_a_pipe(source, tmp_path):
    target = tmp_path / "piped.tar"
    with target.open("wb") as file:
        command = [sys.executable, "manage.py", "backup", "-"]
        subprocess.run(
            command, cwd=ROOT, env=source.environment, stdout=file, stderr=subprocess.PIPE, check=True
        )
    equal(source, target)


def test_a_backup_made_while_somebody_writes_is_of_one_moment(places, tmp_path):
    """Each of the writer's transactions makes a pair, and a document; some delete one."""
    site, other, stop = places.empty(), places.empty(), tmp_path / "stop"
    code = f"from tools.drill_writer import write_until; print(write_until({str(stop)!r}))"
    writer = subprocess.Popen(
        [sys.executable, "manage.py", "shell", "-v0", "-c", code],
        cwd=ROOT,
        env=site.environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    while writer.poll() is None and not Path(f"{stop}.begun").exists():
        time.sleep(0.05)
    try:
        archive = site.backup()
    finally:
        stop.touch()
        written = int(writer.communicate()[0].split()[-1])
    other.manage("restore", archive)
    equal(other, archive)
    whole, half = other.ask("import json; from tools.drill_writer import halves; print(json.dumps(halves()))")
    assert half == []
    assert 2 <= whole < written
