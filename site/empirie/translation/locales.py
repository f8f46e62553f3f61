"""Deleting a language, said in the words of this site: wagtail-localize 1.14.5 has no Polish ones for it."""

from django.utils.translation import gettext_lazy as _
from wagtail_localize.locales.views import DeleteView, LocaleViewSet


class DeleteLanguage(DeleteView):
    page_title = _("Delete the language")
    cannot_delete_message = _(
        "This language stays: there are pages in it. Delete its pages first, if that is what you want."
    )
    confirmation_message = _("Do you really want to delete this language? There are no pages in it.")


class Languages(LocaleViewSet):
    delete_view_class = DeleteLanguage


delete_language = Languages("wagtaillocales", url_prefix="locales").delete_view
