"""Where pages find what is about a subject, without the content apps knowing each other.

A content app registers its page type under a plain name ("articles"); a city page asks for the articles
about its city by that name.
"""

_page_types = {}


def register_content(name, page_type):
    """Make `page_type` findable as `name`. Called once, from the app's `ready()`."""
    _page_types[name] = page_type


def content(name):
    """Readable pages registered as `name`, ready for their cards. Raises KeyError for an unknown name."""
    return _page_types[name].objects.readable().for_cards()


def content_about(name, locale, **subjects):
    """Readable pages in `locale` about `cities=`, `networks=` or `topics=`, newest first."""
    return content(name).in_language(locale).about(**subjects).newest_first()
