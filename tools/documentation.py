"""Does everything exist that the documentation names? Commands of make and manage.py, links, files."""

import re
import subprocess
import sys
from pathlib import Path

from tools.console import fail, say

ROOT = Path(__file__).resolve().parent.parent
CODE = re.compile(r"^```.*?^```|`[^`\n]+`", re.MULTILINE | re.DOTALL)
MAKE = re.compile(r"\bmake ((?:[A-Z_]+=\S+ )*)([a-z][a-z-]*)")
MANAGE = re.compile(r"\bmanage\.py ([a-z][a-z_]*)")
LINK = re.compile(r"\]\(<?([^)\s>]+)>?\)")
TARGET = re.compile(r"^([a-z][a-z-]*):", re.MULTILINE)
FILE = re.compile(r"^\.?[\w-][\w.-]*(?:/[\w.-]+)*/?$")
SUFFIXES = {".py", ".md", ".toml", ".txt", ".in", ".html", ".css", ".js", ".json", ".po", ".svg", ".png"}
NOT_COMMITTED = {"var", ".venv"}


def documents(root):
    """The files that are checked."""
    return [
        path for path in (root / "README.md", root / "CHANGELOG.md", root / "SECURITY.md") if path.exists()
    ] + sorted((root / "docs").glob("**/*.md"))


def management_commands(root):
    """The names of all commands of manage.py."""
    command = [sys.executable, "manage.py", "help", "--commands"]
    answer = subprocess.run(command, cwd=root, capture_output=True, text=True)
    if answer.returncode:
        fail(f"manage.py does not list its commands: {answer.stderr.strip()}", code=1)
    return set(answer.stdout.split())


def problems(root, manage_commands):
    """What the documents of a folder name and what is not there, one line each."""
    makefile = root / "Makefile"
    targets = set(TARGET.findall(makefile.read_text())) if makefile.exists() else set()
    names = {path.name for path in files_of(root)}
    found = []
    for document in documents(root):
        text = document.read_text()
        spans = [span.strip("`") for span in CODE.findall(text)]
        missing = [f"make {name}" for span in spans for _, name in MAKE.findall(span) if name not in targets]
        missing += [
            f"manage.py {name}"
            for span in spans
            for name in MANAGE.findall(span)
            if name not in manage_commands
        ]
        missing += [span for span in spans if is_missing_file(span, document, root, names)]
        missing += [link for link in LINK.findall(CODE.sub("", text)) if is_broken(link, document)]
        found += [f"{document.relative_to(root)}: {name} does not exist" for name in dict.fromkeys(missing)]
    return found


def files_of(root):
    """All files of the project, without what is never committed."""
    skipped = NOT_COMMITTED | {".git"}
    return (path for path in root.rglob("*") if path.relative_to(root).parts[0] not in skipped)


def is_missing_file(span, document, root, names):
    """Whether a piece of code reads like a file of the project, and there is none."""
    if not FILE.match(span):
        return False
    first, *rest = Path(span).parts
    if first in NOT_COMMITTED:
        return False
    if not rest:
        return Path(span).suffix in SUFFIXES and span not in names
    if not (root / first).exists() and Path(span).suffix not in SUFFIXES:
        return False  # a media type, an address, a proportion
    return not any((folder / span).exists() for folder in (root, root / "site" / "empirie", document.parent))


def is_broken(link, document):
    """Whether a link to a file leads nowhere; links to other sites are not followed."""
    path = link.partition("#")[0]
    if not path or re.match(r"[a-z]+:", path):
        return False
    return not (document.parent / path).exists()


if __name__ == "__main__":
    found = problems(ROOT, management_commands(ROOT))
    if found:
        fail("\n".join(found), code=1)
    say("Every command and file that the documentation names exists.")
