from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.backends.signals import connection_created
from django.utils.autoreload import file_changed


class DeliveryConfig(AppConfig):
    name = "empirie.delivery"
    label = "delivery"

    def ready(self):
        from empirie.photos.renditions.tasks import pages_are_complete

        from . import withdrawals
        from .page_cache import begin_new_generation
        from .security_txt import contact_is_looked_after
        from .writes import Watch

        register(contact_is_looked_after, Tags.security, deploy=True)
        # Pages kept without some of their pictures' files are drawn anew, with their addresses.
        pages_are_complete.connect(begin_new_generation, dispatch_uid="delivery.pictures_were_made")
        # On the development server a template is part of what a reader sees.
        file_changed.connect(begin_new_generation, dispatch_uid="delivery.template_changed")
        withdrawals.watch()
        self.watch = Watch(begin_new_generation)
        connection_created.connect(self.watch.attach, dispatch_uid="delivery.watch")
