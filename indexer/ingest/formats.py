"""What a file is: by its first bytes, by the root element or the headers it opens with, and only then by its name."""

from __future__ import annotations

import codecs
import re
import zipfile
import zlib
from io import BytesIO
from pathlib import PurePath

from indexer.errors import Unreadable
from indexer.ingest.limits import CUT_SHORT
from indexer.ingest.remedies import remedy

HEAD = 8192
"""So many bytes are looked at."""
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "rtf"),
    (b"WARC/", "warc"),
    (b"filedesc://", "warc"),
    (b"PK\x03\x04", "zip"),
    (b"\x1f\x8b", "gzip"),
    (b"TOKEN\tNE-", "hipe"),
)
_OLD_OFFICE = "an old Office file"
_NEW_OFFICE = (".docx", ".docm", ".dotx", ".xlsx", ".pptx")
"""Endings of files that are ZIP archives, and an old one around them where a password protects them."""
_UNREAD: tuple[tuple[re.Pattern[bytes], str], ...] = (
    (re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), _OLD_OFFICE),
    (
        re.compile(rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|BM.{4}\0{4}|II\*\0|MM\0\*", re.DOTALL),
        "a picture: scanned pages need OCR first",
    ),
    (re.compile(rb"SQLite format 3"), "a database"),
    (re.compile(rb".{257}ustar", re.DOTALL), "a tar archive: unpack it first"),
    (re.compile(rb"\x78\x9f\x3e\x22"), "what Outlook packs attachments into (TNEF): unpack it first"),
)
"""Files that no reader reads. BM alone begins many a text: a bitmap has four zeros after its size."""
_BY_SUFFIX = {
    ".txt": "text", ".text": "text", "": "text", ".md": "markdown", ".markdown": "markdown", ".jsonl": "jsonl",
    ".ndjson": "jsonl", ".json": "json", ".csv": "csv", ".tsv": "csv", ".tab": "csv", ".html": "html",
    ".htm": "html", ".xhtml": "html", ".mht": "mhtml", ".mhtml": "mhtml",
    ".eml": "mail", ".emlx": "mail", ".mbox": "mbox", ".xml": "xml", ".tei": "xml", ".rss": "xml", ".atom": "xml",
}  # fmt: skip
_TEXTS = frozenset(s for s, format_ in _BY_SUFFIX.items() if s and format_ in ("text", "markdown", "jsonl", "csv"))
"""Endings of files that may begin as they like."""
_BY_CONTENT = {
    ".pdf": "a PDF", ".docx": "a Word document", ".odt": "an OpenDocument text", ".epub": "an EPUB", ".rtf": "an RTF",
    ".warc": "a web archive", ".arc": "a web archive", ".gz": "packed by gzip", ".zip": "a ZIP archive",
}  # fmt: skip
"""Endings of files that are known by their first bytes; what they are."""
_CONTROL = re.compile(r"[\0-\x08\x0e-\x1a\x1c-\x1f]")
_ROOT = re.compile(rb"<(?!\?|!--|!DOCTYPE)(?:[\w.-]+:)?([\w.-]+)", re.IGNORECASE)
_XML_NOISE = re.compile(rb"<!--.*?(?:-->|\Z)|<\?.{0,999}?\?>", re.DOTALL)
_SCANS = {b"pcgts": "page", b"alto": "alto"}
_HTML_ROOTS = frozenset({b"html", b"head", b"body", b"title", b"meta"})
_FEED = re.compile(
    rb"<rss\b|http://(?:www\.w3\.org/2005/Atom|purl\.org/(?:atom/ns#|rss/1\.0/)|my\.netscape\.com/rdf/)", re.IGNORECASE
)
"""How a feed begins, beside its root element: RSS, Atom in either version, RDF site summaries."""
_MBOX = re.compile(rb"From \S(?>.*?\d\d:\d\d).*\d{4}")
_UNTIMED_MBOX = re.compile(rb"From \S[^\s@]*@\S+[ \t]*\r?\n")
_TWITTER = b"window.YTD."
"""How each file of an export of Twitter begins: it is JSON behind that."""
_HEADER = re.compile(rb"([A-Za-z][A-Za-z0-9-]*):")
_MAIL_HEADERS = frozenset(
    b"return-path received from to cc subject date message-id mime-version content-type delivered-to reply-to sender "
    b"x-mailer in-reply-to references list-id".split()
)


def sniff(head: bytes, name: str) -> str:
    """The format of a file that begins with `head`. Raises Unreadable for what no reader reads."""
    suffix = "" if _is_maildir(name) else _ending(name)
    plain = head[2:].replace(b"\0", b"") if head[:2] in _WIDE else head  # what matters here is ASCII
    start = plain.lstrip(b"\xef\xbb\xbf \t\r\n")
    for magic, format_ in _MAGIC:
        if start.startswith(magic):
            return format_ if format_ != "gzip" or not _packs_warc(head) else "warc"
    if b"%PDF-" in head[:1024]:
        return "pdf"
    for opening, what in _UNREAD:
        if opening.match(head) and suffix not in _TEXTS:
            raise Unreadable("format", f"the file is {_old_office(suffix) if what == _OLD_OFFICE else what}")
    if suffix not in (".md", ".markdown", ".csv", ".tsv", ".jsonl", ".ndjson") and (told := _by_markup(start, suffix)):
        return told
    if start.startswith(_TWITTER):
        return "json"
    if mail := _by_headers(start, suffix):
        return mail
    if suffix in _BY_SUFFIX:
        return _BY_SUFFIX[suffix]
    if start[:1] == b"{":
        return "json"
    if suffix in _BY_CONTENT:
        raise Unreadable("format", f"not {_BY_CONTENT[suffix]}: its content is {_unknown(head)}")
    helps = remedy(suffix, _is_text(head))
    raise Unreadable("format", f"no reader for {suffix}{': ' if helps else ''}{helps}")


def office_format(data: bytes) -> str:
    """Which of the formats that are ZIP archives this is. Raises Unreadable."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
            kind = archive.read("mimetype")[:80].strip() if "mimetype" in names else b""
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, zlib.error) as error:
        raise Unreadable("broken", CUT_SHORT) from error
    if kind == b"application/epub+zip" or "META-INF/container.xml" in names:
        return "epub"
    if kind.startswith(b"application/vnd.oasis.opendocument.text"):
        return "odt"
    if any(name.startswith("word/document") for name in names):  # Word's web app numbers it
        return "docx"
    raise Unreadable("format", _zipped(names, kind))


def _zipped(names: set[str], kind: bytes) -> str:
    """What is told of a ZIP archive that no reader reads."""
    if any(name.startswith("xl/") for name in names) or kind.endswith(b"opendocument.spreadsheet"):
        return "a spreadsheet: save it as CSV"
    if any(name.startswith("ppt/") for name in names) or kind.endswith(b"opendocument.presentation"):
        return "slides: save them as PDF"
    return "a ZIP archive that is no text document: unpack it first"


def _by_markup(start: bytes, suffix: str) -> str:
    if not start.startswith(b"<"):
        return ""
    if re.match(rb"<!doctype\s+html", _XML_NOISE.sub(b"", start).lstrip(), re.IGNORECASE):
        return "html"
    root = _ROOT.search(_XML_NOISE.sub(b"", start))
    if root is None:
        return "xml" if start.startswith(b"<?xml") else ""
    name = root[1].lower()
    if name in (b"tei", b"teicorpus", b"tei.2"):
        return "tei"
    if name in _SCANS:
        return _SCANS[name]
    if name in _HTML_ROOTS:
        return "html"
    if name in (b"rss", b"feed", b"rdf") and _FEED.search(start):
        return "feed"
    return "xml" if start.startswith(b"<?xml") and suffix not in (".html", ".htm") else ""


def _by_headers(start: bytes, suffix: str) -> str:
    """Mail: a mailbox's `From ` line, or headers that mail has and other texts do not."""
    untimed = _UNTIMED_MBOX.match(start)
    if _MBOX.match(start) or (untimed and mail_headers(start[untimed.end() :])):
        return "mbox"
    block = _head(start)
    names = _header_names(block)
    if suffix in (".mht", ".mhtml") or (b"snapshot-content-location" in names and suffix in (".eml", ".txt", "")):
        return "mail" if {b"from", b"to"} <= names else "mhtml"  # Outlook saves mails so
    if suffix in (".eml", ".txt", "") and start[:13].lower() in (b"mime-version:", b"content-type:"):
        return "mail"
    known = len(names & _MAIL_HEADERS)
    is_letter = names <= _MAIL_HEADERS and {b"from", b"to"} <= names  # a letter copied out, its head put as a mail's
    wanted = 1 if suffix == ".eml" else 2 if b"@" in b"".join(block) or is_letter else 3
    return "mail" if known >= wanted and suffix in (".eml", ".txt", "") else ""


def mail_headers(start: bytes) -> set[bytes]:
    """Which headers that mail has the bytes begin with, in lower case."""
    return _header_names(_head(start)) & _MAIL_HEADERS


def _head(start: bytes) -> list[bytes]:
    return re.split(rb"\r?\n\r?\n", start, maxsplit=1)[0].splitlines()


def _header_names(block: list[bytes]) -> set[bytes]:
    names: set[bytes] = set()
    for line in block:
        if line[:1] in (b" ", b"\t"):
            continue
        header = _HEADER.match(line)
        if not header:
            break
        names.add(header[1].lower())
    return names


def _old_office(suffix: str) -> str:
    """What is told of a file of the make that Word, Excel and Outlook once shared."""
    if suffix in _NEW_OFFICE:
        return "protected by a password: save a copy without"
    what = "an Outlook message" if suffix in (".msg", ".oft") else _OLD_OFFICE
    return f"{what}: {remedy(suffix) or 'save it as .docx or .odt'}"


def _unknown(head: bytes) -> str:
    return "text: name it .txt" if _is_text(head) else "of a kind that is not known"


def _is_text(head: bytes) -> bool:
    try:
        text = codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return not _CONTROL.search(text)


def _ending(name: str) -> str:
    """The ending of a name; empty where it is none: `3.5.1911`, `Mr. Smith to Mrs. Brown`."""
    suffix = PurePath(name.rstrip()).suffix.lower()
    return "" if suffix[1:].isdigit() or " " in suffix else suffix


def _is_maildir(name: str) -> bool:
    return bool(re.search(r"(?:^|/)(?:cur|new)/[^/]+$", name))


def _packs_warc(head: bytes) -> bool:
    try:
        start = zlib.decompressobj(31).decompress(head, 64)
    except zlib.error:
        return False
    return start.startswith((b"WARC/", b"filedesc://"))
