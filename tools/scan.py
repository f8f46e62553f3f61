"""Let scanners that others wrote look at the site under production settings: `python -m tools.scan [seconds]`

The database and files are those of DATABASE_URL and DATA_DIR, which `make run` has filled; take a copy, for a
scanner sends the forms it finds. Needs openssl, gunicorn, and one or both of

  WAPITI       the program of wapiti3 (PyPI), in a virtual environment of its own: it brings many packages
  OBSERVATORY  a folder into which `npm install @mdn/mdn-http-observatory` was run

Without the variable `wapiti` is looked for among the programs of the machine. It reads pages, and then tries
each kind of attack, for at most so many seconds (180). Prints what each found; the exit code is 1 if that is
anything of medium level or higher, or a score below 130.
"""

import json
import os
import shutil
import ssl
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.request import urlopen

from tools.console import fail, say
from tools.processes import PRODUCTION, free_port, self_signed, wait_for_answer

ROOT = Path(__file__).resolve().parent.parent
LOWEST_SCORE = 130  # held by tests/delivery/test_observatory.py as well
PATIENCE = 60
MEDIUM = 2  # of wapiti's levels: 1 low, 2 medium, 3 high, 4 critical
# All that work without a server of the scanner's makers on the internet.
MODULES = (
    "backup,cookieflags,crlf,csp,csrf,exec,file,htaccess,http_headers,ldap,methods,"
    "permanentxss,redirect,sql,timesql,upload,xss"
)
ASK_THE_OBSERVATORY = """
import fs from "node:fs";
const preloaded = "./node_modules/@mdn/mdn-http-observatory/conf/hsts-preload.json";
if (!fs.existsSync(preloaded)) fs.writeFileSync(preloaded, "{}"); // where npm could not fetch the list
const { scan } = await import("./node_modules/@mdn/mdn-http-observatory/src/index.js");
const result = await scan(process.argv[1]);
const tests = Object.entries(result.tests).map(([name, test]) => [name, test.scoreModifier, test.result]);
console.log(JSON.stringify({ score: result.scan.score, grade: result.scan.grade, tests }));
"""


def serve(folder, certificate, key, port):
    """The site under production settings and TLS, once it answers."""
    own = {"ALLOWED_HOSTS": "127.0.0.1", "SITE_URL": f"https://127.0.0.1:{port}"}
    environment = os.environ | PRODUCTION | own
    collect = [sys.executable, "manage.py", "collectstatic", "--no-input", "-v0"]
    subprocess.run(collect, cwd=ROOT, env=environment, check=True)
    command = [sys.executable, "-m", "gunicorn", "--pythonpath", "site", "empirie.wsgi", "--workers", "2"]
    command += ["--threads", "4", "--bind", f"127.0.0.1:{port}", "--log-level", "error"]
    command += ["--keyfile", key, "--certfile", certificate]
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    believed = ssl.create_default_context(cafile=certificate)
    try:
        wait_for_answer(
            lambda: urlopen(f"https://127.0.0.1:{port}/", context=believed, timeout=60).close(), PATIENCE
        )
    except TimeoutError:
        server.kill()
        fail("The site does not start: " + (folder / "server.log").read_text()[-500:], code=1)
    return server


def wapiti(program, address, folder, seconds):
    """What wapiti found at MEDIUM or above, one line each; prints a summary of everything."""
    report = folder / "wapiti.json"
    command = [program, "-u", address, "--scope", "folder", "--verify-ssl", "0", "-m", MODULES]
    command += ["-f", "json", "-o", report, "--flush-session", "--no-bugreport", "--store-session", folder]
    command += ["--max-links-per-page", "40", "--max-scan-time", seconds, "--max-attack-time", seconds]
    command += ["-x", f"{address}admin/logout/"]
    subprocess.run(command, check=True, stdout=(folder / "wapiti.log").open("w"), stderr=subprocess.STDOUT)
    told = json.loads(report.read_text())
    found = [
        (entry["level"], kind, entry["method"], entry["path"], entry["info"])
        for part in ("vulnerabilities", "anomalies")
        for kind, entries in told[part].items()
        for entry in entries
    ]
    about = told["infos"]
    say(f"wapiti {about['version']}: {about['crawled_pages_nbr']} pages, {len(found)} findings")
    for level, kind, method, path, info in sorted(set(found), reverse=True)[:60]:
        say(f"  level {level}  {kind}: {method} {path}: {info}"[:220])
    return [entry for entry in found if entry[0] >= MEDIUM]


def observatory(folder, host, certificate):
    """The score of Mozilla's HTTP Observatory; prints its tests."""
    command = ["node", "--input-type=module", "-e", ASK_THE_OBSERVATORY, host]
    environment = os.environ | {"NODE_EXTRA_CA_CERTS": str(certificate)}
    answer = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    if answer.returncode:
        fail("The Observatory's scanner fails: " + answer.stderr[-500:], code=1)
    told = json.loads(answer.stdout.strip().splitlines()[-1])
    say(f"HTTP Observatory: {told['score']} points, {told['grade']}")
    for name, points, result in told["tests"]:
        say(f"  {points:+4d}  {name}: {result}")
    return told["score"]


def main(seconds="180"):
    scanner = os.environ.get("WAPITI") or shutil.which("wapiti")
    observatory_folder = os.environ.get("OBSERVATORY")
    if not scanner and not observatory_folder:
        fail("Name a scanner: WAPITI or OBSERVATORY. How to have one stands at the top of tools/scan.py.")
    faults = []
    with tempfile.TemporaryDirectory() as name:
        folder, port = Path(name), free_port()
        certificate, key = self_signed(folder)
        server = serve(folder, certificate, key, port)
        try:
            if (
                observatory_folder
                and observatory(observatory_folder, f"127.0.0.1:{port}", certificate) < LOWEST_SCORE
            ):
                faults.append("score")
            if scanner:
                faults += wapiti(scanner, f"https://127.0.0.1:{port}/", folder, seconds)
        finally:
            server.terminate()
            server.wait()
    say("Nothing of medium level or higher." if not faults else f"{len(faults)} to be mended.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
