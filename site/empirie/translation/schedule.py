"""When an English page appears and when it goes: a timetable of its own, set in the translation editor.

wagtail-localize 1.14.5 has no screen for that, and its "Publish" leaves a page with a later date offline,
saying that it is published.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import UpdateView
from wagtail.admin import messages
from wagtail.admin.forms.models import WagtailAdminDraftStateFormMixin, WagtailAdminModelForm
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation

from empirie.core.completeness import UnfinishedTranslation

TIMES = ["go_live_at", "expire_at"]


def translation_behind(page):
    """The Translation that makes `page`; None for a page that is edited by itself."""
    translations = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
    )
    return translations.exclude(source__locale_id=page.locale_id).first()


@transaction.atomic
def set_timetable(translation, user, go_live_at, expire_at):
    """Publish the page at `go_live_at` as it is translated now, withdraw it at `expire_at`; None for never.

    A page that readers have already only gets its end. Raises UnfinishedTranslation, or ValidationError for
    a text that does not fit.
    """
    if go_live_at:
        translation.save_target(user=user, publish=False)
    page = translation.get_target_instance()
    page.go_live_at, page.expire_at, page.expired = go_live_at, expire_at, False
    if page.live:
        page.save(update_fields=["expire_at", "expired"], clean=False)
        return
    page.save(update_fields=[*TIMES, "expired"], clean=False)
    revision = page.save_revision(user=user, clean=False)
    page.revisions.update(approved_go_live_at=None)
    if go_live_at:
        revision.publish(user=user)


def forget_dates_in_the_way(page):
    """What is published by hand appears now, and does not expire at a moment that has passed.

    Asks the row, of which wagtail-localize makes the next version; `page` may be an older one.
    """
    page = Page.objects.get(pk=page.pk)
    has_expired = page.expire_at and page.expire_at <= timezone.now()
    if page.go_live_at or has_expired:
        page.go_live_at = None
        page.expire_at = None if has_expired else page.expire_at
        page.save(update_fields=TIMES, clean=False)


def texts_changed_since(revision):
    """Whether a text of the page was translated anew after this revision was made."""
    page = revision.content_object
    return StringTranslation.objects.filter(
        context__object_id=page.translation_key,
        locale_id=page.locale_id,
        updated_at__gt=revision.created_at,
    ).exists()


def address_for(page, user):
    """Where `user` sets the timetable of a translated page; "" when there is nothing to set."""
    if not page.pk or not page.permissions_for_user(user).can_publish() or translation_behind(page) is None:
        return ""
    return reverse("translation:schedule", args=[page.pk])


def before_page_is_edited(request, page):
    """The translation editor: says that texts have changed since their publication was scheduled."""
    if request.method != "GET" or not (revision := page.scheduled_revision):
        return
    address = address_for(page, request.user)
    if address and texts_changed_since(revision):
        words = _("Texts have changed since this page was scheduled. Schedule it again to include them.")
        messages.warning(request, words, buttons=[messages.button(address, _("Schedule again"))])


class ScheduleForm(WagtailAdminDraftStateFormMixin, WagtailAdminModelForm):
    """Wagtail's two dates. A page that readers have already cannot appear later."""

    class Meta(WagtailAdminModelForm.Meta):
        model = Page
        fields = TIMES

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.live:
            del self.fields["go_live_at"]
            return
        if self.instance.go_live_at and self.instance.go_live_at <= timezone.now():
            self.initial["go_live_at"] = None

    def clean_go_live_at(self):
        moment = self.cleaned_data["go_live_at"]
        if moment and moment <= timezone.now():
            raise ValidationError(_("This moment has passed. To publish now, press “Publish” in the editor."))
        return moment


class Schedule(WagtailAdminTemplateMixin, UpdateView):
    """The screen behind "Set schedule" in the status panel of the translation editor."""

    form_class = ScheduleForm
    template_name = "translation/schedule.html"
    page_title = gettext_lazy("Schedule the English page")

    def get_object(self):
        page = get_object_or_404(Page, pk=self.kwargs["page_id"])
        if not page.permissions_for_user(self.request.user).can_publish():
            raise PermissionDenied
        self.translation = translation_behind(page)
        if self.translation is None:
            raise Http404
        self.edit_url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        return page

    def get_page_subtitle(self):
        return self.object.get_admin_display_title()

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": self.edit_url, "label": self.get_page_subtitle()},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(submit_button_label=_("Save the schedule"), **kwargs)
        return context | {"media": context["form"].media, "submit_button_active_label": _("Saving…")}

    def form_valid(self, form):
        times = [form.cleaned_data.get(name) for name in TIMES]
        try:
            set_timetable(self.translation, self.request.user, *times)
        except (UnfinishedTranslation, ValidationError) as refusal:
            words = getattr(refusal, "messages", [str(refusal)])
            messages.error(self.request, " ".join(words))
            return self.form_invalid(form)
        messages.success(self.request, said_of(*times))
        return redirect(self.edit_url)


def said_of(go_live_at, expire_at):
    """What the editor is told once the timetable is set."""
    words = []
    if go_live_at:
        words.append(_("The page will be published: %(moment)s.") % {"moment": _moment(go_live_at)})
    if expire_at:
        words.append(_("The page will be withdrawn: %(moment)s.") % {"moment": _moment(expire_at)})
    return " ".join(words) or _("No schedule is set for this page.")


def _moment(moment):
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT")
