"""How a rendition loses what the camera wrote into the file."""

from wagtail.images.image_operations import FormatOperation

# A colour profile says how to show the picture; everything else says where, when and by whom it was taken.
KEPT = ("icc_profile", "transparency")


class BareFormatOperation(FormatOperation):
    """`format-…`, as Wagtail's own, and the file holds the picture alone: no EXIF, XMP or comment.

    Wagtail 8.0 hands the EXIF of a JPEG on to its renditions, place and serial number included.
    """

    def run(self, willow, image, env):
        super().run(willow, image, env)
        # Cropping and resizing made this a picture of its own: the original keeps what it knows.
        picture = willow.image
        picture.info = {name: picture.info[name] for name in KEPT if name in picture.info}
