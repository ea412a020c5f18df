"""Word, OpenDocument, RTF, e-books and web archives, made here and read back."""

from __future__ import annotations

import gzip
import zipfile
from datetime import date
from io import BytesIO

from indexer.records import DateRange, Name
from tests.indexer.ingest.reading import blocks_of, doubts_of, read_all, read_one

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DC = "http://purl.org/dc/elements/1.1/"


def zipped(members: dict[str, str]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def test_word() -> None:
    body = (
        '<w:p><w:pPr><w:pStyle w:val="berschrift1"/></w:pPr><w:r><w:t>The ferry</w:t></w:r></w:p>'
        '<w:p><w:r><w:t xml:space="preserve">It is </w:t></w:r><w:ins><w:r><w:t>always </w:t></w:r></w:ins>'
        "<w:del><w:r><w:delText>never </w:delText></w:r></w:del><w:r><w:t>late.</w:t></w:r></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Mon</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>9:15</w:t></w:r></w:p></w:tc>"
        "</w:tr></w:tbl>"
    )
    data = zipped({
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
        "word/styles.xml": f'<w:styles xmlns:w="{W}"><w:style w:styleId="berschrift1"><w:name w:val="heading 1"/>'
        "</w:style></w:styles>",
        "word/footnotes.xml": f'<w:footnotes xmlns:w="{W}"><w:p><w:r><w:t>So it was.</w:t></w:r></w:p></w:footnotes>',
        "docProps/core.xml": f'<c xmlns:dc="{DC}" xmlns:t="http://purl.org/dc/terms/"><dc:title>Report</dc:title>'
        "<dc:creator>Amos Pell; Ruth Ansell</dc:creator><t:created>2019-05-01T10:00:00Z</t:created></c>",
    })  # fmt: skip
    document = read_one(data, "a.docx")
    assert document.text == "The ferry\n\nIt is always late.\n\nMon 9:15\n\nSo it was."
    assert blocks_of(document, "heading") == ["The ferry"]
    assert blocks_of(document, "note") == ["So it was."]
    assert document.authors == (Name("Amos Pell"), Name("Ruth Ansell"))
    assert document.date == DateRange("2019-05-01T10:00:00Z", date(2019, 5, 1), date(2019, 5, 1), "inferred")


def test_opendocument() -> None:
    names = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"'
        for prefix in ("office", "text", "table", "meta")
    )
    body = (
        "<text:h>The ferry</text:h><text:p>It is<text:s/>late<text:note><text:note-body><text:p>So it was."
        "</text:p></text:note-body></text:note>.</text:p><text:list><text:list-item><text:p>One</text:p>"
        "</text:list-item></text:list>"
    )
    document = read_one(
        zipped({
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {names}><office:body><office:text>{body}</office:text>"
            "</office:body></office:document-content>",
            "meta.xml": f'<office:document-meta {names} xmlns:dc="{DC}"><dc:title>Report</dc:title>'
            "<meta:initial-creator>Amos Pell</meta:initial-creator></office:document-meta>",
        }), "a.odt"
    )  # fmt: skip
    assert document.text == "The ferry\n\nIt is late.\n\nOne\n\nSo it was."
    assert (document.title, document.authors) == ("Report", (Name("Amos Pell"),))
    assert blocks_of(document, "list") == ["One"]


def test_rtf() -> None:
    source = (
        r"{\rtf1\ansi{\info{\title Report}{\author Amos Pell}{\creatim\yr1998\mo5\dy4}}"
        r"The caf\'e9 is open.\par Again.}"
    )
    document = read_one(source, "a.rtf")
    assert document.text == "The café is open.\n\nAgain."
    assert (document.title, document.authors) == ("Report", (Name("Amos Pell"),))
    assert document.date == DateRange("1998-05-04", date(1998, 5, 4), date(1998, 5, 4), "inferred")


def test_an_e_book_is_read_in_the_order_of_its_spine() -> None:
    opf = (
        f'<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="{DC}"><metadata><dc:title>The Ferry</dc:title>'
        "<dc:creator>Amos Pell</dc:creator><dc:language>en-GB</dc:language><dc:date>1912</dc:date></metadata><manifest>"
        '<item id="b" href="b%20two.xhtml" media-type="application/xhtml+xml"/>'
        '<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>'
        '<spine><itemref idref="a"/><itemref idref="b"/></spine></package>'
    )
    page = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>t</title></head><body>{}</body></html>'
    document = read_one(
        zipped({
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="OEBPS/x.opf"/></rootfiles></container>',
            "OEBPS/x.opf": opf,
            "OEBPS/a.xhtml": page.format("<h1>One</h1><p>It was late.</p>"),
            "OEBPS/b two.xhtml": page.format("<pre>It\x0ccame.</pre>"),
        }), "a.epub"
    )  # fmt: skip
    assert document.text == "One\n\nIt was late.\n\nIt came."
    assert (document.title, document.language) == ("The Ferry", "en")
    assert document.date == DateRange("1912", date(1912, 1, 1), date(1912, 12, 31))


def web_record(kind: str, url: str, payload: bytes, digest: str) -> bytes:
    headers = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2014-02-16T05:02:21Z\r\n"
        f"WARC-Payload-Digest: {digest}\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(payload)}\r\n\r\n"
    )
    return headers.encode() + payload + b"\r\n\r\n"


def web_archive(gzipped: bool) -> bytes:
    page = b"<html><title>Late</title><body><p>The ferry was late again, and nobody minded.</p></body></html>"
    found, missing = (
        b"HTTP/1.1 %s\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" % status + page
        for status in (b"200 OK", b"404 Not Found")
    )
    records = (
        web_record("response", "http://x.example/a", found, "sha1:ONE"),
        web_record("response", "http://x.example/b", missing, "sha1:TWO"),
        web_record("revisit", "http://x.example/c", b"HTTP/1.1 200 OK\r\n\r\n", "sha1:ONE"),
        web_record("revisit", "http://x.example/d", b"HTTP/1.1 200 OK\r\n\r\n", "sha1:UNKNOWN"),
    )
    return b"".join(gzip.compress(record) if gzipped else record for record in records)


def test_web_archives_give_responses_and_what_revisits_refer_to() -> None:
    for data, name in ((web_archive(False), "a.warc"), (web_archive(True), "a.warc.gz")):
        documents = read_all(data, name)
        assert [d.url for d in documents] == ["http://x.example/a", "http://x.example/c"], name
        assert documents[0].metadata["captured"] == "2014-02-16T05:02:21Z"
        assert documents[0].title == "Late"


def test_damage_to_a_web_archive_compressed_in_one_piece_is_said() -> None:
    whole = gzip.compress(web_archive(False), mtime=0)
    as_a_whole = "compressed as a whole, not record by record"
    assert as_a_whole in doubts_of(whole, "a.warc.gz")
    assert doubts_of(whole[:-40], "a.warc.gz")[:2] == [
        as_a_whole, "the gzip data ends too early; what comes before was read",
    ]  # fmt: skip


def test_a_compressed_file_of_any_kind() -> None:
    assert read_one(gzip.compress(b"# Late\n\nThe ferry."), "a.md.gz").title == "Late"


def test_what_comes_before_damage_is_kept_and_said() -> None:
    whole = gzip.compress(b"".join(b"line %d of the letter\n" % n for n in range(5000)))
    document = read_one(whole[: len(whole) // 2], "a.txt.gz")
    assert document.text.startswith("line 0 of the letter")
    assert document.warnings == ("the gzip data ends too early; what comes before was read",)
