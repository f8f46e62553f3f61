"""What the translation app answers in the admin, one step a view."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.models import Locale, Page
from wagtail_localize.machine_translators import get_machine_translator
from wagtail_localize.models import Translation
from wagtail_localize.views.edit_translation import apply_machine_translation, user_can_edit_instance

from . import po
from .machine import MachineTranslationFailed
from .submission import CannotTranslate, page_to_translate
from .unconfirmed import confirm, texts_to_read


def may_translate(user):
    """Communications, translators and administrators; never a city."""
    return user.has_perm("wagtail_localize.submit_translation")


@require_POST
def translate_page(request, page_id, language_code):
    """One click: makes or updates the translation, and opens it in the editor."""
    if not may_translate(request.user):
        raise PermissionDenied
    page = get_object_or_404(Page.objects.filter(depth__gt=1, alias_of__isnull=True), pk=page_id)
    locale = get_object_or_404(Locale.objects.exclude(pk=page.locale_id), language_code=language_code)
    try:
        target = page_to_translate(page, locale, request.user)
    except CannotTranslate as problem:
        messages.error(request, problem.message)
        return redirect(_next(request))
    except IntegrityError:  # somebody else clicked in the same moment; theirs is the translation
        target = get_object_or_404(Page, translation_key=page.translation_key, locale=locale)
    return redirect("wagtailadmin_pages:edit", target.pk)


@require_POST
def machine_translate(request, translation_id):
    """A machine draft of every text that has no translation; nothing changes when the service fails."""
    translator = get_machine_translator()
    if translator is None:
        raise Http404
    try:
        found_some = apply_machine_translation(translation_id, request.user, translator)
    except MachineTranslationFailed as failure:
        nothing_lost = _("Nothing of your translation was changed.")
        messages.error(request, f"{failure} {nothing_lost}")
    else:
        if found_some:
            messages.success(
                request,
                _("%(service)s has made a draft. Read it: nothing of it is published before you confirm it.")
                % {"service": translator.display_name},
            )
        else:
            messages.warning(request, _("Every text has a translation already."))
    return redirect(_next(request))


def with_clear_failures(view):
    """`view`, where a failure of the translation service is said in words; what it did is taken back."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        try:
            with transaction.atomic():
                return view(request, *args, **kwargs)
        except MachineTranslationFailed as failure:
            nothing_lost = _("Nothing of your translation was changed.")
            messages.error(request, f"{failure} {nothing_lost}")
            return redirect(request.path)

    return guarded


class ReadMachineTranslation(WagtailAdminTemplateMixin, TemplateView):
    """The machine's texts beside their originals, to be read and confirmed by a person."""

    template_name = "translation/read_machine_translation.html"
    page_title = gettext_lazy("Read the machine translation")
    header_icon = "wagtail-localize-language"

    def dispatch(self, request, *args, translation_id, **kwargs):
        self.translation = editable_translation(request.user, translation_id)
        self.target = self.translation.get_target_instance()
        self.edit_url = reverse("wagtailadmin_pages:edit", args=[self.target.pk])
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self):
        return self.target.get_admin_display_title()

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": self.edit_url, "label": self.get_page_subtitle()},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            texts=texts_to_read(self.translation),
            source_language=self.translation.source.locale.language_code,
            target_language=self.translation.target_locale.language_code,
            edit_url=self.edit_url,
            **kwargs,
        )

    def post(self, request):
        confirmed = confirm(self.translation, request.POST.getlist("read"), request.user)
        left = len(texts_to_read(self.translation))
        if confirmed:
            messages.success(
                request,
                ngettext("%(count)d text is confirmed.", "%(count)d texts are confirmed.", confirmed)
                % {"count": confirmed},
            )
        if left:
            messages.warning(
                request, _("Some texts have changed since you opened this list. Please read those as well.")
            )
            return redirect(request.path)
        return redirect(self.edit_url)


@require_GET
def download_po(request, translation_id):
    translation = editable_translation(request.user, translation_id)
    name = f"{slugify(translation.source.object_repr)}-{translation.target_locale.language_code}.po"
    return HttpResponse(
        str(po.exported(translation)),
        content_type="text/x-gettext-translation; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_POST
def upload_po(request, translation_id):
    translation = editable_translation(request.user, translation_id)
    try:
        imported = po.import_file(translation, request.FILES.get("file"), request.user)
    except po.UnusablePoFile as problem:
        nothing_lost = _("Nothing was changed.")
        messages.error(request, f"{problem.message} {nothing_lost}")
    else:
        _tell_what_was_imported(request, imported)
    return redirect(_next(request))


def _tell_what_was_imported(request, imported):
    taken = ngettext("%(count)d text was taken over.", "%(count)d texts were taken over.", imported.taken)
    messages.success(request, taken % {"count": imported.taken})
    left_out = (
        (
            imported.fuzzy,
            ngettext(
                "%(count)d text is marked “fuzzy” in the file and was left out: finish it first.",
                "%(count)d texts are marked “fuzzy” in the file and were left out: finish them first.",
                imported.fuzzy,
            ),
        ),
        (
            imported.unknown,
            ngettext(
                "%(count)d text was left out: it is not on the page any more.",
                "%(count)d texts were left out: they are not on the page any more.",
                imported.unknown,
            ),
        ),
        (
            imported.faulty,
            ngettext(
                "%(count)d text has lost a link or a tag; it is marked below.",
                "%(count)d texts have lost a link or a tag; they are marked below.",
                imported.faulty,
            ),
        ),
    )
    for count, words in left_out:
        if count:
            messages.warning(request, words % {"count": count})


def editable_translation(user, translation_id):
    """The translation of a page that `user` may edit. Raises Http404 or PermissionDenied."""
    translation = get_object_or_404(
        Translation.objects.select_related("source", "target_locale"), pk=translation_id
    )
    try:
        target = translation.get_target_instance()
    except translation.source.specific_content_type.model_class().DoesNotExist as error:
        raise Http404 from error
    if not user_can_edit_instance(user, target):
        raise PermissionDenied
    return translation


def _next(request):
    return get_valid_next_url_from_request(request) or reverse("translation:report")
