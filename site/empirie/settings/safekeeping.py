"""Backups, and how long personal data is kept."""

from django.core.exceptions import ImproperlyConfigured

from . import environment


def _public_keys(keys):
    """The keys, once each has been read: a wrong one must not be found out at night."""
    if keys:
        from empirie.safekeeping.sealing import BackupError, recipients_of

        try:
            recipients_of(keys)
        except BackupError as error:
            raise ImproperlyConfigured(f"BACKUP_RECIPIENTS: {error} See README.md, 'Settings'.") from error
    return keys


# Public keys of age or SSH that backups are encrypted for; without one they are not encrypted.
BACKUP_RECIPIENTS = _public_keys(environment.several("BACKUP_RECIPIENTS"))
# How many daily, weekly and monthly backups are kept; empty keeps all.
BACKUP_KEEP = environment.like("BACKUP_KEEP", r"(?=.*[1-9])[0-9]{1,3}(, *[0-9]{1,3}){2}", "7,5,12")

# Keys that were in use before SECRET_KEY: what they signed stays valid while they stand here.
SECRET_KEY_FALLBACKS = environment.several("SECRET_KEY_FALLBACKS")

# Retention (docs/privacy.md): `manage.py apply_retention` erases what is older.
RETENTION = {
    "invitation_days": environment.number("INVITATION_DAYS", 90),
    "revision_days": environment.number("REVISION_DAYS", 365),
    "log_months": environment.number("LOG_MONTHS", 36),
}
