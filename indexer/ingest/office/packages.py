"""What the three formats that are ZIP archives of XML share: opening a member, and their Dublin Core metadata."""

from __future__ import annotations

import zipfile
from dataclasses import replace

from lxml import etree

from indexer.errors import Unreadable
from indexer.ingest.limits import member
from indexer.ingest.xmlsafe import parse_xml
from indexer.records import DateRange
from indexer.text.dates import parse_date

DC = "{http://purl.org/dc/elements/1.1/}"
LONG_CELL = 50
"""Words in a cell of several paragraphs from which on the table is there to lay out a page."""


def xml_member(archive: zipfile.ZipFile, name: str) -> etree._Element | None:
    """The root of an XML member, None if it is missing. Raises Unreadable."""
    data = member(archive, name)
    return None if data is None else parse_xml(data)[0]


def required_member(archive: zipfile.ZipFile, name: str) -> etree._Element:
    """The root of an XML member. Raises Unreadable also if it is missing."""
    root = xml_member(archive, name)
    if root is None:
        raise Unreadable("broken", f"{name} is missing in the file")
    return root


def texts(root: etree._Element | None, tag: str) -> list[str]:
    """The texts of all elements of a tag, without empty ones."""
    if root is None:
        return []
    found = (" ".join("".join(str(t) for t in e.itertext()).split()) for e in root.iter(tag))
    return [text for text in found if text]


def first_text(root: etree._Element | None, *tags: str) -> str:
    """The text of the first of the tags that has one."""
    return next((text for tag in tags for text in texts(root, tag)), "")


def inferred(stamp: str) -> DateRange | None:
    """The day of a file's making: when the text was written is only inferred from it."""
    when = parse_date(stamp)
    return replace(when, sure="inferred") if when.known else None
