"""What the city's screens add to the admin: their addresses, and the first page of a city's people."""

from django.urls import include, path
from wagtail import hooks

from . import urls
from .dashboard import put_city_first


@hooks.register("register_admin_urls")
def city_addresses():
    return [path("city-galleries/", include(urls))]


# After everybody else's: a person of a city sees no panel but this one.
hooks.register("construct_homepage_panels", put_city_first, order=1000)
