"""Locks of one machine: one holder at a time, nobody waits for ever, the dead hold nothing."""

import subprocess
import sys

from empirie.core.locks import file_lock, slot
from tests.project.shell import ROOT

HOLD = """
import sys, time
from pathlib import Path
sys.path.insert(0, "site")
from empirie.core.locks import file_lock
with file_lock(Path(sys.argv[1]), timeout=0) as is_taken:
    print(is_taken, flush=True)
    time.sleep(60)
"""


def test_a_lock_has_one_holder_until_that_one_has_done(tmp_path):
    path = tmp_path / "locks" / "1"
    with file_lock(path, timeout=0) as first:
        with file_lock(path, timeout=0.1, poll=0.01) as second:
            assert (first, second) == (True, False)
        with file_lock(path.with_name("2"), timeout=0) as other:
            assert other
    with file_lock(path, timeout=0) as third:
        assert third


def test_a_killed_process_holds_nothing(tmp_path):
    path = tmp_path / "1"
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout.readline() == "True\n"
        with file_lock(path, timeout=0) as is_taken:
            assert not is_taken
        holder.kill()
        holder.wait()
    with file_lock(path, timeout=0) as is_taken:
        assert is_taken


def test_a_folder_does_not_grow_with_the_keys(tmp_path):
    places = {slot(tmp_path, str(number), 16) for number in range(1000)}
    assert len(places) == 16
    assert slot(tmp_path, "a", 16) == slot(tmp_path, "a", 16)
