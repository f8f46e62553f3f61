"""Telling words from the name of a file, with which nobody is helped who cannot see the photo."""

import re

PICTURE = re.compile(r"\.(jpe?g|jfif|png|webp|avif|hei[cf]|gif|tiff?|bmp)$", re.IGNORECASE)
# As cameras and telephones call what they take: IMG_2041, DSC-0012, P1010203, IMG-20260514-WA0007, 20260514.
_CAMERAS = "IMG|MVIMG|DSC[FN]?|PXL|PICT|CIMG|SAM|GOPR|DJI|MG|P|WA|WHATSAPP IMAGE|SCREENSHOT"
_BY_CAMERA = re.compile(
    rf"_?(({_CAMERAS})[ _-]*)?\d{{4}}[\d _-]*(WA\d+)?( at [\d.:]+)?(\(\d+\))?", re.IGNORECASE
)


def is_file_name(words):
    """Whether `words` are the name of a file: "IMG_2041", "rynek.jpg"."""
    words = words.strip()
    return bool(PICTURE.search(words) or _BY_CAMERA.fullmatch(words))


def describes(words):
    """Whether `words` can be a description: there are some, and they are no file's name."""
    return bool(words.strip()) and not is_file_name(words)
