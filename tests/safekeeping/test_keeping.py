"""How long backups are kept, and that nothing else is deleted."""

import datetime

import pytest
from django.test import override_settings

from empirie.safekeeping.errors import BackupError
from empirie.safekeeping.keeping import Keep, backups_in, forget_old_ones
from empirie.safekeeping.making import mark_of_the_site

NEWEST = datetime.datetime(2026, 11, 23, 3, tzinfo=datetime.UTC)
A_YEAR = [NEWEST - datetime.timedelta(days=days) for days in range(400)]


def a_backup(folder, moment, suffix=".tar", verified=True, mark=None):
    mark = f"-{mark_of_the_site()}" if mark is None else mark
    path = folder / f"empirie-{moment:%Y%m%dT%H%M%SZ}{mark}{suffix}"
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


def test_the_backups_of_another_site_in_the_same_folder_stay(tmp_path):
    old, newest = a_backup(tmp_path, A_YEAR[2]), a_backup(tmp_path, NEWEST)
    with override_settings(SITE_URL="https://other.example"):
        others = [a_backup(tmp_path, moment) for moment in A_YEAR[1:4]]
    assert forget_old_ones(tmp_path, Keep(1, 0, 0)) == [old]
    assert all(path.exists() for path in (newest, *others))


def test_a_name_from_before_there_were_marks_counts_only_in_the_sites_own_folder(tmp_path):
    own, shared = tmp_path / "backups", tmp_path / "shared"
    with override_settings(DATA_DIR=tmp_path):
        for folder in (own, shared):
            folder.mkdir()
            old = a_backup(folder, A_YEAR[2], mark="")
            a_backup(folder, NEWEST)
            assert forget_old_ones(folder, Keep(1, 0, 0)) == ([old] if folder == own else [])


def test_names_of_no_day_and_notes_of_other_bytes_are_left_alone(tmp_path):
    odd = tmp_path / f"empirie-20269999T999999Z-{mark_of_the_site()}.tar"
    odd.write_bytes(b"x")
    odd.with_name(f"{odd.name}.sha256").write_text(f"{'0' * 64}  {odd.name}\n")
    strange = a_backup(tmp_path, A_YEAR[5])
    strange.with_name(f"{strange.name}.sha256").write_bytes(b"\xff\xfe\x00")
    newest = a_backup(tmp_path, NEWEST)
    assert forget_old_ones(tmp_path, Keep(1, 0, 0)) == []
    assert backups_in(tmp_path) == {newest: NEWEST}


@pytest.mark.parametrize("text", ["", "7", "7,5", "a,b,c", "-1,2,3", "0,0,0", "7;5;12"])
def test_nonsense_about_how_many_to_keep_is_refused(text):
    with pytest.raises(BackupError):
        Keep.from_text(text)
