"""Files as people send them: right ones of every format, and wrong ones."""

import re
from functools import cache
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pypdf import PdfReader, PdfWriter

from empirie.demo.content import FOLDER

RECORDINGS = FOLDER.parent / "recordings"
DOCUMENTS = FOLDER.parent / "documents"
ODF = "application/vnd.oasis.opendocument."
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/x" ContentType="application/vnd.ms-word.document{macros}.main+xml"/></Types>'
)
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>Żaneta Łąka</dc:creator>'
    "<cp:lastModifiedBy>Jan Nowak</cp:lastModifiedBy></cp:coreProperties>"
)


def archive(parts, kind=ZIP_DEFLATED):
    """A ZIP archive of {name: content}, as bytes."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", kind) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return buffer.getvalue()


MANIFEST = (
    '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<m:file-entry m:full-path="/" m:media-type="{ODF}{{kind}}"/></m:manifest>'
)
EMPTY_LISTS = {
    "Basic/": "",
    "Basic/script-lc.xml": "<x/>",
    "Basic/Standard/script-lb.xml": "<x/>",
    "Scripts/": "",
}
MACRO = {"Basic/Standard/Module1.xml": "<x/>"}
CIPHERS = ("RC4-40", "RC4-128", "AES-128", "AES-256-R5", "AES-256")


def locked(user_password, cipher):
    """How to encrypt a PDF; without a password for readers only printing and the like are restricted."""
    return {"user_password": user_password, "owner_password": "b", "algorithm": cipher}


def open_document_of(kind, **parts):
    return archive(
        {"mimetype": f"{ODF}{kind}", "META-INF/manifest.xml": "<x/>", "content.xml": "<x/>", **parts}
    )


def office(main, macros="", **parts):
    return archive({"[Content_Types].xml": TYPES.format(macros=macros), main: "<x/>", **parts})


PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN_TYPES = {
    "docx": "wordprocessingml.document",
    "xlsx": "spreadsheetml.sheet",
    "pptx": "presentationml.presentation",
    "dotx": "wordprocessingml.template",
    "ppsx": "presentationml.slideshow",
}
RELATIONS = {
    "transitional": "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument",
    "strict": "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument",
}


def package(kind, main, target=None, edition="transitional", declared=None, **parts):
    """An office file as the web editions make it: the names of its parts stand in the file itself."""
    content = f"application/vnd.openxmlformats-officedocument.{MAIN_TYPES[kind]}.main+xml"
    types = (
        f'<Types xmlns="{PACKAGE}/content-types">'
        f'<Override PartName="/{declared or main}" ContentType="{content}"/></Types>'
    )
    relations = (
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{RELATIONS[edition]}" Target="{target or main}"/></Relationships>'
    )
    return archive({"[Content_Types].xml": types, "_rels/.rels": relations, main: "<x/>", **parts})


def with_backslashes(content):
    """The same archive as older programs for Windows pack it."""
    with ZipFile(BytesIO(content)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    buffer = BytesIO()
    with ZipFile(buffer, "w") as made:
        for name, part in parts.items():
            entry = ZipInfo("x")
            entry.filename = name.replace("/", "\\")
            made.writestr(entry, part)
    return buffer.getvalue()


@cache
def pdf(pages=3, **encryption):
    """A PDF of empty pages. `encryption` is what pypdf's `encrypt` takes."""
    made, buffer = PdfWriter(), BytesIO()
    for _page in range(pages):
        made.add_blank_page(200, 200)
    if encryption:
        made.encrypt(**encryption)
    made.write(buffer)
    return buffer.getvalue()


def pdf_in_two_parts():
    """A PDF that was changed, so that it ends twice."""
    made, buffer = PdfWriter(PdfReader(BytesIO(pdf())), incremental=True), BytesIO()
    made.add_blank_page(200, 200)
    made.write(buffer)
    return buffer.getvalue()


def mended_pdfs():
    """PDF files with faults that every reader's program puts right by itself."""
    whole = pdf()
    return [
        re.sub(rb"startxref\s+\d+", b"startxref\n99", whole),
        re.sub(rb"startxref\s+\d+", b"startxref\n9999999", whole),
        re.sub(rb"xref\n0 .*?trailer", b"trailer", whole, flags=re.DOTALL),
        whole.replace(b"\n", b"\r\n"),
        whole.replace(b"%%EOF", b""),
        whole + b"<html>" * 1000,
        b"\n\n" + whole,
        b"Content-Type: application/pdf\r\n\r\n" + whole,
    ]


def named_as(name):
    """An archive with one entry of exactly this name."""
    entry = ZipInfo("x")
    entry.filename = name
    return archive({entry: b"x"})


def link():
    entry = ZipInfo("link")
    entry.external_attr = 0o120777 << 16
    return archive({entry: b"/etc/passwd"})


def bomb():
    """50 kB that would become 600 MB."""
    zeros = bytes(100 * 1024 * 1024)
    return archive({f"{number}.txt": zeros for number in range(6)})


def encrypted():
    """An archive whose one entry says that it is encrypted."""
    content = bytearray(archive({"x.txt": b"x"}))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def with_other_content(content, old, new):
    """The same archive, a part of which does not fit its checksum."""
    stored = BytesIO()
    with ZipFile(BytesIO(content)) as packed, ZipFile(stored, "w") as made:
        for name in packed.namelist():
            made.writestr(name, packed.read(name))
    return stored.getvalue().replace(old, new)


def old_office(stream):
    """The beginning of an office file of the kind before 2007, with the name of what it holds."""
    return bytes.fromhex("d0cf11e0a1b11ae1") + bytes(500) + stream.encode("utf-16-le") + bytes(50)


def recording(ending):
    return next(RECORDINGS.glob(f"*.{ending}")).read_bytes()


def right_files():
    """[(name, content)]: at least one for each ending that the site takes."""
    return [
        ("raport.pdf", pdf()),
        ("RAPORT.PDF", b"\xef\xbb\xbf" + pdf()),
        ("zmieniony.pdf", pdf_in_two_parts()),
        *(("naprawiany.pdf", content) for content in mended_pdfs()),
        *(("bez-druku.pdf", pdf(**locked("", cipher))) for cipher in CIPHERS),
        ("poradnik.odt", (DOCUMENTS / "kalendarz-budzetu-1-pl.odt").read_bytes()),
        ("tabela.ods", open_document_of("spreadsheet")),
        ("pokaz.odp", open_document_of("presentation")),
        ("pismo.docx", office("word/document.xml")),
        ("tabela.xlsx", office("xl/workbook.xml")),
        ("pokaz.pptx", office("ppt/presentation.xml")),
        ("z-worda.docx", package("docx", "word/document2.xml")),
        ("z-excela.xlsx", package("xlsx", "xl/workbook22.xml", target="/xl/workbook22.xml")),
        ("z-sieci.pptx", package("pptx", "ppt/presentation7.xml", edition="strict")),
        (
            "z-sieci.docx",
            package("docx", "Word/Document.xml", target="word/./document.xml", declared="WORD/document.xml"),
        ),
        ("szablon.docx", package("dotx", "word/document.xml")),
        ("pokaz.pptx", package("ppsx", "ppt/presentation.xml")),
        ("wstecz.docx", with_backslashes(package("docx", "word/document.xml"))),
        ("wstecz.odt", with_backslashes(open_document_of("text"))),
        ("szablon.odt", open_document_of("text-template")),
        ("bez-makr.odt", open_document_of("text", **EMPTY_LISTS)),
        (
            "bez-typu.odt",
            archive({"META-INF/manifest.xml": MANIFEST.format(kind="text"), "content.xml": "<x/>"}),
        ),
        ("dane.csv", "miasto;łąki\nŻary;3\n".encode()),
        ("dane.csv", "miasto;łąki\r\nŻary;3\r\n".encode("cp1250")),
        ("dane.csv", "miasto\tłąki\n".encode("utf-16")),
        ("czytaj.txt", "\ufeffZażółć gęślą jaźń\n".encode()),
        ("napisy.vtt", recording("vtt")),
        ("napisy.vtt", b"\xef\xbb\xbfWEBVTT - Napisy\r\n\r\n00:01.000 --> 00:02.000\r\nTak.\r\n"),
        ("napisy.srt", b"1\n00:00:01,000 --> 00:00:02,000\nTak.\n"),
        ("paczka.zip", archive({"a/b/łąka.pdf": b"%PDF-1.4", "dwie..kropki.txt": b"x"})),
        ("film.mp4", recording("mp4")),
        ("rozmowa.mp3", recording("mp3")),
        ("rozmowa.mp3", b"\xff\xfb\x90\x64" + bytes(400)),
        ("rozmowa.m4a", b"\0\0\0\x20ftypM4A \0\0\0\0M4A mp42"),
        ("rozmowa.ogg", b"OggS\0\x02" + bytes(50)),
        ("rozmowa.opus", b"OggS\0\x02" + bytes(50)),
        ("rozmowa.flac", b"fLaC" + bytes(50)),
        ("rozmowa.wav", b"RIFF\x2c\0\0\0WAVEfmt " + bytes(50)),
        ("film.webm", b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webm"),
    ]


def wrong_files():
    """[(name, content, code of the refusal)]."""
    html = b"<!doctype html><script>alert(1)</script>"
    docx = office("word/document.xml")
    return [
        *((name, html, "not-what-it-says") for name, _content in right_files() if not name.endswith(TEXTS)),
        *((name, b"", "empty") for name, _content in right_files()),
        *(
            (name, bytes(100), "not-what-it-says")
            for name, _content in right_files()
            if name[-3:] not in ("vtt", "srt")
        ),
        ("napisy.vtt", html, "captions"),
        ("napisy.vtt", "WEBVTT\n\nłąka".encode("cp1250"), "captions"),
        ("napisy.vtt", b"WEBVTTX\n", "captions"),
        ("napisy.vtt", b"WEBVTT\n", "captions-faulty"),
        ("napisy.srt", html, "captions"),
        ("program.txt", b"MZ\x90\0\x03", "not-what-it-says"),
        ("dane.csv", b"\x81\x83\x98\xff", "encoding"),
        ("raport.pdf", docx, "not-what-it-says"),
        ("raport.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "cut-off"),
        *(("raport.pdf", pdf()[: len(pdf()) * part // 100], "cut-off") for part in (20, 50, 80)),
        ("raport.pdf", pdf()[: len(pdf()) // 2] + bytes(5000), "cut-off"),
        ("raport.pdf", pdf_in_two_parts()[: len(pdf()) + 150], "cut-off"),
        ("raport.pdf", pdf().replace(b"/Pages", b"/Sages"), "cut-off"),
        *(("tajny.pdf", pdf(**locked("a", cipher)), "protected") for cipher in CIPHERS),
        ("tajny.pdf", pdf(**locked("a", "AES-128")).replace(b"/Standard", b"/Adobe.PS"), "protected"),
        ("pismo.docx", b"%PDF-1.7\n", "not-what-it-says"),
        ("pismo.docx", archive({"a.txt": b"x"}), "not-what-it-says"),
        ("pismo.docx", office("xl/workbook.xml"), "not-what-it-says"),
        ("pismo.docx", docx[:-30], "not-what-it-says"),
        ("arkusz.docx", package("xlsx", "xl/workbook22.xml"), "not-what-it-says"),
        ("arkusz.docx", package("xlsx", "word/document.xml"), "not-what-it-says"),
        ("bez-tresci.docx", package("docx", "word/other.xml", target="word/gone.xml"), "not-what-it-says"),
        (
            "makra.docx",
            with_backslashes(package("docx", "word/d.xml", **{"word/vbaProject.bin": "x"})),
            "macros",
        ),
        ("makra.odt", with_backslashes(open_document_of("text", **MACRO)), "macros"),
        ("makra.odt", open_document_of("text", **EMPTY_LISTS, **MACRO), "macros"),
        ("poradnik.odt", open_document_of("spreadsheet"), "not-what-it-says"),
        ("poradnik.odt", docx, "not-what-it-says"),
        ("pismo.docx", office("word/document.xml", **{"word/vbaProject.bin": b"x"}), "macros"),
        ("pismo.docx", office("word/document.xml", macros=".macroEnabled"), "macros"),
        ("poradnik.odt", open_document_of("text", **{"Basic/Standard/Module1.xml": "<x/>"}), "macros"),
        ("pismo.docx", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(500), "protected"),
        *(
            (name, old_office(stream), "not-what-it-says")
            for name, stream in (("a.docx", "WordDocument"), ("a.xlsx", "Workbook"))
        ),
        ("pismo.docx", with_other_content(docx, b"<x/>", b"<y/>"), "not-what-it-says"),
        (
            "poradnik.odt",
            with_other_content(open_document_of("text", **{"content.xml": "<a/>"}), b"<a/>", b"<b/>"),
            "not-what-it-says",
        ),
        ("bez-tresci.odt", archive({"mimetype": f"{ODF}text"}), "not-what-it-says"),
        ("makra.xlsx", office("xl/workbook.xml", macros=".macrosheet"), "macros"),
        ("pismo.docx", encrypted(), "protected"),
        (
            "poradnik.odt",
            archive(
                {"mimetype": f"{ODF}text", "META-INF/manifest.xml": "<manifest:encryption-data/>"},
            ),
            "protected",
        ),
        ("paczka.zip", encrypted(), "protected"),
        ("paczka.zip", bomb(), "bomb"),
        ("paczka.zip", archive({f"{number}": b"" for number in range(5001)}), "too-many"),
        ("paczka.zip", link(), "paths"),
        *(
            ("paczka.zip", named_as(name), "paths")
            for name in ("../x", "a/../../x", "/etc/x", "C:/x", "..\\x", "\\x")
        ),
        *(("paczka.zip", named_as(name), "colon") for name in ("o 12:30.txt", "a/Raport: 2.pdf")),
        *(
            ("paczka.zip", named_as(name), "programs")
            for name in ("a/x.exe", "X.BAT", "łąka.docm", "a.exe. .")
        ),
        ("film.mp4", b"\0\0\0\x20ftypheic\0\0\0\0mif1heic", "not-what-it-says"),
        ("strona.html", html, "not-what-it-says"),
        ("bez-konca", html, "not-what-it-says"),
    ]


CAPTIONS = (".vtt", ".srt")
TEXTS = (".csv", ".txt", *CAPTIONS)
