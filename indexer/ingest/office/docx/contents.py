"""Tables of contents of a .docx: they repeat its headings, each with its page, and would be found in their place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from lxml import etree

from indexer.ingest.office.docx.parts import W, value

_CONTENTS = re.compile(r"\s*TOC\b", re.IGNORECASE)
"""The field that makes such a table, of figures too."""
_GALLERY = "Table of Contents"
_TEXT, _PART, _CODE, _SIMPLE = f"{W}t", f"{W}fldChar", f"{W}instrText", f"{W}fldSimple"


def take_contents(body: etree._Element) -> None:
    """Takes the words of such tables out of a document, unless they are most of it: its chapters are other files."""
    found = [*_of_fields(body), *_above(body)]
    if 2 * _words(found) <= _words(body.iter(_TEXT)):
        for text in found:
            text.text = ""


def _of_fields(body: etree._Element) -> Iterator[etree._Element]:
    """What the fields show, each from its beginning to its end; of one that has no end, nothing."""
    fields: list[tuple[list[str], list[etree._Element]]] = []
    for element in body.iter(_PART, _CODE, _TEXT, _SIMPLE):
        if element.tag == _SIMPLE and _CONTENTS.match(value(element, "instr")):
            yield from element.iter(_TEXT)
        elif element.tag == _PART and value(element, "fldCharType") == "begin":
            fields.append(([], []))
        elif not fields:
            continue
        elif element.tag == _CODE:
            fields[-1][0].append(element.text or "")
        elif element.tag == _TEXT:
            fields[-1][1].append(element)
        elif value(element, "fldCharType") == "end":
            code, shown = fields.pop()
            if _CONTENTS.match("".join(code)):
                yield from shown
            elif fields:  # the page's number, a field of its own
                fields[-1][1].extend(shown)


def _above(body: etree._Element) -> Iterator[etree._Element]:
    """The heading that Word puts above the field, in one frame with it."""
    for gallery in body.iter(f"{W}docPartGallery"):
        frame = next(gallery.iterancestors(f"{W}sdt"), None)
        if frame is not None and value(gallery) == _GALLERY:
            parts = takewhile(lambda each: each.tag == _TEXT, frame.iter(_TEXT, _PART, _SIMPLE))
            yield from parts


def _words(texts: Iterator[etree._Element] | list[etree._Element]) -> int:
    return len(" ".join(each.text or "" for each in texts).split())
