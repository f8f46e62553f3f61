"""Backups: for whom they are encrypted."""

from django.core.exceptions import ImproperlyConfigured

from . import environment


def recipients():
    """Public keys of age or SSH, once each has been read: a wrong one must not be found out at night."""
    keys = environment.several("BACKUP_RECIPIENTS")
    if keys:
        # pyrage is loaded only where backups are sealed.
        from empirie.safekeeping.sealing import BackupError, recipients_of

        try:
            recipients_of(keys)
        except BackupError as error:
            raise ImproperlyConfigured(f"BACKUP_RECIPIENTS: {error} See README.md, 'Settings'.") from error
    return keys
