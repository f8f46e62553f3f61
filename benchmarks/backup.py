"""How fast backups are made and restored, and their memory: `make bench NAME=backup [ARGUMENTS=MB]`.

Works on a throw-away SQLite site with a few hundred large files, and once more with four times as much: the
memory must not grow with the site.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FILE = 8  # MB
MOST_MEMORY = 60  # MB more than a command that does nothing, however large the site
FILL = """
import os
from django.core.files.base import ContentFile
from wagtail.models import Page, Revision
from empirie.core.models import Download
from home.tree import build_tree
if not Page.objects.filter(depth=2, slug="strona").exists():
    build_tree()
for number in range({files}):
    Download.objects.create(title="x", file=ContentFile(os.urandom({size}), name="x.zip"), file_size={size})
page = Page.objects.filter(depth__gt=1).first().specific
revision = page.save_revision()
rows = [Revision(content_type=revision.content_type, base_content_type=revision.base_content_type,
    object_id=revision.object_id, created_at=revision.created_at, object_str="x",
    content=revision.content | {{"padding": os.urandom(5000).hex()}}) for number in range({revisions})]
Revision.objects.bulk_create(rows, batch_size=500)
"""


def measured(environment, *arguments):
    """(seconds, peak memory in MB, last line) of a command of manage.py."""
    begin = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "manage.py", *map(str, arguments)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    printed = process.stdout.read()
    _pid, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{arguments[0]} failed")
    return time.monotonic() - begin, usage.ru_maxrss / 1024, printed.strip()


def main(megabytes):
    with tempfile.TemporaryDirectory(prefix="empirie-backup-") as name:
        folder = Path(name)
        environment = {**os.environ, "DATABASE_URL": "", "DATA_DIR": str(folder / "site")}
        key = measured(environment, "backup", "--new-key", folder / "key")[2]
        idle = measured(environment, "check")[1]
        measured(environment, "migrate", "-v0")
        print(f"manage.py alone takes {idle:.0f} MB of memory.")
        peaks = []
        for share in (1, 3):
            files = share * megabytes // FILE
            fill = FILL.format(files=files, size=FILE * 1024 * 1024, revisions=1000 * share)
            measured(environment, "shell", "-v0", "-c", fill)
            for options in ((), ("--recipient", key)):
                peaks.append(tell(environment, folder / f"backups{share}{len(options)}", options, idle))
        archive = next((folder / "backups32").glob("*.age"))
        target = {**environment, "DATA_DIR": str(folder / "restored")}
        measured(target, "migrate", "-v0")
        seconds, peak, _said = measured(target, "restore", archive, "--identity", folder / "key")
        size = archive.stat().st_size / 1e6
        print(
            f"restored   {size:6.0f} MB in {seconds:5.1f} s, {size / seconds:4.0f} MB/s, "
            f"{peak - idle:4.0f} MB of memory more"
        )
    worst = max(*peaks, peak - idle)
    print(f"at most {worst:.0f} MB of memory more than a command that does nothing (limit {MOST_MEMORY})")
    sys.exit(worst > MOST_MEMORY)


def tell(environment, folder, options, idle):
    seconds, peak, _said = measured(environment, "backup", folder, *options)
    archive = next(path for path in folder.iterdir() if path.suffix in {".tar", ".age"})
    size = archive.stat().st_size / 1e6
    kind = "encrypted" if options else "plain"
    print(
        f"{kind:10} {size:6.0f} MB in {seconds:5.1f} s, {size / seconds:4.0f} MB/s, "
        f"{peak - idle:4.0f} MB of memory more, verified"
    )
    if not options:
        archive.unlink()
    return peak - idle


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 400)
