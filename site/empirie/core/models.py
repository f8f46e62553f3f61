"""What core keeps in the database."""

from .downloads import Download

__all__ = ["Download"]
