"""How long backups are kept, and that nothing else is deleted."""

import datetime

import pytest

from empirie.safekeeping.errors import BackupError
from empirie.safekeeping.keeping import Keep, backups_in, forget_old_ones

NEWEST = datetime.datetime(2026, 11, 23, 3, tzinfo=datetime.UTC)
A_YEAR = [NEWEST - datetime.timedelta(days=days) for days in range(400)]


def a_backup(folder, moment, suffix=".tar", verified=True):
    path = folder / f"empirie-{moment:%Y%m%dT%H%M%SZ}{suffix}"
    path.write_bytes(b"x")
    if verified:
        path.with_name(f"{path.name}.sha256").write_text(f"{'0' * 64}  {path.name}\n")
    return path


def test_seven_days_five_weeks_and_twelve_months_are_kept_of_a_year():
    kept = sorted(Keep(7, 5, 12).of(A_YEAR), reverse=True)
    assert kept[:7] == A_YEAR[:7]
    sundays = [moment for moment in kept if moment.weekday() == 6]
    assert len(sundays) >= 4
    assert len({(moment.year, moment.month) for moment in kept}) == 12
    assert len(kept) <= 7 + 5 + 12


def test_of_two_backups_of_one_day_the_newer_is_kept():
    evening = NEWEST + datetime.timedelta(hours=15)
    assert Keep(1, 0, 0).of([NEWEST, evening]) == {evening}


def test_the_newest_backup_is_always_kept():
    assert Keep(0, 0, 1).of([NEWEST]) == {NEWEST}
    assert Keep(1, 1, 1).of([]) == set()


def test_only_verified_backups_of_the_site_itself_are_deleted(tmp_path):
    old = [a_backup(tmp_path, moment) for moment in A_YEAR[2:4]]
    newest = a_backup(tmp_path, NEWEST, ".tar.age")
    unverified = a_backup(tmp_path, A_YEAR[9], verified=False)
    foreign = tmp_path / "holiday.tar"
    foreign.write_bytes(b"x")
    renamed = a_backup(tmp_path, A_YEAR[20]).rename(tmp_path / "before-the-move.tar")
    assert sorted(forget_old_ones(tmp_path, Keep(1, 0, 0))) == sorted(old)
    assert all(path.exists() for path in (newest, unverified, foreign, renamed))
    assert backups_in(tmp_path) == {newest: NEWEST}


@pytest.mark.parametrize("text", ["", "7", "7,5", "a,b,c", "-1,2,3", "0,0,0", "7;5;12"])
def test_nonsense_about_how_many_to_keep_is_refused(text):
    with pytest.raises(BackupError):
        Keep.from_text(text)
