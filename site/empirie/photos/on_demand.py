"""The address of a rendition that is made when it is first asked for: /images/SIGNATURE/PHOTO/SPEC/."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.views.decorators.http import require_safe
from wagtail.images.models import SourceImageIOError
from wagtail.images.utils import verify_signature

from .disuse import is_back_in_use
from .models import Photo
from .renditions.generation import make_for_reader
from .renditions.specs import OFFERED

# Short: another focal point makes another file.
SECONDS_KEPT = 60


@require_safe
def photo_on_demand(request, signature, photo_id, spec):
    """Leads to the file, which is made now unless it is there.

    403 for an address that nobody signed, 404 without a photo or file, 410 for a withdrawn photo and for one
    that no live page shows any more, unless somebody is signed in who works with it.
    """
    if spec not in OFFERED or not verify_signature(signature.encode(), photo_id, spec):
        return _refusal(403)
    photo = get_object_or_404(Photo, pk=photo_id)
    if photo.is_withdrawn or _is_out_of_use(request, photo):
        return _refusal(410)
    try:
        rendition = make_for_reader(photo, spec)
    except (SourceImageIOError, OSError):
        photo.refresh_from_db(fields=["withdrawn_at"])
        return _refusal(410 if photo.is_withdrawn else 404)
    response = HttpResponseRedirect(rendition.url)
    patch_cache_control(response, public=True, max_age=SECONDS_KEPT)
    return response


def _is_out_of_use(request, photo):
    return photo.unused_since and not request.user.is_authenticated and not is_back_in_use(photo)


def _refusal(status):
    response = HttpResponse(status=status, content_type="text/plain; charset=utf-8")
    add_never_cache_headers(response)
    return response
