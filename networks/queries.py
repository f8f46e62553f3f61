"""Networks and product files, in the order readers see them."""


def network_pages_in_order(pages):
    """Network pages in the order of their networks."""
    return pages.select_related("network", "cover").order_by("network__sort_order", "network__sort_key")


def files_for_reader(product):
    """The product's documents, those in the page's own language first."""
    documents = [row.document for row in product.files.select_related("document")]
    own_language = product.locale.language_code
    return sorted(documents, key=lambda document: document.language != own_language)
