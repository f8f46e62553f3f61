"""The latest version of a gallery, published or not: what the city sent and the editors look at."""

from empirie.photos.models import Photo


def latest(gallery):
    """The gallery as its latest revision says; as it is when it never had one."""
    return gallery.get_latest_revision_as_object()


def rows_of(version):
    """The rows of a version in their order, each with its photo.

    A photo that was deleted from the library since is left out: a revision does not keep it from that.
    """
    rows = sorted(version.photos.all(), key=lambda row: row.sort_order or 0)
    photos = Photo.objects.select_related("city").in_bulk({row.photo_id for row in rows})
    present = [row for row in rows if row.photo_id in photos]
    for row in present:
        row.photo = photos[row.photo_id]
    return present
