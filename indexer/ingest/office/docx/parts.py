"""The parts of a .docx: XML under one set of names, styles, what stands around the first page."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from indexer.errors import Unreadable
from indexer.ingest.limits import member
from indexer.ingest.xmlsafe import parse_xml
from indexer.records import BlockKind

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_USUAL_MAIN = "word/document.xml"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT = re.compile(rb"""(?<=["'])http://purl\.oclc\.org/ooxml/(\w+)/(main|relationships|math)(?=["'])""")
"""Strict Open XML says the same under other names."""
FORMS = {"lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I", "decimalZero": "01"}
"""How numbers are written (`numerals`); in figures under any other name."""
_OFF = ("0", "false", "off", "none")


@dataclass(frozen=True, slots=True)
class Styles:
    """What paragraphs of a style are, and which styles hide their text; by id."""

    kinds: dict[str, BlockKind]
    hidden: frozenset[str]


def part(archive: zipfile.ZipFile, name: str) -> etree._Element | None:
    """The root of a part, None if it is missing. Raises Unreadable."""
    data = member(archive, name)
    if data is None:
        return None
    return parse_xml(_STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/\2", data))[0]


def main_part(archive: zipfile.ZipFile) -> etree._Element:
    """The document itself. Raises Unreadable also if it is missing."""
    name = _main(archive)
    root = part(archive, name)
    if root is None:
        raise Unreadable("broken", f"{name} is missing in the file")
    return root


def part_for(archive: zipfile.ZipFile, what: str) -> etree._Element | None:
    """The document's `styles`, `footnotes` and the like, None if it has none. Word's web app calls them as it likes."""
    names = dict(_related(archive, what))
    return part(archive, next(iter(names.values()), f"word/{what}.xml"))


def _main(archive: zipfile.ZipFile) -> str:
    return next((name for _, name in _relations(archive, "_rels/.rels", "officeDocument")), _USUAL_MAIN)


def value(element: etree._Element | None, name: str = "val") -> str:
    """An attribute of Word's own, empty where there is none."""
    return (element.get(f"{W}{name}") or "") if element is not None else ""


def is_on(element: etree._Element | None) -> bool:
    """Whether a switch is set: it stands there and is not said to be off."""
    return element is not None and value(element) not in _OFF


def read_styles(archive: zipfile.ZipFile) -> Styles:
    """What the styles are for. Ids are in the language of the Word that wrote them, names are not."""
    root = part_for(archive, "styles")
    kinds: dict[str, BlockKind] = {}
    hidden = set()
    based: dict[str, str] = {}
    for style in root.iter(f"{W}style") if root is not None else ():
        id_ = value(style, "styleId")
        based[id_] = value(style.find(f"{W}basedOn"))
        if kind := _kind(value(style.find(f"{W}name")).lower()):
            kinds[id_] = kind
        if is_on(style.find(f"{W}rPr/{W}vanish")):
            hidden.add(id_)
    for id_ in based.keys() - kinds.keys():
        if kind := kinds.get(based[id_]):
            kinds[id_] = kind
    return Styles(kinds, frozenset(hidden))


def _kind(name: str) -> BlockKind | None:
    if name.startswith("heading") or name in ("title", "subtitle"):
        return "heading"
    if "quot" in name or name == "block text":
        return "quote"
    return "list" if name.startswith("list") else None


def around_first_page(archive: zipfile.ZipFile, document: etree._Element, which: str) -> etree._Element | None:
    """The first page's `header` or `footer`. Those of the pages after it are running titles."""
    names = dict(_related(archive, which))
    references = list(document.iter(f"{W}{which}Reference"))
    if not references:  # made by hand: no section says whose it is
        return part(archive, next(iter(names.values()))) if names else None
    section = next(document.iter(f"{W}sectPr"))
    shown = "first" if is_on(section.find(f"{W}titlePg")) else "default"
    ids = [
        each.get(_RELATION_ID) for each in section.iterchildren(f"{W}{which}Reference") if value(each, "type") == shown
    ]
    name = next((names[id_] for id_ in ids if id_ in names), "")
    return part(archive, name) if name else None


def _related(archive: zipfile.ZipFile, which: str) -> Iterator[tuple[str | None, str]]:
    folder, name = posixpath.split(_main(archive))
    return _relations(archive, f"{folder}/_rels/{name}.rels", which, folder)


def _relations(archive: zipfile.ZipFile, name: str, which: str, folder: str = "") -> Iterator[tuple[str | None, str]]:
    """The ids and names of the parts that a list of relations has as `which`."""
    root = part(archive, name)
    for relation in root.iter(_RELATION) if root is not None else ():
        if (relation.get("Type") or "").endswith(f"/{which}"):
            yield relation.get("Id"), posixpath.join("/", folder, relation.get("Target") or "").lstrip("/")
