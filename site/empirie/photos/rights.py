"""The vocabulary of a photo's rights: licence, basis, and who can be recognised on it.

Sources: Act on Copyright and Related Rights, art. 81 (likeness); Regulation (EU) 2016/679, art. 6.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Licence(models.TextChoices):
    """What others may do with the photo. NC and ND licences are left out: partners could not reuse them."""

    CC_BY = "CC-BY-4.0", _("CC BY 4.0: free use with the author's name")
    CC_BY_SA = "CC-BY-SA-4.0", _("CC BY-SA 4.0: free use with the author's name, under the same licence")
    CC0 = "CC0-1.0", _("CC0 1.0: free use without conditions")
    RESERVED = "reserved", _("All rights reserved, shown with permission")


LICENCE_PAGES = {
    Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/",
    Licence.CC_BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/",
    Licence.CC0: "https://creativecommons.org/publicdomain/zero/1.0/",
}

LICENCE_NAMES = {
    Licence.CC_BY: "CC BY 4.0",
    Licence.CC_BY_SA: "CC BY-SA 4.0",
    Licence.CC0: "CC0 1.0",
}


class RightsBasis(models.TextChoices):
    """By what right the publisher shows the photo."""

    OWN_STAFF = "own-staff", _("Taken by our own staff")
    CONTRACT = "contract", _("Contract with the author")
    LICENCE = "licence", _("Licence given by the author")
    PUBLIC_DOMAIN = "public-domain", _("In the public domain")


class Recognisable(models.TextChoices):
    """Who can be recognised on the photo; the last three ask for a consent reference or a public role."""

    NOBODY = "nobody", _("Nobody")
    CROWD = "crowd", _("People only as a detail of a crowd, landscape or public event")
    OFFICIALS = "officials", _("Public officials on duty")
    ADULTS = "adults", _("Recognisable adults")
    CHILDREN = "children", _("Children")


NEEDS_CONSENT = frozenset({Recognisable.ADULTS, Recognisable.CHILDREN})
