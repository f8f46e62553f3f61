"""What cities and galleries add to the admin."""

from django.urls import include, path
from wagtail import hooks

from .approval import admin  # noqa: F401 (its hooks)
from .workspace import urls as workspace_urls
from .workspace.dashboard import put_city_first


@hooks.register("register_admin_urls")
def city_addresses():
    return [path("city-galleries/", include(workspace_urls))]


# After everybody else's: a person of a city sees no panel but this one.
hooks.register("construct_homepage_panels", put_city_first, order=1000)
