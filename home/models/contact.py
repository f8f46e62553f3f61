"""ContactPage: who runs the site and how to reach them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from empirie.core.blocks import BodyBlock
from empirie.core.pages import BasePage


class ContactPage(BasePage):
    """Name, address, telephone and e-mail of the publisher, and a text."""

    organisation = models.CharField(_("organisation"), max_length=160, blank=True)
    postal_address = models.TextField(_("postal address"), max_length=300, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    telephone = models.CharField(_("telephone"), max_length=40, blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)

    page_description = _("How to reach the publisher. There is one in each language.")
    parent_page_types = ["home.HomePage"]
    subpage_types = []
    max_count_per_parent = 1
    template = "home/contact_page.html"

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            ["organisation", "postal_address", FieldRowPanel(["email", "telephone"])],
            heading=_("Contact details"),
        ),
        FieldPanel("body"),
    ]
    translatable_fields = [
        *BasePage.translatable_fields,
        TranslatableField("organisation"),
        TranslatableField("postal_address"),
        SynchronizedField("email", overridable=False),
        SynchronizedField("telephone", overridable=False),
        TranslatableField("body"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("organisation"), index.SearchField("body")]

    class Meta:
        verbose_name = _("contact page")
        verbose_name_plural = _("contact pages")
