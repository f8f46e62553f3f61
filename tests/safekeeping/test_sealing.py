"""Encrypted archives: who can open them, and what is said of the others."""

import shutil
import stat
import subprocess

import pyrage
import pytest

from empirie.safekeeping import sealing
from empirie.safekeeping.errors import BackupError

CONTENT = b"Za\xc5\xbc\xc3\xb3\xc5\x82\xc4\x87 " * 100_000


def a_sealed_file(folder, *identities):
    path = folder / "sealed.age"
    with path.open("wb") as file:
        sealing.seal([CONTENT], file, [identity.to_public() for identity in identities])
    return path


def read(path, *identities):
    with path.open("rb") as file, sealing.opened(file, list(identities)) as stream:
        return stream.read()


def test_each_of_the_keys_opens_the_file(tmp_path):
    keys = sealing.new_identity(), sealing.new_identity()
    path = a_sealed_file(tmp_path, *keys)
    assert CONTENT[:100] not in path.read_bytes()
    for key in keys:
        assert read(path, key) == CONTENT


def test_another_key_does_not_and_is_told_so(tmp_path):
    path = a_sealed_file(tmp_path, sealing.new_identity())
    with pytest.raises(BackupError, match="another key"):
        read(path, sealing.new_identity())


@pytest.mark.parametrize("damage", ["cut", "altered"])
def test_a_file_that_was_cut_or_altered_is_never_read_to_its_end(tmp_path, damage):
    key = sealing.new_identity()
    path = a_sealed_file(tmp_path, key)
    sealed = bytearray(path.read_bytes())
    sealed[-1000] ^= 1
    path.write_bytes(sealed if damage == "altered" else sealed[:-1000])
    with pytest.raises(BackupError, match="damaged"):
        read(path, key)


def test_a_reader_who_has_had_enough_may_stop(tmp_path):
    key = sealing.new_identity()
    with a_sealed_file(tmp_path, key).open("rb") as file, sealing.opened(file, [key]) as stream:
        assert stream.read(3) == CONTENT[:3]


def test_the_error_that_stops_the_source_is_the_one_that_is_told(tmp_path):
    def pieces():
        yield CONTENT
        raise OSError(5, "Input/output error")

    with (tmp_path / "sealed").open("wb") as file, pytest.raises(OSError, match="Input/output"):
        sealing.seal(pieces(), file, [sealing.new_identity().to_public()])


def test_a_new_key_is_for_its_owner_only_and_opens_what_its_public_half_closed(tmp_path):
    path = tmp_path / "key"
    public = sealing.write_new_key(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    sealed = tmp_path / "sealed.age"
    with sealed.open("wb") as file:
        sealing.seal([CONTENT], file, sealing.recipients_of([public]))
    assert read(sealed, *sealing.identities_in(path)) == CONTENT
    with pytest.raises(BackupError, match="cannot be made"):
        sealing.write_new_key(path)


@pytest.mark.parametrize("key", ["", "hello", "age1abc", "AGE-SECRET-KEY-1ABC", "ssh-ed25519 AAAA"])
def test_what_is_no_public_key_is_refused(key):
    with pytest.raises(BackupError, match="no public key"):
        sealing.recipients_of([key])


@pytest.mark.parametrize("content", ["", "hello", "AGE-SECRET-KEY-1ABC", "\x00\xff"])
def test_a_file_without_a_private_key_is_refused(tmp_path, content):
    path = tmp_path / "key"
    path.write_bytes(content.encode("latin-1"))
    with pytest.raises(BackupError, match=r"holds no key"):
        sealing.identities_in(path)
    with pytest.raises(BackupError, match="cannot be read"):
        sealing.identities_in(tmp_path / "nowhere")


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="needs ssh-keygen")
@pytest.mark.parametrize("form", [["-t", "ed25519"], ["-t", "rsa", "-m", "PEM"]], ids=["new", "old"])
def test_a_key_with_a_passphrase_is_told_from_a_broken_one(tmp_path, form):
    path = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", *form, "-N", "sesame", "-f", path], check=True)
    with pytest.raises(BackupError, match=r"has a passphrase.*age -d"):
        sealing.identities_in(path)


def test_age_itself_reads_the_format(tmp_path):
    """The library decrypts what it wrote in memory too: the stream is the format, not a dialect."""
    key = sealing.new_identity()
    assert pyrage.decrypt(a_sealed_file(tmp_path, key).read_bytes(), [key]) == CONTENT
