"""Pictures as cameras, phones and mischief make them: small, and full of what must not stay."""

import struct
import zlib
from io import BytesIO

import pillow_heif
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageCms

# Found again by searching bytes, however they are packed.
SERIAL, COMMENT, XMP_WORDS, PREVIEW = b"SN-4711-KROSNO", b"COMMENT-4712", b"XMP-4713-WORDS", b"PREVIEW-4714"
FILM, MAKER, IPTC = b"FILM-4715-TAIL", b"MAKER-4716-NOTE", b"IPTC-4717-CITY"
SECRETS = (SERIAL, COMMENT, XMP_WORDS, PREVIEW, FILM, MAKER, IPTC)
TAKEN = "2026:05:14 11:42:07"


def picture(size=(64, 48), mode="RGB"):
    """Red above on the left, blue elsewhere: which way is up can be seen."""
    drawn = Image.new("RGB", size, "blue")
    drawn.paste("red", (0, 0, size[0] // 2, size[1] // 2))
    return drawn.convert(mode)


def profile():
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def exif(orientation=1, taken=TAKEN):
    """EXIF with place, serial numbers, maker's note and a preview of its own."""
    block = Image.Exif()
    block[0x0112] = orientation
    block[0x010F] = "Kamera"
    part = block.get_ifd(0x8769)
    part[0x9003], part[0xA431], part[0x927C] = taken, SERIAL.decode(), MAKER
    place = block.get_ifd(0x8825)
    place[1], place[2] = "N", (49.0, 41.0, 12.5)
    place[3], place[4] = "E", (21.0, 46.0, 3.5)
    return block.tobytes() + PREVIEW


def xmp():
    return b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + XMP_WORDS + b"</x:xmpmeta>"


def saved(kind, drawn=None, **options):
    file = BytesIO()
    drawn = drawn or picture()
    if kind == "HEIF":
        pillow_heif.from_pillow(drawn).save(file, quality=90, **options)
    else:
        drawn.save(file, kind, **options)
    return file.getvalue()


def _segment(marker, body):
    return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body


def jpeg(orientation=1, size=(64, 48), taken=TAKEN, tail=b"", **options):
    """A JPEG of a phone: EXIF, XMP, IPTC, comment, preview in JFIF, MPF, and a film behind the picture."""
    content = saved(
        "JPEG",
        picture(size),
        quality=90,
        exif=exif(orientation, taken),
        icc_profile=profile(),
        comment=COMMENT,
        **options,
    )
    told = (
        _segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + xmp())
        + _segment(0xED, b"Photoshop 3.0\x008BIM\x04\x04" + IPTC)
        + _segment(0xE2, b"MPF\0" + MAKER)
        + _segment(0xE0, b"JFXX\0\x10" + PREVIEW)
    )
    return content[:2] + told + content[2:] + tail + b"\0\0\0\x18ftypmp42" + FILM


def png(orientation=1, drawn=None, **options):
    """A PNG with EXIF, texts of all three kinds, and an archive behind it."""
    content = saved("PNG", drawn, exif=exif(orientation), icc_profile=profile(), **options)
    told = (
        _chunk(b"tEXt", b"Comment\0" + COMMENT)
        + _chunk(b"zTXt", b"Author\0\0" + zlib.compress(SERIAL * 3))
        + _chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + xmp())
        + _chunk(b"tIME", struct.pack(">H5B", 2026, 5, 14, 11, 42, 7))
    )
    return content[:33] + told + content[33:] + b"PK\x03\x04" + FILM


def _chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def webp(orientation=1, **options):
    content = saved("WEBP", exif=exif(orientation), icc_profile=profile(), xmp=xmp(), **options)
    return content + FILM


def avif(orientation=1, **options):
    return saved("AVIF", exif=exif(orientation), icc_profile=profile(), xmp=xmp(), **options) + FILM


def heic(orientation=1):
    drawn = picture()
    drawn.info["icc_profile"] = profile()
    return saved("HEIF", drawn, exif=exif(orientation), xmp=xmp()) + b"\0\0\0\x16mpvd" + FILM


TELLING = {
    "telefon.jpg": jpeg,
    "zrzut.png": png,
    "obraz.webp": webp,
    "obraz.avif": avif,
    "iphone.heic": heic,
}


def upload(content, name="IMG_2041.JPG"):
    return SimpleUploadedFile(name, content)
