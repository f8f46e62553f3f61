"""Ask whether a pinned package has a known vulnerability: `python -m tools.audit [--osv-url URL]`

pip-audit asks PyPI's advisories, then OSV's. Exit code 1 for a vulnerability, 0 when there is none; and 0
with a clear word when nobody can be asked, for a machine without internet must be able to run all checks.
"""

import json
import subprocess
import sys
from pathlib import Path

from tools.console import fail, say

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ["requirements.txt", "requirements-dev.txt", "requirements-postgres.txt"]
# {identifier: why it does not concern this site}; leave out what has been mended.
ACCEPTED = {}


def ask(*service):
    """What pip-audit says of each package, as its JSON has it; None when the service gives no answer."""
    command = [sys.executable, "-m", "pip_audit", "--no-deps", "--disable-pip", "--progress-spinner", "off"]
    command += ["--format", "json", *service]
    for lock in LOCKS:
        command += ["--requirement", str(ROOT / lock)]
    for identifier in ACCEPTED:
        command += ["--ignore-vuln", identifier]
    answer = subprocess.run(command, capture_output=True, text=True)
    try:
        return json.loads(answer.stdout)["dependencies"]
    except (ValueError, KeyError):
        return None


def faults(packages):
    """One line for each known vulnerability."""
    return sorted(
        f"{package['name']} {package['version']}: {found['id']}, mended in "
        + (", ".join(found["fix_versions"]) or "no version yet")
        for package in packages
        for found in package.get("vulns", ())
    )


def main(arguments):
    if arguments and (arguments[0] != "--osv-url" or len(arguments) != 2):
        fail("Usage: python -m tools.audit [--osv-url URL]")
    services = (
        {"OSV": ("-s", "osv", *arguments)} if arguments else {"PyPI": ("-s", "pypi"), "OSV": ("-s", "osv")}
    )
    for name, service in services.items():
        packages = ask(*service)
        known = [package for package in packages or () if "skip_reason" not in package]
        if not known:
            continue
        found = faults(known)
        say(
            f"{name} knows {len(known)} of {len(packages)} packages and {len(found)} vulnerabilities in them."
        )
        if found:
            fail("\n".join(found), code=1)
        return 0
    say(
        f"NOT CHECKED: no list of known vulnerabilities can be reached from here ({' and '.join(services)} "
        "were tried). Run `make audit` on a machine with internet."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
