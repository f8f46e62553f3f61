"""What core adds to Wagtail: the style guide, links that know their language, unpublished documents."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .published_downloads import only_published
from .rich_text import ReadablePageLink
from .style_guide import style_guide

hooks.register("before_serve_document", only_published)


@hooks.register("register_admin_urls")
def style_guide_address():
    return [path("style-guide/", style_guide, name="style_guide")]


@hooks.register("register_help_menu_item")
def style_guide_menu_item():
    return MenuItem(_("Style guide"), reverse("style_guide"), icon_name="view", order=900)


@hooks.register("register_rich_text_features", order=1)  # after Wagtail's own handler of the same links
def links_that_know_their_language(features):
    features.register_link_type(ReadablePageLink)
