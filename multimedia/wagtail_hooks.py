"""What recordings add to Wagtail: editors learn which files only some browsers play."""

from django.urls import re_path
from wagtail import hooks
from wagtail.admin import messages
from wagtailmedia.models import get_media_model
from wagtailmedia.views import media as views

from .coding import Coding
from .models import RecordingPage

BEFORE_WAGTAILMEDIA = -1  # the first view of an address is the one


@hooks.register("register_admin_urls", order=BEFORE_WAGTAILMEDIA)
def addresses_in_place_of_wagtailmedias():
    return [
        re_path(r"^media/(?P<media_type>audio|video)/add/$", add, name="add_recording_file"),
        re_path(r"^media/edit/(?P<media_id>\d+)/$", edit, name="edit_recording_file"),
    ]


def add(request, media_type):
    """wagtailmedia's view, which says nothing of its own about the file."""
    response = views.add(request, media_type)
    if response.status_code == 302:
        warn(request, get_media_model().objects.filter(uploaded_by_user=request.user).order_by("pk").last())
    return response


def edit(request, media_id):
    response = views.edit(request, int(media_id))
    if response.status_code == 302:
        warn(request, get_media_model().objects.filter(pk=media_id).first())
    return response


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def warn_about_page(request, page):
    is_autosave = not request.accepts("text/html")
    if isinstance(page, RecordingPage) and page.media and not is_autosave:
        warn(request, page.media)


def warn(request, media):
    """Say that only some browsers play `media`, if that is so."""
    coding = Coding.objects.filter(media=media).first() if media else None
    if coding and (found := coding.warnings()):
        messages.warning(request, f"{media.title}: {' '.join(found)}")
