from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.utils.autoreload import file_changed


class DeliveryConfig(AppConfig):
    name = "empirie.delivery"
    label = "delivery"

    def ready(self):
        from . import withdrawals
        from .page_cache import begin_new_generation
        from .writes import Watch

        withdrawals.watch()
        self.watch = Watch(begin_new_generation)
        connection_created.connect(self.watch.attach, dispatch_uid="delivery.watch")
        file_changed.connect(self.template_changed, dispatch_uid="delivery.template_changed")

    @staticmethod
    def template_changed(sender, file_path, **kwargs):
        """On the development server a template is part of what a reader sees."""
        from .page_cache import begin_new_generation

        begin_new_generation()
