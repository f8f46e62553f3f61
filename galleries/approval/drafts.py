"""The latest version of a gallery, published or not: what the city sent and the editors look at."""

from copy import copy

from empirie.photos.models import Photo


def latest(gallery):
    """The gallery as its latest revision says; as it is when it never had one.

    Rows whose photo was deleted from the library since are left out. A revision does not keep a photo from
    being deleted, and django-modelcluster 6.5 raises a bare Exception on such a row.
    """
    revision = gallery.get_latest_revision()
    if revision is None:
        return gallery
    rows = revision.content["photos"]
    present = set(Photo.objects.filter(pk__in=[row["photo"] for row in rows]).values_list("pk", flat=True))
    revision = copy(revision)
    revision.content = revision.content | {"photos": [row for row in rows if row["photo"] in present]}
    return revision.as_object()


def preview_of(gallery, request):
    """The response with the latest version of `gallery` as readers are going to see it.

    Every photo of a draft has the address it will have, which answers once the gallery is published.
    """
    version = latest(gallery)
    return version.make_preview_request(request, version.default_preview_mode)


def rows_of(version):
    """The rows of a version in their order, each with its photo."""
    rows = sorted(version.photos.all(), key=lambda row: row.sort_order or 0)
    photos = Photo.objects.in_bulk({row.photo_id for row in rows})
    for row in rows:
        row.photo = photos[row.photo_id]
    return rows
