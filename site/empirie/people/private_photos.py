"""Keep the photos that only a city's unpublished galleries show to that city and to those who approve.

Wagtail shows every file of a collection to whoever may choose from a collection above it; choosers, lists and
the admin's API ask this policy.
"""

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, OuterRef, Q
from django.db.models.functions import Cast
from wagtail.models import Page, ReferenceIndex
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
from wagtail.permissions import register_permission_policy

from empirie.photos.models import Photo
from galleries.private_drafts import MAY_APPROVE

from .confinement import is_confined
from .models import CityWorkspace


def without_private_photos(photos, user):
    """Return those of `photos` that are no city's, or that a published page shows."""
    if user.has_perm(MAY_APPROVE) or is_confined(user):
        return photos
    of_cities = Q(pk__in=[])
    for path in CityWorkspace.objects.values_list("collection__path", flat=True):
        of_cities |= Q(collection__path__startswith=path)
    return photos.filter(~of_cities | Q(Exists(_public_uses())))


def _public_uses():
    """Return for a subquery: where published pages show the photo of the outer query."""
    published = Page.objects.filter(live=True).annotate(text=Cast("pk", CharField()))
    return ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(Photo),
        to_object_id=Cast(OuterRef("pk"), CharField()),
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id__in=published.values("text"),
    )


class PrivatePhotosPolicy(CollectionOwnershipPermissionPolicy):
    """Wagtail's rights on images, without private photos of cities."""

    def user_has_any_permission_for_instance(self, user, actions, instance):
        allowed = super().user_has_any_permission_for_instance(user, actions, instance)
        return allowed and without_private_photos(Photo.objects.filter(pk=instance.pk), user).exists()

    def instances_user_has_any_permission_for(self, user, actions):
        photos = super().instances_user_has_any_permission_for(user, actions)
        return without_private_photos(photos, user)


def install():
    """Narrow Wagtail's rights on images; called once, when the app is ready."""
    policy = PrivatePhotosPolicy(Photo, auth_model="wagtailimages.Image", owner_field_name="uploaded_by_user")
    # Wagtail registers its own later, without `exact_class`: that one is asked second.
    register_permission_policy(Photo, policy, exact_class=True)
