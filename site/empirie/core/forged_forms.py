"""Answer forms of Wagtail's that come without their fields, instead of failing with 500.

Browsers do not send such forms, scripts and double presses do. Wagtail 8.0.1 has three; the permission matrix
(tests/people/test_permission_matrix.py) sends them to every view of the admin, and names what fails still.
"""

from django import forms
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature
from django.http import Http404
from django.utils.translation import gettext as _
from wagtail.admin.forms.choosers import URLOrAbsolutePathField
from wagtail.admin.views.generic.chooser import CreateViewMixin
from wagtail.contrib.redirects.forms import ConfirmImportManagementForm


def _with_a_value(to_python):
    """A link without its address is an empty one, which the form then asks for."""
    return lambda field, value: to_python(field, value or "")


def _with_a_form(post):
    """What a chooser cannot create cannot be posted to it."""

    def post_to_form(view, request):
        if view.get_creation_form() is None:
            raise Http404
        return post(view, request)

    return post_to_form


def _clean_signed(form):
    """Wagtail reads a field that is missing, and an attribute that the error does not have."""
    cleaned = forms.Form.clean(form)
    for name in ("import_file_name", "input_format"):
        try:
            cleaned[name] = form.signer.unsign(cleaned.get(name, ""))
        except BadSignature as error:
            raise ValidationError(_("Begin the import again with the file.")) from error
    return cleaned


def install():
    """Mend Wagtail's forms; called once, when the app is ready."""
    URLOrAbsolutePathField.to_python = _with_a_value(URLOrAbsolutePathField.to_python)
    CreateViewMixin.post = _with_a_form(CreateViewMixin.post)
    ConfirmImportManagementForm.clean = _clean_signed
