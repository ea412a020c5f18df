"""PAGE, in which Transkribus, eScriptorium and OCR-D keep what they have recognised: a file for each page.

Pletschacher and Antonacopoulos, "The PAGE Format Framework", ICPR 2010; schema of 2019-07-15. The regions follow one
another as `ReadingOrder` says, those that it does not name last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import compress
from typing import Any

from indexer.ingest.texts.scans import Region, document_of
from indexer.ingest.typography.unsaid import left_out
from indexer.ingest.xmlsafe import parse_xml
from indexer.records import BlockKind, Document, Name

_NO_TEXT = frozenset({"page-number", "catch-word", "signature-mark"})
_KINDS: dict[str, BlockKind] = {"heading": "heading", "footnote": "note", "endnote": "note", "marginalia": "note"}
_MARK = re.compile(r"(?P<kind>\w+) ?\{(?P<parts>[^{}]*)\}")
_PART = re.compile(r"(\w+) ?: ?([^;]*)")
"""Transkribus: `custom="person {offset:9; length:10; lastname:Ansell;} place {offset:0; length:7;}"`."""
_DIGITS = 9


def read(path: str, data: bytes) -> Iterator[Document]:
    """The document of the page. Raises Unreadable."""
    root, warnings = parse_xml(data)
    named: dict[str, Any] = {}
    for number, region in enumerate(root.iter("{*}TextRegion", "{*}TableCell")):
        id = region.get("id", "")
        named[f"#{number}" if id in named or not id else id] = region  # no region may take the place of another
    order = [id for group in root.iterfind(".//{*}ReadingOrder/*") for id in _order(group) if id in named]
    ids = dict.fromkeys([*order, *named])
    picture = next((page.get("imageFilename", "") for page in root.iter("{*}Page")), "")
    regions = [named[id] for id in ids if _type(named[id]) not in _NO_TEXT]
    lines = [line for region in regions for line in region.iterfind("{*}TextLine")]
    struck = sum(len(_whole(line).split()) - len(_words(line).split()) for line in lines)
    document = document_of(path, map(_region, regions), picture, (*warnings, *left_out(struck, "struck")))
    yield replace(document, people=_marked(lines, ("person", "organization")), named_places=_marked(lines, ("place",)))


def _order(group: Any) -> Iterator[str]:
    """The ids of regions in a group of the reading order, groups within it in their place."""
    if reference := group.get("regionRef"):
        yield reference
    members = [member for member in group if isinstance(member.tag, str)]
    for member in sorted(members, key=lambda member: _number(member.get("index"))):
        yield from _order(member)


def _type(region: Any) -> str:
    """What a region is; of one without a type what Transkribus says in `custom`: `structure {type:heading;}`."""
    said = region.get("custom") or ""
    return region.get("type") or said.partition("type:")[2].partition(";")[0].strip()


def _region(region: Any) -> Region:
    lines = list(region.iterfind("{*}TextLine"))
    said = map(_words, lines) if any(map(_whole, lines)) else _own(region).split("\n")
    return Region(tuple(filter(None, said)), _KINDS.get(_type(region), "paragraph"))


def _marked(lines: list[Any], kinds: tuple[str, ...]) -> tuple[Name, ...]:
    """The names that are marked in the lines, as Transkribus does it in `custom`, each once."""
    names = (_name(line, parts) for line in lines for kind, parts in _marks(line) if kind in kinds)
    return tuple(Name(name) for name in dict.fromkeys(names) if name)


def _name(line: Any, parts: dict[str, str]) -> str:
    """Whom or what a mark names: as its own parts say, else the words that it is on, unless these are half a name that
    goes on in the next line."""
    said = (parts.get(part, "").strip() for part in ("firstname", "lastname", "placeName"))
    if (full := " ".join(filter(None, said))) or parts.get("continued", "").strip() == "true":
        return full
    return _own(line)[_place(parts)].strip(" ,;:¬-")


def _struck(line: Any) -> list[slice]:
    """Where words of a line are struck out."""
    styles = (parts for kind, parts in _marks(line) if kind == "textStyle")
    return [_place(parts) for parts in styles if parts.get("strikethrough", "").strip() == "true"]


def _marks(line: Any) -> Iterator[tuple[str, dict[str, str]]]:
    """What is marked in a line: of each mark its kind, and its parts by their names."""
    for mark in _MARK.finditer(line.get("custom") or ""):
        yield mark["kind"], dict(_PART.findall(mark["parts"]))


def _place(parts: dict[str, str]) -> slice:
    """Where in the line's text a mark stands."""
    start = _number(parts.get("offset"))
    return slice(start, start + _number(parts.get("length")))


def _words(line: Any) -> str:
    """The text of a line without what is struck out."""
    text = _whole(line)
    stays = [True] * len(text)
    for place in _struck(line):
        stays[place] = [False] * len(text[place])
    return "".join(compress(text, stays)).rstrip()


def _whole(line: Any) -> str:
    """The text of a line; where only its words have theirs, these."""
    return _own(line) or " ".join(filter(None, map(_own, line.iterfind("{*}Word"))))


def _own(part: Any) -> str:
    """What was recognised there, of several readings the first choice."""
    readings = sorted(part.iterfind("{*}TextEquiv"), key=lambda reading: _number(reading.get("index")))
    return next((text.rstrip() for reading in readings if (text := reading.findtext("{*}Unicode"))), "")


def _number(index: str | None) -> int:
    return int(index) if index and index.isdecimal() and len(index) <= _DIGITS else 0
