"""The security headers of every answer, kept ones included: this stands just within the page cache.

Which policy applies is told by the address, so that errors, refusals and redirects have it too. A server that
sends uploads by itself (nginx, object storage) must be told the same: docs/security-headers.md.
"""

from csp.constants import HEADER, NONE, SELF
from csp.middleware import CSPMiddleware
from django.conf import settings
from django.urls import reverse

SHOWN_IN_PLACE = ("image/", "audio/", "video/")


class SecurityHeadersMiddleware(CSPMiddleware):
    """django-csp with a policy by address, and the headers Django has no setting for."""

    def __init__(self, get_response):
        super().__init__(get_response)
        self.admin = reverse("wagtailadmin_home")

    def process_response(self, request, response):
        is_media = request.path_info.startswith(settings.MEDIA_URL)
        if is_media:
            _keep_from_being_opened(response)
        if is_media or _is_saved(response):
            response.headers.pop(HEADER, None)  # Wagtail's for documents, which ours includes
        elif HEADER in response and request.path_info.startswith(self.admin):
            _let_the_editor_show(response)
        response = super().process_response(request, response)
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        # Pictures may be shown anywhere: feed readers do, and licences allow it.
        response.headers.setdefault(
            "Cross-Origin-Resource-Policy", "cross-origin" if is_media else "same-origin"
        )
        return response

    def get_policy_parts(self, request, response, report_only=False):
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and parts.config is None:
            parts.config = self._policy(request, response)
        return parts

    def _policy(self, request, response):
        """The directives for an answer; None for those of public pages."""
        if request.path_info.startswith(settings.MEDIA_URL) or _is_saved(response):
            return settings.CONTENT_SECURITY_POLICY_OF_UPLOADS
        if request.path_info.startswith(self.admin):
            return settings.CONTENT_SECURITY_POLICY_OF_ADMIN
        return None


def _is_saved(response):
    """Whether the browser saves the answer as a file: documents but PDF, photos, exports."""
    return response.get("Content-Disposition", "").startswith("attachment")


def _keep_from_being_opened(response):
    """Have uploads saved that are no picture, sound or film, instead of shown as a page of this site."""
    if response.status_code in (200, 206) and not response.get("Content-Type", "").startswith(SHOWN_IN_PLACE):
        response.headers["Content-Disposition"] = "attachment"


def _let_the_editor_show(response):
    """A preview keeps the policy of public pages, but for the frame it stands in.

    It has that policy already: `make_preview_request` of Wagtail 8.0 draws it by a request of its own, which
    goes through all the middleware under the address that readers will use.
    """
    response.headers[HEADER] = response.headers[HEADER].replace(
        f"frame-ancestors {NONE}", f"frame-ancestors {SELF}"
    )
