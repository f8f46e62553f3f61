"""Load the demo with its pictures made small: the same content, without the wait."""

from io import BytesIO, StringIO
from unittest import mock

from django.core.files.base import ContentFile
from django.core.management import call_command
from PIL import Image

from empirie.photos.intake import accept


def load_demo(longest=90):
    """Run the command `load_demo`; no picture is longer than `longest` pixels."""

    def accept_small(upload, **rights):
        buffer = BytesIO()
        with Image.open(upload) as picture:
            picture.thumbnail((longest, longest))
            picture.save(buffer, "JPEG")
        return accept(ContentFile(buffer.getvalue(), name=upload.name), **rights)

    with mock.patch("empirie.demo.library.accept", accept_small):
        call_command("load_demo", stdout=StringIO())
