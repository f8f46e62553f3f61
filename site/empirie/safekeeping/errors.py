"""What goes wrong with backups, in words for the person who runs the site."""


class BackupError(Exception):
    """No backup was made, or an archive cannot be used; the message says why and what is left as it was."""
