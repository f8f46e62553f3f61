"""The machine translation service, when one is configured; at most one."""

from django.core.exceptions import ImproperlyConfigured

from . import environment

TRANSLATORS = "empirie.translation.machine"


def from_environment():
    """The value of WAGTAILLOCALIZE_MACHINE_TRANSLATOR; None hides everything about machine translation."""
    deepl_key = environment.text("DEEPL_API_KEY")
    libretranslate = environment.service_address("LIBRETRANSLATE_URL")
    if deepl_key and libretranslate:
        raise ImproperlyConfigured(
            "Set DEEPL_API_KEY or LIBRETRANSLATE_URL, not both. See README.md, 'Settings'."
        )
    timeout = environment.number("MACHINE_TRANSLATION_TIMEOUT", 20, 1, 600)
    if deepl_key:
        options = {
            "AUTH_KEY": deepl_key,
            "ADDRESS": environment.service_address("DEEPL_URL"),
            "TIMEOUT": timeout,
        }
        return {"CLASS": f"{TRANSLATORS}.DeepL", "OPTIONS": options}
    if libretranslate:
        options = {
            "LIBRETRANSLATE_URL": libretranslate,
            "API_KEY": environment.text("LIBRETRANSLATE_API_KEY"),
            "TIMEOUT": timeout,
        }
        return {"CLASS": f"{TRANSLATORS}.LibreTranslate", "OPTIONS": options}
    return None
