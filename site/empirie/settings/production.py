"""A server that the public reaches. Refuses to start without its secrets."""

from .base import *  # noqa: F403
from .base import SITE_URL, environment, monitoring

DEBUG = False
SECRET_KEY = environment.secret("SECRET_KEY", 50) or environment.required("SECRET_KEY")
# Keys that were in use before: what they signed stays valid while they stand here.
SECRET_KEY_FALLBACKS = environment.several("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = environment.hosts("ALLOWED_HOSTS") or [environment.required("ALLOWED_HOSTS")]
environment.required("SITE_URL")
environment.required("DATABASE_URL")
CSRF_TRUSTED_ORIGINS = environment.several("CSRF_TRUSTED_ORIGINS", [SITE_URL])

SECURE_SSL_REDIRECT = environment.flag("SECURE_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^health/"]  # probes come over plain http
SECURE_HSTS_SECONDS = environment.number("SECURE_HSTS_SECONDS", 31_536_000, 0, 1_000_000_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
BEHIND_PROXY = environment.flag("BEHIND_PROXY")
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
# Browsers take cookies of these names from this host alone, for all of it, and over https.
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
SECOND_FACTOR_REQUIRED = environment.flag("SECOND_FACTOR_REQUIRED", default=True)

# People whose passwords everybody knows are never created here.
DEMO_SIGN_INS_ALLOWED = False

LOGGING = monitoring.logging_of_production()
monitoring.start_sentry()
