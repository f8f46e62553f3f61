"""One page of each type of the demo site, in both languages."""

from wagtail.models import Page, get_page_models


def pages_of_each_type(languages=("pl", "en")):
    """For each creatable page type its fullest page in each language."""
    for page_type in get_page_models():
        if page_type is Page or not page_type.is_creatable:
            continue
        for language in languages:
            pages = page_type.objects.readable().filter(locale__language_code=language)
            # "Empirie" is the fullest information page; elsewhere any will do.
            yield pages.filter(slug="empirie", depth__gt=2).first() or pages.first()


def one_of_each_type(languages=("pl", "en")):
    """[(page type, language, path)] of these pages."""
    return [
        (type(page).__name__, page.locale.language_code, page.url) for page in pages_of_each_type(languages)
    ]


def polish_pages():
    """The same in the language with the longer words."""
    return one_of_each_type(("pl",))


def pages_with_tables():
    """[(page type, language, path)] of every page whose body has a table: what is wider than any phone."""
    tabled = []
    for page_type in get_page_models():
        if "body" in page_type.get_streamfield_names():
            pages = page_type.objects.readable().select_related("locale")
            tabled += [page for page in pages if any(block.block_type == "table" for block in page.body)]
    return [(type(page).__name__, page.locale.language_code, page.url) for page in tabled]
