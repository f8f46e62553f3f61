"""Turning the blocks of a content file into StreamField data, the same block ids in both languages."""

import uuid

from . import library
from .lists import LISTS, polish

NAMESPACE = uuid.UUID("5a2d0e7e-3c5b-4f6a-9d0e-0b4b6f3f1c11")


class BodyBuilder:
    """Builds one page's body in one language."""

    def __init__(self, page_name, language):
        self.page_name = page_name
        self.language = language

    def build(self, blocks):
        """StreamField data: [{"type", "value", "id"}]; a block that refers to a missing page is left out."""
        data = []
        for number, block in enumerate(blocks):
            value = getattr(self, f"_{block['block']}")(block, str(number))
            if value is not None:
                data.append({"type": block["block"], "value": value, "id": self._id(number)})
        return data

    def _id(self, *place):
        return str(uuid.uuid5(NAMESPACE, "/".join(map(str, (self.page_name, *place)))))

    def _list(self, values, place):
        return [
            {"type": "item", "value": value, "id": self._id(place, number)}
            for number, value in enumerate(values)
        ]

    def _said(self, text):
        """`text` may be one string for both languages or a table with one for each."""
        return text[self.language] if isinstance(text, dict) else text

    def _heading(self, block, place):
        return {"text": block[self.language], "level": block.get("level", "h2")}

    def _text(self, block, place):
        return block[self.language]

    def _quote(self, block, place):
        return {"text": self._said(block["text"]), "attribution": self._said(block.get("attribution", ""))}

    def _callout(self, block, place):
        return {"title": self._said(block["title"]), "text": self._said(block["text"])}

    def _figure(self, block, place):
        return {
            "photo": library.photo(block["picture"]).pk,
            "description": library.alt(block["picture"], self.language),
            "is_decorative": False,
            "caption": self._said(block.get("caption", "")),
        }

    def _figures(self, block, place):
        figures = [
            {
                "value": self._said(item["value"]),
                "label": self._said(item["label"]),
                "source": self._said(item.get("source", "")),
            }
            for item in block["items"]
        ]
        return {"items": self._list(figures, place)}

    def _table(self, block, place):
        return {
            "data": self._said(block["rows"]),
            "table_caption": self._said(block["caption"]),
            "first_row_is_table_header": True,
            "first_col_is_header": True,
            "table_header_choice": "both",
        }

    def _accordion(self, block, place):
        entries = [
            {"title": self._said(item["title"]), "text": self._said(item["text"])} for item in block["items"]
        ]
        return {"items": self._list(entries, place)}

    def _links(self, block, place):
        links = []
        for item in block["items"]:
            page = _linked_page(item)
            if page or "url" in item:
                links.append(
                    {"label": self._said(item["label"]), "page": page and page.pk, "url": item.get("url", "")}
                )
        if not links:
            return None
        return {"is_call_to_action": block.get("as_buttons", False), "items": self._list(links, place)}

    def _recording(self, block, place):
        page = library.page(block["page"])
        return {"page": page.pk} if page else None

    _gallery = _recording


def _linked_page(item):
    """The Polish page a link leads to: a content file's page or a list; None for an outside address."""
    if "list" in item:
        return polish(LISTS[item["list"]])
    return library.page(item["page"]) if "page" in item else None
