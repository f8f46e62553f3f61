"""Nobody fills the disk without signing in: what a stranger sends is small, or it is refused unread.

Django writes files to the disk while it looks for a form's token, long before a view asks who sent them. A
session cookie proves nothing, so this asks the session itself.
"""

from django.contrib.auth.views import redirect_to_login
from django.urls import reverse

from empirie.core.request_data import sends_more_than

from .errors import error_page

LARGEST_OF_A_STRANGER = 5 * 1024 * 1024


class StrangerMiddleware:
    """Stands after the middleware of sign-in. In the admin it leads to signing in: photos are sent there."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if sends_more_than(request, LARGEST_OF_A_STRANGER) and not request.user.is_authenticated:
            return _refusal(request)
        return self.get_response(request)


def _refusal(request):
    login, first = reverse("wagtailadmin_login"), reverse("wagtailadmin_home")
    if request.path_info.startswith(first) and request.path_info != login:
        return redirect_to_login(first, login)
    return error_page(request, 413)
