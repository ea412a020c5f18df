"""ALTO, in which libraries keep the OCR of newspapers and books: a file for each page, or for several.

Library of Congress, "ALTO: Technical Metadata for Layout and Text Objects", schemas 1 to 4. Of a word that a line's end
breaks `SUBS_CONTENT` has the whole, often without the comma behind it: it says whether the hyphen is the word's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from indexer.ingest.texts.scans import Region, document_of
from indexer.ingest.xmlsafe import parse_xml
from indexer.records import Document


def read(path: str, data: bytes) -> Iterator[Document]:
    """The document of the file. Raises Unreadable."""
    root, warnings = parse_xml(data)
    pages = list(root.iter("{*}Page"))
    regions = [region for page in pages for region in _regions(page, len(pages) > 1)]
    yield document_of(path, regions, (root.findtext(".//{*}fileName") or "").strip(), warnings)


def _regions(page: Any, is_one_of_several: bool) -> Iterator[Region]:
    """The blocks of a page; the first has its label, as printed, or as counted where the file has other pages too."""
    label = page.get("PRINTED_IMG_NR") or (page.get("PHYSICAL_IMG_NR") if is_one_of_several else "") or ""
    for block in page.iter("{*}TextBlock"):
        lines = tuple(filter(None, map(_words, block.iterfind("{*}TextLine"))))
        if lines:
            wholes = (word.get("SUBS_CONTENT", "") for word in block.iter("{*}String"))
            yield Region(lines, page=label, compounds=tuple(whole for whole in wholes if "-" in whole))
            label = ""


def _words(line: Any) -> str:
    """The words of a line, with the sign behind the last that says how the next line goes on."""
    words: list[str] = []
    for part in line:
        match _name(part):
            case "String":
                words.append(part.get("CONTENT", ""))
                whole = part.get("SUBS_CONTENT", "") if part.get("SUBS_TYPE") == "HypPart1" else ""
                if whole:
                    words[-1] = words[-1].rstrip("-¬") + ("-" if "-" in whole else "¬")
            case "HYP" if words and not words[-1].endswith(("-", "¬")):
                words[-1] += "-"
    return " ".join(filter(None, words))


def _name(part: Any) -> str:
    """An element's name without its namespace, of which the first ALTO had none; empty for a comment."""
    return part.tag.rpartition("}")[2] if isinstance(part.tag, str) else ""
