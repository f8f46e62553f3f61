"""wagtail-localize's screens "Translate this page" and "Sync translated pages", without their two traps."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Locale, Page
from wagtail_localize.views import convert
from wagtail_localize.views.submit_translations import SubmitPageTranslationView
from wagtail_localize.views.update_translations import UpdateTranslationsForm, UpdateTranslationsView

from .trees import untranslated_parent


class SubmitPage(SubmitPageTranslationView):
    """A page is translated after its parent: wagtail-localize 1.14.5 would put Polish parents under /en/."""

    def get(self, request, *args, **kwargs):
        return self._parent_first() or super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        return self._parent_first() or super().post(request, *args, **kwargs)

    def _parent_first(self):
        """The answer to a page whose parent is not translated yet; None when it is."""
        for locale in Locale.objects.exclude(pk=self.object.locale_id):
            parent = untranslated_parent(self.object, locale)
            if parent is None:
                continue
            titles = {"page": self.object.get_admin_display_title(), "parent": parent.specific.title}
            words = _("First translate “%(parent)s”: the English “%(page)s” will stand below it.") % titles
            address = reverse("wagtail_localize:submit_page_translation", args=[parent.pk])
            messages.error(
                self.request, words, buttons=[messages.button(address, _("Translate “%(parent)s”") % titles)]
            )
            return redirect("wagtailadmin_explore", self.object.get_parent().pk)
        return None


class UpdateForm(UpdateTranslationsForm):
    """Without "Publish immediately", which publishes the Polish of every paragraph that changed."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["publish_translations"]

    def clean(self):
        return super().clean() | {"publish_translations": False}


class Update(UpdateTranslationsView):
    """Tells the English version what is new in Polish. What readers see in English stays as it is."""

    def get_form(self):
        return UpdateForm(self.request.POST) if self.request.method == "POST" else UpdateForm()

    def post(self, request, *args, **kwargs):
        if "publish_translations" in request.POST:
            messages.error(
                request, _("English is published page by page, once its new texts are translated.")
            )
            return redirect(request.path)
        return super().post(request, *args, **kwargs)


def convert_to_alias(request, page_id):
    """Give the English page up for a stand-in of the Polish one: readers lose it, and its words are deleted.

    wagtail-localize 1.14.5 asks only for the right to edit.
    """
    page = get_object_or_404(Page, pk=page_id)
    if not page.permissions_for_user(request.user).can_publish():
        raise PermissionDenied
    return convert.convert_to_alias(request, page_id)
