"""What the galleries add to the admin."""

from .approval import admin as approval_admin  # noqa: F401
from .workspace import admin as workspace_admin  # noqa: F401
