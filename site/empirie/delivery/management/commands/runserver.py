"""The development server, which also does what a newcomer's machine has no timer or worker for."""

import logging
import threading
import time

from django.contrib.staticfiles.management.commands.runserver import Command as RunServer
from django.core.management import call_command
from django.db import connections

logger = logging.getLogger(__name__)

SOON, PAUSE = 5, 60  # seconds until the first time, and from one time to the next


class Command(RunServer):
    def inner_run(self, *args, **options):
        """Run in the process that serves, not in the one that watches the files for changes."""
        threading.Thread(target=self.make_renditions, name="renditions", daemon=True).start()
        threading.Thread(target=publish_for_ever, name="publish_scheduled", daemon=True).start()
        super().inner_run(*args, **options)

    def make_renditions(self, soon=SOON):
        """Make what is missing, most of it after the demo was loaded; what a reader asks for goes first."""
        time.sleep(soon)
        run("make_renditions", verbosity=2, stdout=self.stdout)


def publish_for_ever(soon=SOON, pause=PAUSE):
    time.sleep(soon)
    while True:
        run("publish_scheduled", verbosity=0)
        time.sleep(pause)


def run(command, **options):
    """Run a command in this thread; a database that is locked or away now is there the next time."""
    try:
        call_command(command, **options)
    except Exception:
        logger.exception("%s failed", command)
    finally:
        connections.close_all()
