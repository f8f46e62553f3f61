"""The pieces a page's body is made of, one module a family."""

from .body import BodyBlock

__all__ = ["BodyBlock"]
