"""A page made later, such as the English version of a city's page, is the city's as soon as it is saved."""

from django.db.models import Q
from django.db.models.signals import post_save
from django.dispatch import receiver

from galleries.models import CityPage

from .models import CityWorkspace
from .workspaces import sync_rights


@receiver(post_save, sender=CityPage)
def give_the_page_to_its_city(sender, instance, raw=False, **kwargs):
    """Give the page to the people of its city, and take it from those of the city it was about before."""
    if raw:
        return
    concerned = Q(city=instance.city_id) | Q(group__page_permissions__page=instance.pk)
    for workspace in CityWorkspace.objects.filter(concerned).select_related("group", "collection").distinct():
        sync_rights(workspace)
