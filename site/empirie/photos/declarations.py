"""The declaration that is accepted with every photo: each version's text, kept as people read it.

A version is never changed once it was accepted by anybody; a new text is a new version.
Sources: Act on Copyright and Related Rights, art. 41 (rights) and 81 (likeness); Regulation (EU) 2016/679,
art. 7 and 8 (consent, children).
"""

from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language


@dataclass(frozen=True)
class Declaration:
    """One text, in one language: an opening line and its points."""

    opening: str
    points: tuple


CURRENT = "2026-11"
VERSIONS = {
    "2026-11": {
        "pl": Declaration(
            "Dodając zdjęcia, oświadczam, że:",
            (
                "Mam prawo je opublikować: zrobiłem lub zrobiłam je w ramach swojej pracy albo autorka "
                "lub autor się na to zgodzili.",
                "Osoby, które można rozpoznać, zgodziły się na publikację, a za dzieci zgodzili się rodzice "
                "lub opiekunowie. Zgody są przechowywane w naszym urzędzie.",
                "Każdy może korzystać ze zdjęć na warunkach licencji, którą przy nich wskazuję.",
                "Wiem, że w każdej chwili mogę poprosić o wycofanie zdjęcia i że wtedy zniknie ono "
                "ze strony.",
            ),
        ),
        "en": Declaration(
            "By adding these photos I declare that:",
            (
                "I have the right to publish them: I took them as part of my work, or their author agreed.",
                "The people who can be recognised agreed to the publication, and for children their parents "
                "or guardians did. The consents are kept in our office.",
                "Anybody may use the photos under the licence that I state for them.",
                "I know that I can ask for a photo to be withdrawn at any time, and that it then disappears "
                "from the site.",
            ),
        ),
    }
}


def text_of(version=CURRENT, language=None):
    """The Declaration of a version in `language`, the reader's own by default. Raises KeyError."""
    texts = VERSIONS[version]
    return texts.get((language or get_language() or "")[:2], texts[settings.LANGUAGE_CODE])


def record(photo, version, user):
    """Note on the photo, without saving it, that `user` accepted this version now."""
    photo.declaration_version, photo.declared_at, photo.declared_by = version, timezone.now(), user
