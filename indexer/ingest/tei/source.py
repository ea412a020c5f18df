"""Where a TEI text belongs and where its paper lies: the edition or collection, the archive, the shelfmark."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from indexer.ingest.tei.elements import findall
from indexer.ingest.tei.text import plain

_SERIES = (
    "./t:teiHeader/t:fileDesc/t:titleStmt/t:title[@level='s']",
    "./t:teiHeader/t:fileDesc/t:seriesStmt/t:title",
)
_NOTHING = re.compile(r"(?:\W|\bnull\b|\bn/?a\b|\bnone\b|\bunknown\b)*", re.IGNORECASE)
_ADDRESS = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Belonging:
    """`source` is what many texts share; `repository` and `shelfmark` lead to the paper. Empty where not said."""

    source: str = ""
    repository: str = ""
    shelfmark: str = ""


def belonging(tei: etree._Element) -> Belonging:
    """The series a text appears in, else the archive and collection that hold it.

    Editors put shelfmarks into `collection` ("Clonbrock Estate Papers, Ms. 35,797 (1)"): one with a figure in it names
    a piece rather than a collection.
    """
    identifiers = findall(tei, ".//t:sourceDesc//t:msIdentifier")
    held = identifiers[0] if identifiers else None
    archive = _first(held, "./t:repository") or _first(held, "./t:institution")
    collection = _first(held, "./t:collection")
    is_piece = any(char.isdigit() for char in collection)
    numbers = _texts(held, "./t:idno[@type='shelf' or @type='shelfmark']") or _texts(held, "./t:idno")
    whole = ", ".join(dict.fromkeys(filter(None, (archive, "" if is_piece else collection))))
    marks = [collection] if is_piece else []
    marks += [number for number in numbers if not number.startswith(_ADDRESS)]
    series = next((text for where in _SERIES for text in _texts(tei, where)), "")
    return Belonging(series or whole, whole, ", ".join(dict.fromkeys(marks)))


def _first(element: etree._Element | None, where: str) -> str:
    return next(iter(_texts(element, where)), "")


def _texts(element: etree._Element | None, where: str) -> list[str]:
    """The texts found that say something: neither empty nor a database's NULL."""
    if element is None:
        return []
    return [text for e in findall(element, where) if (text := plain(e)) and not _NOTHING.fullmatch(text)]
