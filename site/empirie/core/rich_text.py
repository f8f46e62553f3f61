"""How the links of texts are rendered for readers."""

from wagtail.rich_text.pages import PageLinkHandler

from .links import opening_tag, pages_for_reader


class ReadablePageLink(PageLinkHandler):
    """Links to pages within texts. Wagtail's own lead under /en/ to Polish pages and to drafts, unmarked."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list):
        ids = {attrs.get("id", "") for attrs in attrs_list}
        readable = pages_for_reader([int(page_id) for page_id in ids if page_id.isdecimal()])
        by_id = {str(pk): page for pk, page in readable.items()}
        return [opening_tag(by_id.get(attrs.get("id"))) for attrs in attrs_list]
