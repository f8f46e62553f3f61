#!/usr/bin/env python
"""Run a management command: `python manage.py help` lists them."""

import errno
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
# A folder that may not be written, a disk that is read-only or full, a file where a folder should be.
FOLDER_TROUBLE = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.ENOTDIR}


def main():
    # `site/` is a folder of packages, never a package itself: `site` is the standard library's name.
    sys.path.insert(0, str(ROOT / "site"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "empirie.settings.development")
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except Exception as error:
        problem = problem_of_the_surroundings(error)
        if not problem or "--traceback" in sys.argv:
            raise
        sys.exit(problem)


def problem_of_the_surroundings(error):
    """One line for what the person at the keyboard can put right; empty for a fault of the program.

    That is: a wrong setting, a database that does not answer, a folder that may not be written.
    """
    from django.core.exceptions import ImproperlyConfigured
    from django.db.utils import OperationalError, ProgrammingError

    words = " ".join(str(error).split())
    # A ProgrammingError without a code never came from a server: the address names an unknown option.
    bad_address = isinstance(error, ProgrammingError) and getattr(error.__cause__, "sqlstate", "") is None
    if isinstance(error, OperationalError) or bad_address:
        return f"The database cannot be used: {words}. Check DATABASE_URL (README.md, 'Settings')."
    if isinstance(error, OSError) and error.errno in FOLDER_TROUBLE:
        return f"{error.filename or 'The disk'}: {error.strerror}. See DATA_DIR in README.md, 'Settings'."
    return words if isinstance(error, ImproperlyConfigured) else ""


if __name__ == "__main__":
    main()
