"""How long backups are kept: so many daily, weekly and monthly ones."""

import datetime
import re
from contextlib import suppress
from dataclasses import dataclass

from django.conf import settings

from .errors import BackupError
from .making import OWN_NAME, mark_of_the_site

KEEP = re.compile(r"(\d{1,3}),(\d{1,3}),(\d{1,3})")


@dataclass(frozen=True)
class Keep:
    """The newest backup of each of the last so many days, weeks and months that have one."""

    days: int
    weeks: int
    months: int

    @classmethod
    def from_text(cls, text):
        """Of "7,5,12". Raises BackupError for anything else, and for keeping none."""
        match = KEEP.fullmatch(text.replace(" ", ""))
        if not match or not any(map(int, match.groups())):
            raise BackupError(
                f"“{text}” does not say how many daily, weekly and monthly backups to keep, as 7,5,12 does."
            )
        return cls(*map(int, match.groups()))

    def of(self, moments):
        """Those of these datetimes whose backups are kept; always the newest."""
        newest_first = sorted(moments, reverse=True)
        kept = set(newest_first[:1])
        for number, period in ((self.days, _day), (self.weeks, _week), (self.months, _month)):
            newest_of = {}
            for moment in newest_first:
                newest_of.setdefault(period(moment), moment)
            kept.update(list(newest_of.values())[:number])
        return kept


def _day(moment):
    return moment.date()


def _week(moment):
    return moment.isocalendar()[:2]


def _month(moment):
    return moment.year, moment.month


def backups_in(folder):
    """{path: when it was made, in UTC} of the verified backups this site has put into a folder.

    Its name and the checksum beside it say so: both are given after the archive was read back. A name
    without a mark says nothing of the site; it counts in the folder that no other site has.
    """
    marks = {mark_of_the_site()}
    if folder.resolve() == (settings.DATA_DIR / "backups").resolve():
        marks.add(None)
    found = {}
    for path in folder.iterdir():
        match = OWN_NAME.fullmatch(path.name)
        if match and match[2] in marks and path.is_file() and _is_verified(path):
            with suppress(ValueError):  # no such day
                moment = datetime.datetime.strptime(match[1], "%Y%m%dT%H%M%SZ")
                found[path] = moment.replace(tzinfo=datetime.UTC)
    return found


def _is_verified(path):
    note = path.with_name(f"{path.name}.sha256")
    return note.is_file() and note.read_bytes().split()[1:] == [path.name.encode()]


def forget_old_ones(folder, keep):
    """Delete the backups in a folder that need not be kept; returns their paths. Other files stay."""
    backups = backups_in(folder)
    kept = keep.of(backups.values())
    old = sorted(path for path, moment in backups.items() if moment not in kept)
    for path in old:
        path.unlink(missing_ok=True)
        path.with_name(f"{path.name}.sha256").unlink(missing_ok=True)
    return old
