"""What the networks add to the admin: all products in one list, from which one is added below its network."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.admin.widgets import Button

from .models import ProductIndexPage, ProductPage


class ProductListing(PageListingViewSet):
    model = ProductPage
    name = "products"
    url_prefix = "products"
    icon = "doc-full"
    menu_label = _("Products")
    menu_order = 220
    add_to_admin_menu = True


@hooks.register("register_admin_viewset")
def product_listing():
    return ProductListing()


@hooks.register("register_page_header_buttons")
def way_to_the_products(page, user, view_name, next_url=None):
    """The page with the list of products has none below it: each stands below its network."""
    if isinstance(page.specific, ProductIndexPage) and view_name == "index":
        yield Button(_("Add a product"), reverse("products:choose_parent"), icon_name="plus", priority=5)
        yield Button(_("All products"), reverse("products:index"), icon_name="list-ul", priority=6)
