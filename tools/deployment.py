"""Are the files of deploy/ right? `python -m tools.deployment` parses each and runs every command in them.

The commands run in a throw-away folder under production settings, on SQLite; the server among them is
started, asked whether it is ready, reloaded and stopped. nginx, Caddy and systemd check their own files where
they are installed; no container is built.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tools import nginx
from tools.console import fail, say
from tools.healthy import problem_with
from tools.processes import PRODUCTION, free_port, self_signed

ROOT = Path(__file__).resolve().parent.parent
DEPLOY = ROOT / "deploy"
SERVE = ["-m", "tools.serve"]
WORKER = ("manage.py", "db_worker", "--backend", "renditions")
# Those that never end by themselves, and how they are run once.
ENDLESS = {
    ("-m", "tools.clock"): ["-m", "tools.clock", "--once"],
    WORKER: [*WORKER, "--batch", "--no-startup-delay"],
}
# Run by make itself (tools/setup.py), or by programs that no machine but the deployed one has.
ELSEWHERE = ("-m pip install", "install --directory", "/bin/kill -HUP", "pg_isready")
SYSTEMD = re.compile(r"^Exec\w+=(.+)$", re.MULTILINE)
WORDS = re.compile(r"^(?:RUN|CMD|HEALTHCHECK[^[\n]*CMD|\s*command:|.*\btest:)\s*(\[[^\]]*\])", re.MULTILINE)
PATIENCE = 600  # the migrations of an empty site on a busy machine


def commands_in(text, is_unit):
    """Every command of a systemd unit, or of a container's or compose file, as a list of words."""
    found = (
        [line.split() for line in SYSTEMD.findall(text)]
        if is_unit
        else list(map(json.loads, WORDS.findall(text)))
    )
    return [words[1:] if words[0] == "CMD" else words for words in found]


def arguments_of(words):
    """What follows "python" in a command; None for what is run elsewhere. Fails for any other program."""
    line = " ".join(words)
    if any(known in line for known in ELSEWHERE):
        return None
    if Path(words[0]).name != "python":
        fail(f"deploy/ names a command that no check runs: {line}", code=1)
    return words[1:]


def all_commands():
    """The arguments of every Python command in deploy/, each once, in the order of the files."""
    found = []
    for path in sorted(DEPLOY.iterdir()):
        is_unit = path.suffix == ".service"
        if not is_unit and path.name not in ("Containerfile", "compose.yaml"):
            continue
        commands = commands_in(path.read_text(), is_unit)
        if not commands:
            fail(f"{path.relative_to(ROOT)} holds no command: it is read wrongly.", code=1)
        found += [words for command in commands if (words := arguments_of(command)) and words not in found]
    return found


def production(folder):
    """The environment of a server of its own in `folder`, on a free port of loopback."""
    return {
        **os.environ,
        **PRODUCTION,
        "DATABASE_URL": f"sqlite:///{folder}/empirie.sqlite3",
        "DATA_DIR": str(folder),
        "BIND": "127.0.0.1",
        "PORT": str(free_port()),
        "WEB_WORKERS": "2",
        "LEAST_FREE_MEGABYTES": "1",
        "RENDITION_WORKER": "1",
    }


def run(words, environment):
    finished = subprocess.run(
        [sys.executable, *words], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    if finished.returncode:
        fail(f"python {' '.join(words)} fails:\n{finished.stdout}{finished.stderr}", code=1)
    say(f"runs: python {' '.join(words)}")


def run_all(commands, environment):
    """The server first, then everything else beside it, then a reload and an orderly end."""
    server = subprocess.Popen([sys.executable, *SERVE], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    try:
        wait_until_ready(server, int(environment["PORT"]))
        for words in commands:
            if words != SERVE:
                run(ENDLESS.get(tuple(words), words), environment)
        server.send_signal(signal.SIGHUP)
        time.sleep(2)
        wait_until_ready(server, int(environment["PORT"]))
        server.send_signal(signal.SIGTERM)
        if server.wait(timeout=60):
            fail("The server does not end in order.", code=1)
        say(f"runs: python {' '.join(SERVE)}: ready, reloaded, stopped")
    finally:
        if server.poll() is None:
            server.kill()
            server.wait()


def wait_until_ready(server, port):
    end = time.monotonic() + PATIENCE
    while problem := problem_with(port):
        if server.poll() is not None or time.monotonic() > end:
            fail(f"python {' '.join(SERVE)} does not become ready: {problem}", code=1)
        time.sleep(0.5)


def own_checks(folder):
    """(file, command) by which a program that is installed here reads its own configuration."""
    if nginx.program() and shutil.which("openssl"):
        yield (
            "nginx.conf",
            [nginx.program(), "-t", "-c", str(nginx_with_a_certificate(folder)), "-p", str(folder)],
        )
    if shutil.which("caddy"):
        yield (
            "Caddyfile",
            ["caddy", "validate", "--adapter", "caddyfile", "--config", str(DEPLOY / "Caddyfile")],
        )
    if shutil.which("systemd-analyze"):
        units = units_of_this_machine(folder)
        yield "systemd", ["systemd-analyze", "verify", "--man=no", *map(str, units)]


def nginx_with_a_certificate(folder):
    """The site's file inside the least of an nginx, with a certificate made for the check."""
    certificate, key = self_signed(folder)
    text = nginx.deployed(folder, f"127.0.0.1:{free_port()} ssl")
    text = text.replace("/etc/ssl/empirie/fullchain.pem", str(certificate))
    text = text.replace("/etc/ssl/empirie/privkey.pem", str(key))
    whole = folder / "nginx.conf"
    whole.write_text(f"pid {folder}/nginx.pid;\nerror_log stderr;\nevents {{}}\nhttp {{\n{text}\n}}\n")
    return whole


def units_of_this_machine(folder):
    """The units with this project's own paths: systemd checks that the programs are there."""
    for unit in sorted(DEPLOY.glob("empirie*.*")):
        text = unit.read_text().replace("/srv/empirie/.venv/bin/python", sys.executable)
        text = text.replace("/srv/empirie", str(ROOT)).replace("User=empirie\n", "")
        (folder / unit.name).write_text(re.sub(r"EnvironmentFile=.*\n", "", text))
    return sorted(folder.glob("empirie*.*er")) + sorted(folder.glob("empirie*.service"))


def main():
    commands = all_commands()
    with tempfile.TemporaryDirectory(prefix="empirie-deploy-") as name:
        folder = Path(name)
        for file, command in own_checks(folder):
            finished = subprocess.run(command, capture_output=True, text=True)
            complaints = finished.stderr if file == "systemd" else ""
            if finished.returncode or "empirie" in complaints:
                fail(f"deploy/, {file}: {command[0]} says:\n{finished.stdout}{finished.stderr}", code=1)
            say(f"reads: {file}, by {command[0]}")
        (folder / "data").mkdir()
        run_all(commands, production(folder / "data"))
    say(f"The files of deploy/ are right: {len(commands)} commands.")


if __name__ == "__main__":
    main()
