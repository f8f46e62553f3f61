"""The tables of photos: the photo and its renditions, readers' reports, the log of withdrawals."""

from .photo import Photo, PhotoRendition, WithdrawnPhoto
from .report import PhotoReport, Reason
from .withdrawal import Withdrawal

__all__ = ["Photo", "PhotoRendition", "PhotoReport", "Reason", "Withdrawal", "WithdrawnPhoto"]
