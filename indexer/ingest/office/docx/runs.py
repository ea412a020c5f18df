"""Runs of a .docx changed to what they say, before the text is read: what is struck out, raised, or set in signs."""

from __future__ import annotations

import re
from itertools import groupby

from lxml import etree

from indexer.ingest.office.docx.parts import W, is_on, value
from indexer.ingest.typography.numerals import whole_number
from indexer.ingest.typography.raised import raised
from indexer.ingest.typography.symbolfonts import is_symbolic, sign, signs

_STRIKES = ("strike", "dstrike")


def take_struck(body: etree._Element) -> int | None:
    """Takes struck runs out of a document: how many words that was; None where it is most of it, which stays."""
    struck = [run for run in body.iter(f"{W}r") if any(is_on(run.find(f"{W}rPr/{W}{each}")) for each in _STRIKES)]
    count = sum(map(_words, struck))
    if 2 * count > _words(body):
        return None
    for run in struck:
        run.getparent().remove(run)  # type: ignore[union-attr]
    return count


def read_signs(part: etree._Element) -> None:
    """Raised figures and what is set in symbol fonts become what they read."""
    for symbol in list(part.iter(f"{W}sym")):
        code = re.fullmatch("[0-9A-Fa-f]{1,6}", value(symbol, "char"))
        symbol.tag, symbol.text = f"{W}t", sign(value(symbol, "font"), int(code[0], 16)) if code else ""
    for fonts in part.iter(f"{W}rFonts"):
        run = fonts.getparent().getparent()  # type: ignore[union-attr]
        if run is not None and run.tag == f"{W}r" and is_symbolic(font := value(fonts, "ascii")):
            for each in run.iter(f"{W}t"):
                each.text = signs(font, each.text or "")
    for paragraph in part.iter(f"{W}p"):
        _read_raised(paragraph)


def _read_raised(paragraph: etree._Element) -> None:
    runs = [run for run in paragraph.iter(f"{W}r") if run.find(f"{W}t") is not None]
    stretches = [(is_up, [t for run in up for t in run.iter(f"{W}t")]) for is_up, up in groupby(runs, _is_raised)]
    said = ["", *("".join(t.text or "" for t in texts) for _, texts in stretches), ""]
    for at, (is_up, (first, *rest)) in enumerate(stretches, start=1):
        if is_up:
            first.text = raised(said[at - 1], said[at], said[at + 1])
            for each in rest:
                each.text = ""


def _is_raised(run: etree._Element) -> bool:
    is_higher = whole_number(value(run.find(f"{W}rPr/{W}position")), 0) > 0
    return is_higher or value(run.find(f"{W}rPr/{W}vertAlign")) == "superscript"


def _words(element: etree._Element) -> int:
    return len(" ".join(each.text or "" for each in element.iter(f"{W}t")).split())
