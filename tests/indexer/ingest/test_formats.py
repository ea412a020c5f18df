from __future__ import annotations

import gzip

import pytest

from indexer.errors import Unreadable
from indexer.ingest.formats import office_format, sniff
from tests.indexer.ingest.reading import zipped

MAIL = b"Received: by x\r\nFrom: a@b.c\r\nTo: d@e.f\r\n\r\nhello"


@pytest.mark.parametrize(
    ("head", "name", "format_"),
    [
        (b"%PDF-1.4", "letter.txt", "pdf"),
        (b"{\\rtf1", "letter.doc", "rtf"),
        (b"PK\x03\x04", "letter", "zip"),
        (b"WARC/1.0", "x", "warc"),
        (gzip.compress(b"WARC/1.0\r\n", mtime=0), "x.gz", "warc"),
        (gzip.compress(b"words", mtime=0), "x.txt.gz", "gzip"),
        (b"\xef\xbb\xbf<!-- saved --><!DOCTYPE HTML PUBLIC ''><html>", "page", "html"),
        (b"<?xml version='1.0'?><?model x?><TEI xmlns='t'>", "a.txt", "tei"),
        ('<?xml version="1.0"?><TEI>'.encode("utf-16"), "a.xml", "tei"),
        (b"<?xml version='1.0'?><html xmlns='x'>", "a.xml", "html"),
        (b"<?xml version='1.0'?><rss>", "a.xml", "feed"),
        (b"<!-- generator='WordPress/6.4' -->\n<rss version='2.0'>", "a.xml", "feed"),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'>", "a", "feed"),
        (b"<?xml version='1.0'?><feed xmlns='urn:other'>", "a.xml", "xml"),
        (b"<rdf:RDF xmlns:rdf='urn:r' xmlns='http://purl.org/rss/1.0/'>", "a.rdf", "feed"),
        (b"<?xml version='1.0'?><rdf:RDF xmlns:rdf='urn:r'>", "a.rdf", "xml"),
        (b"no feed", "a.rss", "xml"),
        (MAIL, "a.txt", "mail"),
        (MAIL, "mail/cur/11.M2.host:2,S", "mail"),
        (MAIL, "a.mht", "mail"),
        (b"MIME-Version: 1.0\r\nSubject: x", "a.mhtml", "mhtml"),
        (b"From: <Saved by Blink>\r\nSnapshot-Content-Location: x\r\nSubject: x", "a", "mhtml"),
        (b"From a@b.c Mon Jan  1 10:00:00 2024\nFrom: a@b.c", "inbox", "mbox"),
        (b"From a@b.c\nFrom: a@b.c", "inbox", "mbox"),
        (b"From: the pier one sees nothing", "a.txt", "text"),
        (b"To: the Editor\nSubject: ferries\n\nSir", "a.txt", "text"),
        (b'From: "Ruth Ansell"\nTo: Miss Carrow\n\nDear Miss Carrow,', "a.txt", "mail"),
        (b"From: Farness\nTo: Stump\nFare: 4d\n\nEvery hour.", "a.txt", "text"),
        (b"a,b\n1,2", "a.csv", "csv"),
        (b"# Late", "a.md", "markdown"),
        (b"<html> in a note", "a.md", "markdown"),
        (b'{"text": "x"}', "a", "text"),
        (b'{"text": "x"}', "a.jsonl", "jsonl"),
        (b"window.YTD.tweets.part0 = [ {", "tweets.js", "json"),
        (b"BMA, 1 March 1911\n\nDear Sir,", "letters/bma", "text"),
        (b"Dear Amos", "letters/Mr. Smith to Mrs. Brown", "text"),
        (b"Dear Amos", "letters/1911.05.03", "text"),
        (b"a,b", "a.csv ", "csv"),
        (b"GIF89a is a format of pictures.", "a.text", "text"),
        (b"SQLite format 3,1", "a.tsv", "csv"),
    ],
)
def test_what_a_file_is(head: bytes, name: str, format_: str) -> None:
    assert sniff(head, name) == format_


@pytest.mark.parametrize(
    ("head", "name", "reason"),
    [
        (b"\x89PNG", "a.png", "OCR"),
        (b"BM\x0a\0\x0d\0\0\0\0\0\x36\0\0\0", "page", "OCR"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.doc", "docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.msg", "^the file is an Outlook message: save it as .eml$"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.XLS", "^the file is an old Office file: save it as .csv$"),
        (b"x\x9f>\x22\x00", "winmail.dat", "^the file is what Outlook packs attachments into"),
        (b"\0" * 257 + b"ustar", "letters", "^the file is a tar archive: unpack it first$"),
        (b"bplist00", "a.webarchive", "^no reader for .webarchive: save it as .html$"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.docx", "^the file is protected by a password: save a copy without$"),
        (b"body {}", "a.css", "^no reader for .css: its content is text: name it .txt$"),
        (b"\x00\x01", "a.css", "^no reader for .css$"),
        (b"An old letter", "a.doc", "^no reader for .doc: save it as .docx or .odt; if it is plain text, name it"),
        (b"\x00\x01", "a.doc", "^no reader for .doc: save it as .docx or .odt$"),
        (b"\x00\x01", "a.xlsx", "^no reader for .xlsx: save it as .csv$"),
        (b"\x00\x01", "a.msg", "^no reader for .msg: save it as .eml$"),
        (b"\x00\x01", "a.webp", "^no reader for .webp: scanned pages need OCR first$"),
        (b"P1 6 10", "a.pbm", "^no reader for .pbm: scanned pages need OCR first$"),
        (b"ID3", "a.mp3", "^no reader for .mp3: write down what is said$"),
        (b"\x00\x01\xfe garbage", "a.pdf", "^not a PDF: its content is of a kind that is not known$"),
        ("Sir, the ferry is späte".encode()[:-2], "a.PDF", "^not a PDF: its content is text: name it .txt$"),
        (b"\x00\x01", "a.docx", "^not a Word document: its content is of a kind"),
    ],
)
def test_what_no_reader_reads(head: bytes, name: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        sniff(head, name)


@pytest.mark.parametrize(
    ("member", "content", "reason"),
    [
        ("xl/workbook.xml", "", "^a spreadsheet: save it as CSV$"),
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet", "^a spreadsheet"),
        ("ppt/presentation.xml", "", "^slides: save them as PDF$"),
        ("mimetype", "application/vnd.oasis.opendocument.presentation", "^slides"),
        ("letter.txt", "", "^a ZIP archive that is no text document: unpack it first$"),
    ],
)
def test_what_a_zip_archive_is_that_no_reader_reads(member: str, content: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        office_format(zipped({member: content}))
