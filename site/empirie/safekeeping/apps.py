from django.apps import AppConfig


class SafekeepingConfig(AppConfig):
    default = True
    name = "empirie.safekeeping"
    label = "safekeeping"
