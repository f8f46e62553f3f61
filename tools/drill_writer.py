"""What the restore drill runs within a site, by `manage.py shell`: a writer, and a look at what it wrote."""

import itertools
import time
from pathlib import Path

from django.core.files.base import ContentFile
from django.db import transaction
from taggit.models import Tag
from wagtail.documents import get_document_model

MARK = "restore-drill"


def write_until(stop):
    """Write and delete until a file of that name is there: each transaction a pair of tags and a document.

    Makes the file `stop`.begun once the first is committed. Returns how many transactions there were.
    """
    documents = get_document_model().objects
    first = int(time.time() * 1000)
    for number in itertools.count(first):
        if Path(stop).exists():
            return number - first
        if number == first + 1:
            Path(f"{stop}.begun").touch()
        with transaction.atomic():
            for half in ("a", "b"):
                name = f"{MARK}-{number}-{half}"
                Tag.objects.create(name=name, slug=name)
            content = ContentFile(f"{MARK} {number}".encode() * 1000, name=f"{MARK}.txt")
            documents.create(title=f"{MARK} {number}", file=content, file_size=content.size)
        if number >= first + 2 and number % 3 == 2:
            documents.filter(title=f"{MARK} {number - 2}").first().delete()


def halves():
    """The numbers of transactions of which only a part is there: none in a backup that is consistent."""
    found = {half: set() for half in ("a", "b")}
    for name in Tag.objects.filter(name__startswith=MARK).values_list("name", flat=True):
        number, half = name.removeprefix(f"{MARK}-").split("-")
        found[half].add(int(number))
    return len(found["a"]), sorted(found["a"] ^ found["b"])
