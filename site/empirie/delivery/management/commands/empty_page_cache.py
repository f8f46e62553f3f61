from django.core.management.base import BaseCommand

from empirie.delivery.cdn import purge_now
from empirie.delivery.page_cache import begin_new_generation


class Command(BaseCommand):
    help = "Has every page drawn anew, on every machine: after a change that went past the site's database."
    requires_system_checks = []

    def handle(self, **options):
        begin_new_generation()
        purge_now()
