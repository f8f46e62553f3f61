"""Writing a small OpenDocument text: a title, paragraphs, a language. Accessible by construction."""

from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

MIMETYPE = "application/vnd.oasis.opendocument.text"
COUNTRIES = {"pl": "PL", "en": "GB"}

MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">
<manifest:file-entry manifest:full-path="/" manifest:version="1.2" manifest:media-type="{MIMETYPE}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/>
</manifest:manifest>"""

NAMESPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
        "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
        "dc": "http://purl.org/dc/elements/1.1/",
    }.items()
)


def open_document(title, paragraphs, language):
    """An .odt file as bytes: `title` as its heading, `paragraphs` below, all in `language` ("pl", "en")."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as odt:
        odt.writestr(
            "mimetype", MIMETYPE, compress_type=ZIP_STORED
        )  # first and uncompressed, says the standard
        odt.writestr("META-INF/manifest.xml", MANIFEST)
        odt.writestr("content.xml", _content(title, paragraphs))
        odt.writestr("styles.xml", _styles(language))
        odt.writestr("meta.xml", _meta(title, language))
    return buffer.getvalue()


def _content(title, paragraphs):
    body = "".join(f'<text:p text:style-name="Standard">{escape(text)}</text:p>' for text in paragraphs)
    return _document(
        "document-content",
        f'<office:body><office:text><text:h text:style-name="Heading_20_1" text:outline-level="1">'
        f"{escape(title)}</text:h>{body}</office:text></office:body>",
    )


def _styles(language):
    return _document(
        "document-styles",
        "<office:styles>"
        '<style:default-style style:family="paragraph"><style:paragraph-properties fo:margin-bottom="0.3cm"/>'
        f'<style:text-properties fo:language="{language}" fo:country="{COUNTRIES[language]}" '
        'fo:font-size="12pt"/>'
        "</style:default-style>"
        '<style:style style:name="Standard" style:family="paragraph"/>'
        '<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph" '
        'style:default-outline-level="1"><style:text-properties fo:font-size="20pt" fo:font-weight="bold"/>'
        "</style:style></office:styles>",
    )


def _meta(title, language):
    return _document(
        "document-meta",
        f"<office:meta><dc:title>{escape(title)}</dc:title><dc:language>{language}</dc:language></office:meta>",
    )


def _document(kind, inside):
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:{kind} {NAMESPACES} office:version="1.2">'
        f"{inside}</office:{kind}>"
    )
