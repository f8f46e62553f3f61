"""Who may read a page is the same in both languages: restrictions of the Polish page hold for its English.

The English page has rows of its own, equal to the Polish ones, so that whatever asks Wagtail for restrictions
finds them: pages, lists, search, sitemap, feeds, documents, caches. Children inherit them in each tree.
"""

from itertools import zip_longest

from django.utils.translation import gettext as _
from wagtail.admin.modal_workflow import render_modal_workflow
from wagtail.admin.views.page_privacy import SetPrivacyView
from wagtail.models import PageViewRestriction

from . import trees

SHARED = ("restriction_type", "password")


def share(polish):
    """Give the other versions of a Polish page exactly its restrictions; what is equal stays as it is."""
    wanted = list(polish.view_restrictions.order_by("pk"))
    for version in trees.other_versions(polish):
        present = list(version.view_restrictions.order_by("pk"))
        for restriction, copy in zip_longest(wanted, present):
            if restriction is None:
                copy.is_being_shared = True
                copy.delete()
            else:
                _make_equal(copy or PageViewRestriction(page=version), restriction)


def _make_equal(copy, restriction):
    copy.is_being_shared = True  # nothing is to be done about this change
    if copy.pk is None or any(getattr(copy, name) != getattr(restriction, name) for name in SHARED):
        for name in SHARED:
            setattr(copy, name, getattr(restriction, name))
        copy.save()
    copy.groups.set(restriction.groups.all())


def private_polish(page):
    """The Polish version of a page in another language when it has restrictions of its own, else None."""
    if trees.is_polish(page):
        return None
    polish = next((version for version in trees.other_versions(page) if trees.is_polish(version)), None)
    return polish if polish and polish.view_restrictions.exists() else None


# --- What the signals of the restrictions and pages call ---------------------------------------


def restriction_saved(sender, instance, raw=False, **kwargs):
    if not raw:
        _changed(instance)


def restriction_deleted(sender, instance, origin=None, **kwargs):
    """Not where the page itself is deleted: its versions go as well, or stay without it."""
    if origin is instance or getattr(origin, "model", None) is PageViewRestriction:
        _changed(instance)


def groups_changed(sender, instance, action, reverse, pk_set, **kwargs):
    if not action.startswith("post_"):
        return
    if reverse:
        for restriction in PageViewRestriction.objects.filter(pk__in=pk_set or ()):
            _changed(restriction)
    else:
        _changed(instance)


def _changed(restriction):
    if getattr(restriction, "is_being_shared", False):
        return
    page = restriction.page
    polish = page if trees.is_polish(page) else private_polish(page)
    if polish:
        share(polish)


def translation_made(sender, source_obj, target_obj, **kwargs):
    """A new English version is as private as its Polish page from the first moment."""
    if hasattr(source_obj, "view_restrictions") and trees.is_polish(source_obj):
        share(source_obj)


# --- The dialog --------------------------------------------------------------------------------


class SetPrivacy(SetPrivacyView):
    """Wagtail's dialog, which says what becomes of the other language."""

    def render_to_response(self, context, **response_kwargs):
        polish = private_polish(self.page)
        if polish is None:
            return super().render_to_response(context, **response_kwargs)
        return render_modal_workflow(
            self.request,
            "translation/privacy_of_polish.html",
            template_vars={"polish": polish},
            json_data={"step": "set_privacy"},
        )

    def post(self, request, *args, **kwargs):
        """Sent all the same, the form of an English page changes nothing that its Polish page decides."""
        if private_polish(self.page):
            return self.get(request, *args, **kwargs)
        return super().post(request, *args, **kwargs)

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.fields["restriction_type"].help_text = _said_of(self.page)
        return form


def _said_of(page):
    if not trees.is_polish(page):
        return _("This concerns the English page alone. To hide both languages, use the Polish page.")
    titles = [version.get_admin_display_title() for version in trees.other_versions(page)]
    if not titles:
        return _("This holds for the English page as well, once there is one, and for all pages below.")
    return _(
        "This holds for the English page “%(title)s” as well, from the same moment, and for all pages below."
    ) % {"title": titles[0]}
