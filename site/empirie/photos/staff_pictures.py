"""Photos for the eyes of staff: drawn when asked for, also those that the public may not see any more."""

from io import BytesIO

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from PIL import Image, ImageOps
from wagtail.images.models import SourceImageIOError
from wagtail.permissions import policy_registry

from .models import Photo
from .withdrawal import MAY_WITHDRAW

# Specifications that public pages draw as well: what staff look at is ready when the public comes.
SIZES = {"card": "format-avif|fill-480x320", "large": "format-webp|max-960x960"}
SIDES = {"card": 480, "large": 960}


def staff_picture(request, photo_id, size):
    """The picture of a photo, `size` "card" or "large".

    A public photo is shown by its rendition. Of a withdrawn one a small copy is made for this one answer
    and kept nowhere. Raises PermissionDenied for people who may not use the photo, Http404 without a file.
    """
    photo = get_object_or_404(Photo, pk=photo_id)
    _check_right(request.user, photo)
    try:
        if photo.is_withdrawn:
            return private_copy(photo, SIDES[size])
        return HttpResponseRedirect(photo.get_rendition(SIZES[size]).url)
    except (KeyError, OSError, SourceImageIOError) as error:
        raise Http404 from error


def _check_right(user, photo):
    policy = policy_registry.get_by_type(Photo)
    is_staff = user.has_perm(MAY_WITHDRAW)
    may_use = policy.user_has_any_permission_for_instance(user, ["change", "choose"], photo)
    if not is_staff and (photo.is_withdrawn or not may_use):
        raise PermissionDenied


def private_copy(photo, side):
    """A response with a small copy of the photo, kept nowhere. Raises OSError without a file."""
    with photo.open_file() as file, Image.open(file) as picture:
        picture.draft("RGB", (side, side))
        copy = ImageOps.exif_transpose(picture).convert("RGB")
    copy.thumbnail((side, side))
    content = BytesIO()
    copy.save(content, "JPEG", quality=80)
    return HttpResponse(
        content.getvalue(), content_type="image/jpeg", headers={"Cache-Control": "private, no-store"}
    )
