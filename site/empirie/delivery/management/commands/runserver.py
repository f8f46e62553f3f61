"""The development server, which also publishes what is due: a newcomer's machine has no timer for that."""

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
        """Runs in the process that serves, not in the one that watches the files for changes."""
        threading.Thread(target=publish_for_ever, name="publish_scheduled", daemon=True).start()
        super().inner_run(*args, **options)


def publish_for_ever(soon=SOON, pause=PAUSE):
    time.sleep(soon)
    while True:
        try:
            call_command("publish_scheduled", verbosity=0)
        except Exception:  # a database that is locked or away now is there in a minute
            logger.exception("What is due could not be published")
        finally:
            connections.close_all()
        time.sleep(pause)
