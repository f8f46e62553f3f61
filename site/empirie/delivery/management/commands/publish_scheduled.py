"""Wagtail's command, safe to be started on every machine at the same minute.

Wagtail 8.0 reads what is due and then publishes it: two that run at once publish, log and notify twice.
"""

from django.core.management.base import CommandError
from wagtail.management.commands.publish_scheduled import Command as PublishScheduled

from empirie.delivery.alone import alone
from empirie.delivery.cdn import purge_now
from empirie.delivery.schedule_runs import note_run


class Command(PublishScheduled):
    help = "Publishes and withdraws what is due. May be started on several machines at once."

    def handle(self, *args, **options):
        try:
            with alone("publish_scheduled"):
                super().handle(*args, **options)
                if not options["dryrun"]:
                    note_run()
        except TimeoutError as error:
            raise CommandError(str(error)) from error
        purge_now()
