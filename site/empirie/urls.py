"""Addresses: Polish without a prefix, English under /en/, everything technical outside both."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.urls import serve_pattern

from empirie.core.arrival import serve
from empirie.delivery import health
from empirie.delivery.media import serve_media
from empirie.delivery.security_txt import security_txt
from empirie.delivery.sitemap import robots, sitemap
from empirie.people.sign_in.account import own_account
from empirie.people.sign_in.entrance import ForgottenPasswordView, SetPasswordView, SignInView
from empirie.people.sign_in.private_pages import open_files, open_page
from empirie.photos.on_demand import photo_on_demand
from empirie.translation.privacy import SetPrivacy

urlpatterns = [
    path("health/live", health.live),
    path("health/ready", health.ready),
    path("health/metrics", health.metrics),
    # In place of Wagtail's views of these names, which come after them.
    path("admin/login/", SignInView.as_view(), name="wagtailadmin_login"),
    path("admin/password_reset/", ForgottenPasswordView.as_view(), name="wagtailadmin_password_reset"),
    path(
        "admin/password_reset/confirm/<uidb64>/<token>/",
        SetPasswordView.as_view(),
        name="wagtailadmin_password_reset_confirm",
    ),
    path("admin/account/", own_account, name="wagtailadmin_account"),
    path("admin/pages/<int:page_id>/privacy/", require_admin_access(SetPrivacy.as_view())),
    path("admin/sign-in/", include("empirie.people.sign_in.urls")),
    path("admin/", include(wagtailadmin_urls)),
    path(
        "documents/authenticate_with_password/<int:restriction>/",
        open_files,
        name="wagtaildocs_authenticate_with_password",
    ),
    path("documents/", include(wagtaildocs_urls)),
    re_path(
        r"^images/(?P<signature>[^/]{1,64})/(?P<photo_id>\d{1,9})/(?P<spec>[\w|.-]{1,80})/$",
        photo_on_demand,
        name="photo_on_demand",
    ),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("robots.txt", robots, name="robots"),
    path(".well-known/security.txt", security_txt, name="security_txt"),
    re_path(
        rf"^{settings.MEDIA_URL.lstrip('/')}(?P<path>.+)$",
        serve_media,
        {"document_root": settings.MEDIA_ROOT},
    ),
]

urlpatterns += i18n_patterns(
    # Wagtail's addresses for pages that are not public stand before the pages, for one of which they would be
    # taken. There is one place to sign in, the admin's.
    path(
        "_util/login/",
        RedirectView.as_view(pattern_name="wagtailadmin_login", query_string=True),
        name="wagtailcore_login",
    ),
    path(
        "_util/authenticate_with_password/<int:restriction>/<int:page_id>/",
        open_page,
        name="wagtailcore_authenticate_with_password",
    ),
    # Public pages set no cookie, so none for CSRF either. They take one form, the report about a photo, which
    # nobody signs in for and which carries a signed token; any other POST is answered "405 not allowed".
    re_path(serve_pattern, csrf_exempt(serve), name="wagtail_serve"),
    prefix_default_language=False,
)

handler404 = "empirie.delivery.errors.page_not_found"
handler500 = "empirie.delivery.errors.server_error"
