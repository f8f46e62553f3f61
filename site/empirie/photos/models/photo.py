"""Photo: the site's image model, with everything the law and good manners ask to be known of a photo."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import DatabaseError, models, transaction
from django.templatetags.static import static
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, Filter, SourceImageIOError, get_upload_to
from wagtail.search import index

from empirie.subjects.models import City

from ..cleaning import one_at_a_time
from ..fields import PhotoFileField
from ..renditions.generation import Reduced, on_demand_address, placeholder_rendition, store
from ..renditions.specs import OFFERED
from ..rights import LICENCE_NAMES, LICENCE_PAGES, NEEDS_CONSENT, Licence, Recognisable, RightsBasis
from ..storage import originals

# What staff see where a photo is hidden from everybody.
NOTHING_TO_SEE = "img/photo-not-found.svg"
SIZE_OF_NOTHING = (165, 110)
# What a new file brings along.
OF_THE_FILE = {"file", "width", "height", "file_size", "file_hash", "source_hash", "taken_on", "taken_at"}


class WithdrawnPhoto(SourceImageIOError):
    """Nothing is drawn of this photo. Wagtail's templates show a missing picture then, and go on."""


class Photo(AbstractImage):
    """A photo and its rights. Description and caption belong to each use of it, in both languages."""

    file = PhotoFileField(
        _("file"), upload_to=get_upload_to, storage=originals, width_field="width", height_field="height"
    )
    city = models.ForeignKey(
        City, verbose_name=_("city"), null=True, blank=True, on_delete=models.PROTECT, related_name="photos"
    )
    author = models.CharField(_("author"), max_length=120, blank=True)
    credit_line = models.CharField(
        _("credit line"),
        max_length=200,
        blank=True,
        help_text=_("When more than the author's name must be shown, e.g. “Jan Nowak / Krosno town hall”."),
    )
    licence = models.CharField(_("licence"), max_length=20, choices=Licence.choices, default=Licence.CC_BY)
    rights_basis = models.CharField(
        _("basis of the rights"), max_length=20, choices=RightsBasis.choices, default=RightsBasis.OWN_STAFF
    )
    # Nobody's answer is presumed: on it rests whether consents are needed.
    recognisable = models.CharField(
        _("who can be recognised"), max_length=20, choices=Recognisable.choices, blank=True
    )
    consent_reference = models.CharField(
        _("consent reference"),
        max_length=120,
        blank=True,
        help_text=_("The number under which the consents are filed. The forms themselves are not kept here."),
    )
    taken_on = models.DateField(_("taken on"), null=True, blank=True)
    # What the camera's clock said, read before the metadata is taken out: it puts photos of one day in order.
    taken_at = models.DateTimeField(_("taken at"), null=True, blank=True, editable=False)
    place = models.CharField(_("place"), max_length=120, blank=True)
    declaration_version = models.CharField(
        _("declaration accepted"), max_length=20, blank=True, editable=False
    )
    declared_at = models.DateTimeField(_("declaration accepted at"), null=True, blank=True, editable=False)
    declared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("declaration accepted by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    upload_key = models.UUIDField(_("key of the upload"), null=True, blank=True, unique=True, editable=False)
    source_hash = models.CharField(
        _("SHA-256 of the file as it was sent"), max_length=64, blank=True, db_index=True, editable=False
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True, editable=False)
    withdrawal_reason = models.TextField(_("reason of the withdrawal"), blank=True, editable=False)
    # Since when no live page has shown the photo; empty before it was first public (see disuse.py).
    unused_since = models.DateTimeField(_("not in use since"), null=True, blank=True, editable=False)

    admin_form_fields = (
        "title",
        "file",
        "city",
        "author",
        "credit_line",
        "licence",
        "rights_basis",
        "recognisable",
        "consent_reference",
        "taken_on",
        "place",
        "description",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )
    search_fields = [
        *AbstractImage.search_fields,
        index.SearchField("author"),
        index.SearchField("place"),
        index.FilterField("city"),
        index.FilterField("licence"),
    ]

    class Meta(AbstractImage.Meta):
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        permissions = [("withdraw_photo", "Can hide photos from the public and show them again")]

    def save(self, *args, update_fields=None, **kwargs):
        """Save the row, and a new file with it: both or neither. Raises RefusedPhoto for a bad file."""
        brings_file = self.file.is_new and (update_fields is None or "file" in update_fields)
        if not brings_file:
            return super().save(*args, update_fields=update_fields, **kwargs)
        self.file.clean()
        if update_fields is not None:
            update_fields = OF_THE_FILE | set(update_fields)
        before = self.pk, self._state.adding
        try:
            with transaction.atomic():
                replaced = self._stored_name()
                # The row first: while it is not committed nobody else can take the same key of an upload.
                super().save(*args, update_fields=update_fields, **kwargs)
                self.file.write()
                if replaced:
                    self._forget_file(replaced)
        except Exception:
            if not self._has_row():
                self.file.withdraw()
            self.pk, self._state.adding = before
            raise
        self.file.settle()

    def _stored_name(self):
        """The file's name in the row as it stands; None while there is no row."""
        return self.pk and Photo.objects.filter(pk=self.pk).values_list("file", flat=True).first()

    def _has_row(self):
        """Whether a row holds the new file after all; assumed when the database does not say."""
        try:
            return Photo.objects.filter(file=self.file.name).exists()
        except DatabaseError:
            return True  # a file too many is found by `photo_orphans`; a row without its file is broken

    def _forget_file(self, name):
        self.renditions.all().delete()
        if name != self.file.name:
            storage = self.file.storage
            transaction.on_commit(lambda: storage.delete(name))

    def clean(self):
        super().clean()
        if self.recognisable in NEEDS_CONSENT and not self.consent_reference:
            raise ValidationError(
                {
                    "consent_reference": _(
                        "People can be recognised here: say under which number their consent is filed."
                    )
                }
            )

    @property
    def is_withdrawn(self):
        return self.withdrawn_at is not None

    @property
    def credit(self):
        """Who is to be named next to the photo; empty when nobody is known."""
        return self.credit_line or self.author

    @property
    def licence_name(self):
        return LICENCE_NAMES.get(self.licence) or _("all rights reserved")

    @property
    def licence_page(self):
        """The address of the licence's text; empty when all rights are reserved."""
        return LICENCE_PAGES.get(self.licence, "")

    # --- Renditions are found, never made, while a page is rendered (making.py). A withdrawn photo has none.

    def get_rendition(self, filter):
        (rendition,) = self.get_renditions(filter).values()
        return rendition

    def get_renditions(self, *filters):
        """{spec: rendition}; of one that is not made yet, a placeholder with its signed address.

        Specifications that are not offered to readers are made at once, as Wagtail does.
        """
        if self.is_withdrawn:
            raise WithdrawnPhoto(f"Photo {self.pk} is withdrawn")
        wanted = [self.clean_filter_for_svg(Filter(f) if isinstance(f, str) else f) for f in filters]
        if not all(filter.spec in OFFERED for filter in wanted):
            return super().get_renditions(*wanted)
        found = self.find_existing_renditions(*wanted)
        return {filter.spec: found.get(filter) or placeholder_rendition(self, filter) for filter in wanted}

    def find_existing_renditions(self, *filters):
        """Looked up in the list of all, which one query reads; Wagtail asks a cache and then once each."""
        found = super().find_existing_renditions(*filters) if self._get_prefetched_renditions() else {}
        if len(found) < len(filters) and self.pk:
            models.prefetch_related_objects([self], "renditions")
            found = super().find_existing_renditions(*filters)
        return found

    def generate_rendition_file(self, filter, *, source=None):
        with one_at_a_time():
            return super().generate_rendition_file(Reduced(filter.spec), source=source)

    def create_rendition(self, filter):
        return self._unless_withdrawn_meanwhile(store(self, filter, self.generate_rendition_file(filter)))

    def create_renditions(self, *filters):
        return {filter: self.create_rendition(filter) for filter in filters}

    def _unless_withdrawn_meanwhile(self, rendition):
        """What was just made, unless the photo was hidden while it was being made: then it is deleted."""
        if not type(self).objects.filter(pk=self.pk, withdrawn_at__isnull=False).exists():
            return rendition
        rendition.file.delete(save=False)
        PhotoRendition.objects.filter(image=self).delete()
        raise WithdrawnPhoto(f"Photo {self.pk} was withdrawn while a rendition was made")


class PhotoRendition(AbstractRendition):
    image = models.ForeignKey(Photo, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = [("image", "filter_spec", "focal_point_key")]
        verbose_name = _("photo rendition")
        verbose_name_plural = _("photo renditions")

    def __init__(self, *args, **kwargs):
        """Wagtail's stand-in for a picture that is not there (`url`) has no size, and could not be seen."""
        if kwargs.get("width") == 0:
            kwargs["width"], kwargs["height"] = SIZE_OF_NOTHING
        super().__init__(*args, **kwargs)

    @property
    def url(self):
        """Where the file lies; of one that is not made yet, the signed address that makes it."""
        if self.file.name == "not-found":
            return static(NOTHING_TO_SEE)
        return self.file.url if self.file else on_demand_address(self.image_id, self.filter_spec)
