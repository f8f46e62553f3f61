"""What is written in a picture's file, found by readers that are not the code under test.

ExifRead everywhere; exiftool besides, where it is installed. The bytes are searched as well.
"""

import json
import logging
import shutil
import subprocess
import zlib
from io import BytesIO

import exifread

from .pictures import SECRETS

# The groups of exiftool whose tags say nothing but how to draw the picture, and their tags that say more.
DRAWING = {"ExifTool", "File", "Composite", "ICC_Profile", "JFIF", "APP14", "PNG", "RIFF", "QuickTime", ""}
SAYS_MORE = {
    "Comment",
    "ThumbnailImage",
    "PreviewImage",
    "Warning",
    "Error",
    "ModifyDate",
    "Author",
    "Copyright",
}

logging.getLogger("exifread").setLevel(logging.ERROR)  # it warns of every file that has nothing to read


def told_by(content):
    """Everything that a file tells beyond its picture, as a set of texts that begin with who found it."""
    everything = content + _unpacked(content)
    found = {f"bytes: {name}" for name, secret in SECRETS.items() if secret in everything}
    return found | _told_by_exifread(content) | _told_by_exiftool(content)


def _unpacked(content):
    """The compressed texts of a PNG, one after another."""
    texts, position = b"", 0
    while (position := content.find(b"zTXt", position)) >= 0:
        packed = content[content.index(b"\0", position) + 2 :]
        texts += zlib.decompressobj().decompress(packed)
        position += 4
    return texts


def _told_by_exifread(content):
    try:
        return {f"ExifRead: {name}" for name in exifread.process_file(BytesIO(content), details=True)}
    except AssertionError:  # of the HEIC that libheif writes it understands the frame, and not the block
        return {"ExifRead: a block it cannot read"}


def _told_by_exiftool(content):
    if not shutil.which("exiftool"):
        return set()
    command = ["exiftool", "-json", "-G0", "-a", "-u", "-ee", "-"]
    answer = subprocess.run(command, input=content, capture_output=True, check=False)
    found = set()
    for tag, value in json.loads(answer.stdout)[0].items():
        group, _, name = tag.rpartition(":")
        if group not in DRAWING or name in SAYS_MORE:
            found.add(f"exiftool: {tag}={value}")
    return found
