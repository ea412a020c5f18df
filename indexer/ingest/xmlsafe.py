"""XML parsed without entities, DTDs or network; a file that declares entities of its own is refused."""

from __future__ import annotations

import re

from lxml import etree

from indexer.errors import Unreadable
from indexer.ingest.decoding.mojibake import mend

XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_OWN = (
    "the XML declares entities of its own, which can blow up memory: if you trust it, write them out "
    "(`xmllint --noent --dropdtd`)"
)
_BEFORE = re.compile(rb"\A(?:\xef\xbb\xbf)?\s+(?=<\?xml)")
"""Blank lines that a program printed before the XML begins, which XML has not."""
_ONLY_WINDOWS = re.compile(rb"[\x80-\x9f]")
_NOT_WINDOWS = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_LATIN = frozenset({b"iso-8859-1", b"iso8859-1", b"latin1", b"latin-1"})
_DECLARED = re.compile(rb"""\A\s*<\?xml[^>]*encoding\s*=\s*["']([\w.-]+)""")


def parse_xml(data: bytes) -> tuple[etree._Element, tuple[str, ...]]:
    """The root element, and warnings if mojibake was found in the source. Raises Unreadable."""
    if _ENTITY.search(data[:200_000].replace(b"\0", b"")):  # also in UTF-16
        raise Unreadable("xml-entities", _OWN)
    data, warnings = _mended(_of_windows(_BEFORE.sub(b"", data)))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser), warnings
    except etree.XMLSyntaxError as error:
        raise Unreadable("broken", f"the XML cannot be parsed: {error.msg}") from error


def _of_windows(data: bytes) -> bytes:
    """What calls itself Latin 1 and is Windows-1252, which is the same but for quotation marks, dashes and the like."""
    declared = _DECLARED.match(data)
    if not declared or declared[1].lower() not in _LATIN or not _ONLY_WINDOWS.search(data) or _NOT_WINDOWS.search(data):
        return data
    return data[: declared.start(1)] + b"windows-1252" + data[declared.end(1) :]


def _mended(data: bytes) -> tuple[bytes, tuple[str, ...]]:
    """UTF-8 source with its mojibake mended; other encodings are for the parser to read."""
    declared = _DECLARED.match(data)
    if data.isascii() or (declared and declared[1].lower() not in (b"utf-8", b"utf8")):
        return data, ()
    try:
        text, warnings = mend(data.decode("utf-8"))
    except UnicodeDecodeError:
        return data, ()
    return (text.encode("utf-8"), warnings) if warnings else (data, ())
