"""Signing in: passwords, the second step, sessions. What an operator may choose stands in README.md."""

from datetime import timedelta
from urllib.parse import urlsplit

from . import environment

LOGIN_URL = "wagtailadmin_login"
AUTHENTICATION_BACKENDS = [
    "empirie.people.sign_in.backends.PasswordBackend",
    "django_otp_webauthn.backends.WebAuthnBackend",
]
WAGTAILADMIN_USER_LOGIN_FORM = "empirie.people.sign_in.forms.SignInForm"
WAGTAILADMIN_USER_PASSWORD_RESET_FORM = "empirie.people.password_reset.PasswordResetForm"

# Length and a list of known passwords, nothing about kinds of characters: see people/sign_in/passwords.py.
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "empirie.people.sign_in.passwords.LengthValidator",
        "OPTIONS": {"shortest": 12, "longest": 256},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

# Staff open nothing of the admin without a second step; cities are offered one. Production switches it on.
SECOND_FACTOR_REQUIRED = environment.flag("SECOND_FACTOR_REQUIRED")

# How long a person stays signed in: since the sign-in, and without doing anything.
STAFF_SESSION = {
    "longest": timedelta(hours=environment.number("STAFF_SESSION_HOURS", 7 * 24)),
    "idle": timedelta(hours=environment.number("STAFF_SESSION_IDLE_HOURS", 12)),
}
CITY_SESSION = {
    "longest": timedelta(hours=environment.number("CITY_SESSION_HOURS", 30 * 24)),
    "idle": timedelta(hours=environment.number("CITY_SESSION_IDLE_HOURS", 14 * 24)),
}
SESSION_COOKIE_AGE = int(max(STAFF_SESSION["longest"], CITY_SESSION["longest"]).total_seconds())
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"

OTP_TOTP_ISSUER = "Empirie"
OTP_TOTP_THROTTLE_FACTOR = 0  # people/sign_in/limits.py counts the attempts of every kind
OTP_WEBAUTHN_HELPER_CLASS = "empirie.people.sign_in.passkeys.Helper"
OTP_WEBAUTHN_RP_NAME = "Empirie"


def passkeys_of(site_url):
    """Host and origins of the passkeys, which django-otp-webauthn checks; its helper takes the request's."""
    host = urlsplit(site_url).hostname
    return host, [f"https://{host}"]
