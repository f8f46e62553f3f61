"""What is true of the site wherever it runs. The other settings modules start from here."""

import zoneinfo
from pathlib import Path

import dj_database_url
import PIL.Image
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from . import (
    environment,
    machine_translation,
    monitoring,
    safekeeping,
    security_headers,
    services,
    sign_in,
    tasks,
)

SITE_DIR = Path(__file__).resolve().parent.parent.parent
BASE_DIR = SITE_DIR.parent
DATA_DIR = Path(environment.text("DATA_DIR", str(BASE_DIR / "var")))

SITE_URL = environment.text("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
# Only production stands behind a proxy whose headers can be believed.
BEHIND_PROXY = False

# --- Applications -----------------------------------------------------------------------------

INSTALLED_APPS = [
    "home",
    "articles",
    "multimedia",
    "galleries",
    "networks",
    "empirie.photos",
    "empirie.subjects",
    "empirie.core",
    "empirie.people",
    "empirie.translation",  # before wagtail_localize, some of whose addresses it answers itself
    "empirie.delivery",
    "empirie.safekeeping",
    "empirie.demo",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtailmedia",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "empirie.people.apps.UsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp_webauthn",
    "django_tasks_db",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "empirie.delivery.page_cache.PageCacheMiddleware",
    "empirie.delivery.security_headers.SecurityHeadersMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "empirie.core.middleware.AddressLanguageMiddleware",
    "empirie.delivery.idempotency.IdempotencyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "empirie.people.middleware.AdminAccessMiddleware",
    "empirie.delivery.strangers.StrangerMiddleware",
    "empirie.translation.middleware.ExplainRefusalMiddleware",
    "empirie.delivery.redirects.RedirectMiddleware",
]

ROOT_URLCONF = "empirie.urls"
WSGI_APPLICATION = "empirie.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [SITE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "wagtail.contrib.settings.context_processors.settings",
            ],
            "builtins": ["empirie.core.templatetags.empirie_tags"],
        },
    },
]

# --- Database ---------------------------------------------------------------------------------

if not environment.text("DATABASE_URL"):
    DATA_DIR.mkdir(parents=True, exist_ok=True)
try:
    DATABASES = {
        "default": dj_database_url.parse(
            environment.text("DATABASE_URL", f"sqlite:///{DATA_DIR / 'empirie.sqlite3'}"),
            conn_max_age=60,
        )
    }
except (dj_database_url.ParseError, ValueError) as error:
    raise ImproperlyConfigured(
        "DATABASE_URL is not a database address. Examples: sqlite:////srv/empirie/site.sqlite3, "
        "postgres://user:password@localhost:5432/empirie"
    ) from error

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Readers do not wait for the writer, and a second writer waits instead of failing.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }

DATABASES = services.databases(DATABASES["default"])

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Languages --------------------------------------------------------------------------------

LANGUAGE_CODE = "pl"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("pl", _("Polish")), ("en", _("English"))]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("pl", "Polski"), ("en", "English")]
# The project's texts, and the Polish that other packages lack or say wrongly. The first is where
# `makemessages` writes.
LOCALE_PATHS = [SITE_DIR / "locale", SITE_DIR / "locale_packages"]
USE_I18N = True
FORMAT_MODULE_PATH = "empirie.settings.formats"
WAGTAIL_I18N_ENABLED = True
TIME_ZONE = "Europe/Warsaw"
USE_TZ = True

# A translation is a draft until a person publishes it.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
WAGTAILLOCALIZE_MACHINE_TRANSLATOR = machine_translation.from_environment()

# --- Files ------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [SITE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
# nginx or Caddy reads uploads as another account, whatever the mask of the process that stores them.
OPEN_TO_THE_SERVER_IN_FRONT = {"directory_permissions_mode": 0o755, "file_permissions_mode": 0o644}
STORAGES = {
    "default": {"BACKEND": "empirie.core.storage.UploadStorage", "OPTIONS": OPEN_TO_THE_SERVER_IN_FRONT},
    "documents": {"BACKEND": "empirie.core.storage.UploadStorage", "OPTIONS": OPEN_TO_THE_SERVER_IN_FRONT},
    # The photos' own files, which have no address: the public gets renditions. A second attempt to store
    # the same upload overwrites what the first one left.
    "originals": {
        "BACKEND": "empirie.photos.storage.PrivateFileSystemStorage",
        "OPTIONS": {
            "location": str(DATA_DIR / "originals"),
            "allow_overwrite": True,
            "directory_permissions_mode": 0o750,
            "file_permissions_mode": 0o640,
        },
    },
    "staticfiles": {"BACKEND": "empirie.delivery.static_files.HashedStaticFiles"},
} | services.object_storages()
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# --- Serving ----------------------------------------------------------------------------------

LONGEST_REQUEST = environment.number("LONGEST_REQUEST_SECONDS", 120, 1, 86_400)
LEAST_FREE_BYTES = 1024 * environment.number("LEAST_FREE_MEGABYTES", 500, 0, 100_000_000) * 1024
METRICS_DIR = DATA_DIR / "cache" / "metrics"
METRICS_TOKEN = monitoring.metrics_token()
if environment.flag("SENDFILE"):
    SENDFILE_BACKEND = "empirie.delivery.sendfile"

# --- What browsers may do ---------------------------------------------------------------------

# Where browsers get pictures and recordings from: this site, or object storage.
UPLOADS_URL = services.uploads_url() or MEDIA_URL
CONTENT_SECURITY_POLICY = {"DIRECTIVES": security_headers.public_policy(UPLOADS_URL)}
CONTENT_SECURITY_POLICY_OF_ADMIN = security_headers.admin_policy(UPLOADS_URL)
CONTENT_SECURITY_POLICY_OF_UPLOADS = security_headers.uploaded_policy()
FRAME_HOSTS = security_headers.FRAME_HOSTS
SECURITY_CONTACT, SECURITY_CONTACT_UNTIL = security_headers.contact()
PERMISSIONS_POLICY = security_headers.PERMISSIONS_POLICY
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
WHITENOISE_ALLOW_ALL_ORIGINS = False

# --- Work in the background -------------------------------------------------------------------

TASKS = tasks.from_environment()
# Each rendition has one maker among the processes of a machine.
RENDITION_LOCKS = DATA_DIR / "cache" / "renditions"

# --- Caches -----------------------------------------------------------------------------------

CACHES = services.caches(services.redis_url(), SITE_URL)
DJANGO_REDIS_LOG_IGNORED_EXCEPTIONS = True

# --- Page cache -------------------------------------------------------------------------------

PAGE_CACHE = environment.flag("PAGE_CACHE", default=True)
PAGE_CACHE_DIR = DATA_DIR / "cache" / "pages"
PAGE_CACHE_NEVER = ["/admin/", "/documents/", "/images/", STATIC_URL, MEDIA_URL, "/health/"]
# Browsers ask each time and get "not modified"; a shared cache in front may answer alone this long.
PAGE_CACHE_CONTROL = {
    "public": True,
    "max_age": 0,
    "s_maxage": environment.number("PAGE_CACHE_SHARED_SECONDS", 30, 0, 31_536_000),
    "stale_while_revalidate": environment.number("PAGE_CACHE_SHARED_SECONDS", 30, 0, 31_536_000),
    "stale_if_error": 600,  # while the database is away
}

WAGTAILFRONTENDCACHE = services.frontend_caches()

# --- Wagtail ----------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Empirie"
# Wagtail would offer names that browsers do not know, such as "localtime".
WAGTAIL_USER_TIME_ZONES = sorted(
    zone for zone in zoneinfo.available_timezones() if "/" in zone and not zone.startswith("Etc/")
)
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # no face is fetched from another company's server
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False

WAGTAILIMAGES_IMAGE_MODEL = "photos.Photo"
WAGTAILIMAGES_IMAGE_FORM_BASE = "empirie.photos.forms.PhotoForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "avif", "heic"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 50 * 1024 * 1024
# Phones make pictures of 50 megapixels, and panoramas of 100. What a picture takes to decode is limited
# besides, in photos/memory.py. Pillow refuses twice its own limit before it decodes.
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 120_000_000
PIL.Image.MAX_IMAGE_PIXELS = WAGTAILIMAGES_MAX_IMAGE_PIXELS // 2
# Larger photos are made smaller when they are stored.
PHOTO_LONGEST_SIDE = environment.number("PHOTO_LONGEST_SIDE", 4000, 100, 50_000)

WAGTAILDOCS_DOCUMENT_MODEL = "core.Download"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "empirie.core.download_forms.DownloadForm"
WAGTAILDOCS_EXTENSIONS = ["pdf", "odt", "ods", "odp", "docx", "xlsx", "pptx", "csv", "txt", "zip"]
WAGTAILDOCS_EXTENSIONS += ["vtt", "srt"]  # captions, kept as WebVTT
WAGTAILDOCS_MAX_UPLOAD_SIZE = 50 * 1024 * 1024

WAGTAILEMBEDS_FINDERS = [{"class": "multimedia.oembed"}]

WAGTAILMEDIA = {
    "MEDIA_FORM_BASE": "multimedia.forms.RecordingFileForm",
    "AUDIO_EXTENSIONS": ["mp3", "m4a", "ogg", "opus", "flac", "wav"],
    "VIDEO_EXTENSIONS": ["mp4", "webm"],
}

WAGTAILSEARCH_BACKENDS = services.search_backends()

# --- Backups, and how long personal data is kept ----------------------------------------------

# Public keys of age or SSH that backups are encrypted for; without one they are not encrypted.
BACKUP_RECIPIENTS = safekeeping.recipients()
# How many daily, weekly and monthly backups are kept; empty keeps all.
BACKUP_KEEP = environment.like("BACKUP_KEEP", r"(?=.*[1-9])[0-9]{1,3}(, *[0-9]{1,3}){2}", "7,5,12")

# `manage.py apply_retention` erases what is older (docs/privacy.md).
RETENTION = {
    "invitation_days": environment.number("INVITATION_DAYS", 90, 1, 3_650),
    "revision_days": environment.number("REVISION_DAYS", 365, 0, 36_500),
    "log_months": environment.number("LOG_MONTHS", 36, 1, 1_200),
    "unused_photo_days": environment.number("UNUSED_PHOTO_DAYS", 90, 1, 3_650),
    "photo_report_months": environment.number("PHOTO_REPORT_MONTHS", 6, 0, 1_200),
}

# --- Sign-in ----------------------------------------------------------------------------------

LOGIN_URL = "wagtailadmin_login"
AUTHENTICATION_BACKENDS = [
    "empirie.people.sign_in.backends.PasswordBackend",
    "django_otp_webauthn.backends.WebAuthnBackend",
]
WAGTAILADMIN_USER_LOGIN_FORM = "empirie.people.sign_in.forms.SignInForm"
WAGTAILADMIN_USER_PASSWORD_RESET_FORM = "empirie.people.password_reset.PasswordResetForm"

# NIST SP 800-63B (rev. 4, 3.1.1.2): length and known passwords, nothing about kinds of characters.
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{rule}", "OPTIONS": options}
    for rule, options in (
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("UserAttributeSimilarityValidator", {}),
    )
]

# Staff open nothing of the admin without a second step; cities are offered one. Production switches it on.
SECOND_FACTOR_REQUIRED = environment.flag("SECOND_FACTOR_REQUIRED")
OTP_TOTP_ISSUER = OTP_WEBAUTHN_RP_NAME = "Empirie"
OTP_TOTP_THROTTLE_FACTOR = 0  # people/sign_in/limits.py counts the attempts of every kind
OTP_WEBAUTHN_HELPER_CLASS = "empirie.people.sign_in.passkeys.Helper"
# For the library's checks alone: the helper takes the host of the request.
OTP_WEBAUTHN_RP_ID, OTP_WEBAUTHN_ALLOWED_ORIGINS = "localhost", ["https://localhost"]

STAFF_SESSION, CITY_SESSION = sign_in.staff_session(), sign_in.city_session()
SESSION_COOKIE_AGE = int(max(STAFF_SESSION["longest"], CITY_SESSION["longest"]).total_seconds())
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "empirie.people.sign_in.stale_forms.csrf_failure"

# --- E-mail, logs -----------------------------------------------------------------------------

EMAIL_HOST = environment.text("EMAIL_HOST", "localhost")
EMAIL_PORT = environment.number("EMAIL_PORT", 25, 1, 65_535)
EMAIL_HOST_USER = environment.text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = environment.text("EMAIL_HOST_PASSWORD")
EMAIL_TIMEOUT = 20  # seconds: no mail server holds up what waits behind a letter
EMAIL_USE_TLS = environment.flag("EMAIL_USE_TLS")
DEFAULT_FROM_EMAIL = WAGTAILADMIN_NOTIFICATION_FROM_EMAIL = environment.text(
    "DEFAULT_FROM_EMAIL", "empirie@localhost"
)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": environment.choice("LOG_LEVEL", monitoring.LEVELS, "INFO")},
    # These report every saved page in several lines.
    "loggers": {
        "django": {"handlers": [], "level": "INFO"},  # its own handler would print every line twice
        **{name: {"level": "WARNING"} for name in ("django_tasks", "modelsearch", "wagtail")},
    },
}
