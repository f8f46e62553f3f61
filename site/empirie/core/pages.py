"""BasePage: what every page of the site has and does."""

import logging
from functools import cached_property
from http import HTTPMethod

from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page, PageViewRestriction
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from .approvals import leads_somewhere, workflow_for
from .completeness import UnfinishedTranslation, why_unfinished
from .folding import fold
from .forms import CopyPageForm, PublishingForm
from .languages import readable_translations
from .links import rendered_with_links
from .mentions import linked_pages
from .permissions import PageTester
from .pictures import load_pictures, photos_of
from .queries import PublicPageManager, only_readable
from .slugs import give_slug

logger = logging.getLogger(__name__)

# How Wagtail's command `publish_scheduled` signs what it does.
PUBLISHED_BY_SCHEDULE = "wagtail.publish.scheduled"
SHARED_SETTINGS = [SynchronizedField("show_in_menus", overridable=False)]


class BasePage(Page):
    """A page in one language, with a lead, findable, and served only under its own language's address."""

    lead = models.TextField(
        _("lead"),
        max_length=300,
        blank=True,
        help_text=_("One or two sentences that open the page and stand on its card in lists."),
    )

    objects = PublicPageManager()
    base_form_class = PublishingForm
    copy_form_class = CopyPageForm

    allowed_http_methods = [HTTPMethod.GET, HTTPMethod.HEAD, HTTPMethod.OPTIONS]

    content_panels = [*Page.content_panels, FieldPanel("lead")]
    promote_panels = [
        MultiFieldPanel(
            ["slug", "seo_title", "search_description"],
            heading=_("For search engines and shared links"),
        ),
    ]
    translatable_fields = [
        TranslatableField("title"),
        TranslatableField("slug"),
        TranslatableField("seo_title"),
        TranslatableField("search_description"),
        TranslatableField("lead"),
        *SHARED_SETTINGS,
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("lead"),
        index.SearchField("folded_text"),
        index.AutocompleteField("folded_text"),
    ]

    class Meta:
        abstract = True

    def publication_errors(self):
        """What keeps the page from being published: {field name: message for the editor}."""
        return {}

    def folded_text(self):
        """Title and lead without diacritics: a reader who types "lodz" finds Łódź on every database."""
        return fold(f"{self.title} {self.lead}")

    def get_meta_description(self):
        return self.search_description or self.lead

    # What a card of the page shows: the records it names, and whether a photo.
    card_relations = ()
    has_picture_on_card = True
    # What head and breadcrumbs ask; `core.arrival` knows the answers already.
    is_known_to_be_public = False

    @cached_property
    def readable_ancestors(self):
        """The readable pages above this one, from the front page down."""
        return list(only_readable(self.get_ancestors().filter(depth__gt=1, locale=self.locale_id)))

    def get_view_restrictions(self):
        if self.is_known_to_be_public:
            return PageViewRestriction.objects.none()
        return super().get_view_restrictions()

    @cached_property
    def readable_versions(self):
        """The versions of the page that a reader can open: what head and language switch ask."""
        return readable_translations(self)

    def permissions_for_user(self, user):
        return PageTester(user, self)

    def serve(self, request, *args, **kwargs):
        """The page, rendered here and now: what its texts link to is looked up once, not once a text."""
        response = super().serve(request, *args, **kwargs)
        if hasattr(response, "render"):
            load_pictures(photos=photos_of(self))
            with rendered_with_links(linked_pages(self)):
                response.render()
        return response

    def get_workflow(self):
        return workflow_for(self)

    @property
    def has_workflow(self):
        """Whether sending the page for approval leads somewhere; Wagtail asks before it offers the button."""
        return leads_somewhere(self)

    def full_clean(self, *args, **kwargs):
        give_slug(self)
        super().full_clean(*args, **kwargs)

    def minimal_clean(self):
        give_slug(self)
        super().minimal_clean()

    def clean(self):
        """A live page, or one about to go live, holds no Polish and no unread text under another language.

        An alias stands in for a translation and for nothing else.
        """
        super().clean()
        if self._state.adding and self.alias_of_id and self.alias_of.locale_id == self.locale_id:
            raise ValidationError({"alias_of": _("A page has one address. Copy the page, or link to it.")})
        if self.live and not self.alias_of_id and (reason := why_unfinished(self)):
            raise ValidationError(reason)

    def publish(self, revision, *args, log_action=True, **kwargs):
        """Publish `revision`, unless it would put Polish text, or text nobody has read, live as English.

        Raises UnfinishedTranslation; a scheduled revision then just waits, and holds nothing else up.
        """
        reason = why_unfinished(revision.as_object())
        if reason and log_action != PUBLISHED_BY_SCHEDULE:
            raise UnfinishedTranslation(self, reason)
        if reason:
            logger.warning("%s waits: %s", self, reason)
            return
        super().publish(revision, *args, log_action=log_action, **kwargs)

    def update_aliases(self, **kwargs):
        """What stands in for a translation follows the text, but is never live: readers would not get it."""
        super().update_aliases(**kwargs)
        self.aliases.update(live=False, has_unpublished_changes=True)

    def route(self, request, path_components):
        """Serve the page only under its own language: never Polish text under /en/.

        Without this, Wagtail shows the Polish tree under /en/ while there is no English home page, and an
        alias that stands there for a missing translation.
        """
        is_foreign = self.locale.language_code != get_language() or self.alias_of_id
        if not path_components and is_foreign:
            raise Http404
        return super().route(request, path_components)
