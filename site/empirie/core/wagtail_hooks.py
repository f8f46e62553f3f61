"""What core adds to Wagtail: the style guide, links that know their language, unpublished documents."""

from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Site
from wagtail.sites.views import IndexView as SitesView

from .published_downloads import only_published
from .rich_text import ReadablePageLink
from .style_guide import style_guide

hooks.register("before_serve_document", only_published)

# Wagtail 8.0.1 heads these columns with the fields' names in the code.
for column in SitesView.columns:
    if column.name in {"site_name", "root_page"}:
        column.label = capfirst(Site._meta.get_field(column.name).verbose_name)


@hooks.register("register_admin_urls")
def style_guide_address():
    return [path("style-guide/", style_guide, name="style_guide")]


@hooks.register("register_help_menu_item")
def style_guide_menu_item():
    return MenuItem(_("Style guide"), reverse("style_guide"), icon_name="view", order=900)


@hooks.register("register_rich_text_features", order=1)  # after Wagtail's own handler of the same links
def links_that_know_their_language(features):
    features.register_link_type(ReadablePageLink)


@hooks.register("construct_help_menu")
def only_help_in_the_editors_language(request, items):
    """Wagtail's guide and its news of a version are in English only, on a site of its own."""
    items[:] = [item for item in items if not item.url.startswith("https://")]


@hooks.register("insert_global_admin_js")
def words_in_the_editors_language():
    return format_html(
        '<script src="{}" data-search="{}" data-more="{}" data-translation="{}"></script>',
        static("admin/words.js"),
        gettext("Search"),
        gettext("More actions"),
        gettext("Translation: {source} → {target}"),
    )


@hooks.register("insert_global_admin_css")
def style_of_the_editors():
    return format_html('<link rel="stylesheet" href="{}">', static("admin/editor.css"))


@hooks.register("insert_editor_js")
def paste_from_word():
    return format_html(
        '<script src="{}" data-table-inserted="{}" data-heading-inserted="{}" data-table-as-text="{}"'
        ' data-heading-as-text="{}"></script>',
        static("admin/paste.js"),
        gettext("The pasted table stands below as a block of its own. Choose its header cells there."),
        gettext("The pasted headings stand below as blocks of their own."),
        gettext("There are no tables in this field: the cells were pasted with “|” between them."),
        gettext("There are no headings in this field: they were pasted as plain text."),
    )
