"""Files as people send them: right ones of every format, and wrong ones."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from empirie.demo.content import FOLDER
from empirie.demo.odt import open_document

RECORDINGS = FOLDER.parent / "recordings"
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


def open_document_of(kind, **parts):
    return archive(
        {"mimetype": f"{ODF}{kind}", "META-INF/manifest.xml": "<x/>", "content.xml": "<x/>", **parts}
    )


def office(main, macros="", **parts):
    return archive({"[Content_Types].xml": TYPES.format(macros=macros), main: "<x/>", **parts})


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


def recording(ending):
    return next(RECORDINGS.glob(f"*.{ending}")).read_bytes()


def right_files():
    """[(name, content)]: at least one for each ending that the site takes."""
    return [
        ("raport.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj"),
        ("RAPORT.PDF", b"\xef\xbb\xbf%PDF-2.0\n"),
        ("poradnik.odt", open_document("Łąka", ["Zdanie."], "pl")),
        ("tabela.ods", open_document_of("spreadsheet")),
        ("pokaz.odp", open_document_of("presentation")),
        ("pismo.docx", office("word/document.xml")),
        ("tabela.xlsx", office("xl/workbook.xml")),
        ("pokaz.pptx", office("ppt/presentation.xml")),
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
        ("pismo.docx", b"%PDF-1.7\n", "not-what-it-says"),
        ("pismo.docx", archive({"a.txt": b"x"}), "not-what-it-says"),
        ("pismo.docx", office("xl/workbook.xml"), "not-what-it-says"),
        ("pismo.docx", docx[:-30], "not-what-it-says"),
        ("poradnik.odt", open_document_of("spreadsheet"), "not-what-it-says"),
        ("poradnik.odt", docx, "not-what-it-says"),
        ("pismo.docx", office("word/document.xml", **{"word/vbaProject.bin": b"x"}), "macros"),
        ("pismo.docx", office("word/document.xml", macros=".macroEnabled"), "macros"),
        ("poradnik.odt", open_document_of("text", **{"Basic/Standard/Module1.xml": "<x/>"}), "macros"),
        ("pismo.docx", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(500), "protected"),
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
        *(("paczka.zip", named_as(name), "programs") for name in ("a/x.exe", "X.BAT", "łąka.docm")),
        ("film.mp4", b"\0\0\0\x20ftypheic\0\0\0\0mif1heic", "not-what-it-says"),
        ("strona.html", html, "not-what-it-says"),
        ("bez-konca", html, "not-what-it-says"),
    ]


CAPTIONS = (".vtt", ".srt")
TEXTS = (".csv", ".txt", *CAPTIONS)
