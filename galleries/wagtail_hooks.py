"""What the galleries add to the admin."""

from .approval import admin  # noqa: F401
