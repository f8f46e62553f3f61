"""The files of a photo that anybody can fetch: its renditions."""


def delete_public_files(photo):
    """Delete the renditions of `photo`, rows and files.

    Not in a background task: the addresses have to be dead when the page says so.
    """
    for rendition in photo.renditions.all():
        rendition.file.storage.delete(rendition.file.name)
        rendition.delete()
