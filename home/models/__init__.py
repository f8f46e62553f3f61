"""The pages around the content: home, information, contact, accessibility statement, search; settings."""

from .accessibility import AccessibilityStatementPage
from .contact import ContactPage
from .home import HomePage, HomePageArticle, HomePageGallery, HomePageRecording
from .information import (
    InformationPage,
    InformationPageArticle,
    InformationPageGallery,
    InformationPageRecording,
)
from .programme import DonorLogo, FooterLink, MenuLink, Navigation, ProgrammeSettings
from .search import SearchPage

__all__ = [
    "AccessibilityStatementPage",
    "ContactPage",
    "DonorLogo",
    "FooterLink",
    "HomePage",
    "HomePageArticle",
    "HomePageGallery",
    "HomePageRecording",
    "InformationPage",
    "InformationPageArticle",
    "InformationPageGallery",
    "InformationPageRecording",
    "MenuLink",
    "Navigation",
    "ProgrammeSettings",
    "SearchPage",
]
