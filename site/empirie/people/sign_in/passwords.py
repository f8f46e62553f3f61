"""What a password must be.

NIST SP 800-63B (rev. 4, §3.1.1.2): long rather than colourful. A least length, a generous longest one, every
character allowed, no rules about kinds of characters, no expiry, and a comparison with passwords known from
breaches (Django's CommonPasswordValidator, 20,000 of them) and with the person's own name.
"""

from django.contrib.auth.password_validation import UserAttributeSimilarityValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class LengthValidator:
    """Counts characters. Nothing is ever cut off: a password that is too long is refused, not shortened."""

    def __init__(self, shortest=12, longest=256):
        self.shortest, self.longest = shortest, longest

    def validate(self, password, user=None):
        if len(password) < self.shortest:
            raise ValidationError(
                _("Your password has %(length)s characters; it needs at least %(shortest)s.")
                % {"length": len(password), "shortest": self.shortest},
                code="password_too_short",
            )
        if len(password) > self.longest:
            raise ValidationError(
                _("Your password is longer than %(longest)s characters. Choose a shorter one.")
                % {"longest": self.longest},
                code="password_too_long",
            )

    def get_help_text(self):
        return _(
            "At least %(shortest)s characters. Best are several words that only you would put together; "
            "digits and special characters are welcome but not needed."
        ) % {"shortest": self.shortest}


class SimilarityValidator(UserAttributeSimilarityValidator):
    """Django's, in a whole sentence: its own puts a field's name into the wrong case in Polish."""

    def get_error_message(self):
        return _("Your password is too similar to your user name, first name, last name or e-mail address.")
