"""AccessibilityStatementPage: the "Deklaracja dostępności" that Polish law prescribes.

Source: Act of 4 April 2019 on digital accessibility (Dz.U. 2023 poz. 1440), art. 10-12, and the ministry's
"Warunki techniczne" 2.0 of 31 July 2024, which prescribe headings, sentences and the element ids.
"""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail_localize.fields import SynchronizedField, TranslatableField

from empirie.core.blocks.text import RICH_TEXT_FEATURES
from empirie.core.pages import BasePage


class Compliance(models.TextChoices):
    FULL = "full", _("Fully compliant")
    PARTIAL = "partial", _("Partially compliant")
    NONE = "none", _("Not compliant")


SHARED = (
    "site_url",
    "published_on",
    "updated_on",
    "drawn_up_on",
    "reviewed_on",
    "compliance",
    "contact_email",
    "contact_telephone",
)
TRANSLATED = (
    "public_body",
    "not_compliant",
    "not_covered",
    "disproportionate",
    "basis",
    "conveniences",
    "contact_unit",
    "mobile_applications",
    "architecture",
    "communication",
)


class AccessibilityStatementPage(BasePage):
    """The statement in the prescribed wording; editors fill in only what is theirs to say."""

    public_body = models.CharField(_("public body"), max_length=160)
    site_url = models.URLField(_("address of the site"))
    published_on = models.DateField(_("site first published"))
    updated_on = models.DateField(_("site last changed substantially"))
    drawn_up_on = models.DateField(_("statement drawn up"), help_text=_("This day never changes."))
    reviewed_on = models.DateField(
        _("statement last reviewed"),
        null=True,
        blank=True,
        help_text=_("Every year by 31 March, and after each change that matters."),
    )
    compliance = models.CharField(
        _("compliance"), max_length=10, choices=Compliance.choices, default=Compliance.PARTIAL
    )
    not_compliant = RichTextField(_("what does not comply"), features=RICH_TEXT_FEATURES, blank=True)
    not_covered = RichTextField(_("content outside the law"), features=RICH_TEXT_FEATURES, blank=True)
    disproportionate = RichTextField(_("disproportionate burden"), features=RICH_TEXT_FEATURES, blank=True)
    basis = RichTextField(
        _("how compliance was checked"),
        features=RICH_TEXT_FEATURES,
        help_text=_("With a link to the report."),
    )
    conveniences = RichTextField(_("conveniences and limitations"), features=RICH_TEXT_FEATURES, blank=True)
    contact_unit = models.CharField(_("person or unit for accessibility"), max_length=160)
    contact_email = models.EmailField(_("e-mail"))
    contact_telephone = models.CharField(_("telephone"), max_length=40)
    mobile_applications = RichTextField(_("mobile applications"), features=RICH_TEXT_FEATURES, blank=True)
    architecture = RichTextField(_("accessibility of the building"), features=RICH_TEXT_FEATURES)
    communication = RichTextField(
        _("accessibility of communication"),
        features=RICH_TEXT_FEATURES,
        help_text=_("Say whether an online Polish Sign Language interpreter is available or not."),
    )

    page_description = _("The accessibility statement prescribed by law. There is one in each language.")
    parent_page_types = ["home.HomePage"]
    subpage_types = []
    max_count_per_parent = 1
    template = "home/accessibility_statement_page.html"

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                "public_body",
                "site_url",
                FieldRowPanel(["published_on", "updated_on"]),
                FieldRowPanel(["drawn_up_on", "reviewed_on"]),
            ],
            heading=_("Publisher and dates"),
        ),
        MultiFieldPanel(
            ["compliance", "not_compliant", "not_covered", "disproportionate", "basis", "conveniences"],
            heading=_("Compliance"),
        ),
        MultiFieldPanel(
            ["contact_unit", FieldRowPanel(["contact_email", "contact_telephone"])], heading=_("Contact")
        ),
        FieldPanel("mobile_applications"),
        FieldPanel("architecture"),
        FieldPanel("communication"),
    ]
    translatable_fields = [
        *BasePage.translatable_fields,
        *(SynchronizedField(field, overridable=False) for field in SHARED),
        *(TranslatableField(field) for field in TRANSLATED),
    ]

    class Meta:
        verbose_name = _("accessibility statement")
        verbose_name_plural = _("accessibility statements")

    def clean(self):
        super().clean()
        if self.reviewed_on and self.drawn_up_on and self.reviewed_on < self.drawn_up_on:
            raise ValidationError(
                {"reviewed_on": _("A review cannot come before the statement was drawn up.")}
            )
        if self.updated_on and self.published_on and self.updated_on < self.published_on:
            raise ValidationError({"updated_on": _("A change cannot come before the site was published.")})
