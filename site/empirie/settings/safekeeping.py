"""Backups, and how long personal data is kept."""

from . import environment

# Public keys of age or SSH that backups are encrypted for; without one they are not encrypted.
BACKUP_RECIPIENTS = environment.several("BACKUP_RECIPIENTS")
# How many daily, weekly and monthly backups are kept; empty keeps all.
BACKUP_KEEP = environment.text("BACKUP_KEEP")

# Keys that were in use before SECRET_KEY: what they signed stays valid while they stand here.
SECRET_KEY_FALLBACKS = environment.several("SECRET_KEY_FALLBACKS")

# Retention (docs/privacy.md): `manage.py apply_retention` erases what is older.
RETENTION = {
    "invitation_days": environment.number("INVITATION_DAYS", 90),
    "revision_days": environment.number("REVISION_DAYS", 365),
    "log_months": environment.number("LOG_MONTHS", 36),
}
