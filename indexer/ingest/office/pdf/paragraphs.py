"""Lines of a PDF joined to paragraphs, without running heads and feet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, count

from indexer.ingest.building import TextBuilder
from indexer.ingest.office.pdf.lists import item_lines
from indexer.ingest.office.pdf.raised import COLUMN, HYPHEN, NOTE
from indexer.ingest.office.pdf.running import Layout, without_running
from indexer.text.capitals import CAPITAL

_HYPHEN = re.compile(rf"{HYPHEN}\n?")
_ENDING = re.compile(r"[.?!:;…]['\"”’)\]]*$")
_OPENING = re.compile(rf"{CAPITAL}|[\d•*–—«\"“(\[]")
_FEW = 20
"""Signs. So short a line tells nothing of how long lines are."""


def paragraphs(pages: Sequence[str], in_columns: bool = False, layouts: Sequence[Layout | None] = ()) -> TextBuilder:
    """Paragraphs over all pages; each page is labelled with its place in the file, as `#page=` counts."""
    pages = [_HYPHEN.sub("-\n", page) for page in pages]
    builder = TextBuilder()
    builder.know_compounds("\n".join(pages))
    marked = without_running([[line.strip() for line in page.split("\n")] for page in pages], layouts)
    begin_column = {at for at, line in enumerate(chain.from_iterable(marked)) if line.startswith(COLUMN)}
    lines_of = [[line.removeprefix(COLUMN) for line in lines] for lines in marked]
    all_lines = list(chain.from_iterable(lines_of))
    lengths, items, places = _lengths(all_lines, in_columns), item_lines(all_lines), count()
    paragraph: list[str] = []
    before: str | None = None
    is_note = False
    for number, lines in enumerate(lines_of, start=1):
        if is_note:  # the text goes on above the next page's
            builder.add("\n".join(paragraph))
            paragraph, before, is_note = [], None, False
        paragraph.append(builder.page(str(number)))
        for line in lines:
            place = next(places)
            text = line.removeprefix(NOTE)
            ends_note = is_note and place in begin_column
            if place in items or line.startswith(NOTE) or ends_note or _begins_anew(before, text, lengths):
                builder.add("\n".join(paragraph))
                paragraph, is_note = [], line.startswith(NOTE)
            paragraph.append(text)
            before = text
    builder.add("\n".join(paragraph))
    return builder


@dataclass(frozen=True, slots=True)
class _Lengths:
    """How long lines are: most of them, and those that nothing ends before the margin, where that is one for all."""

    usual: int
    whole: int | None


def _lengths(lines: Sequence[str], in_columns: bool) -> _Lengths:
    lengths = sorted(len(line) for line in lines if len(line) > _FEW)
    if not lengths:
        return _Lengths(0, None)
    return _Lengths(lengths[int(len(lengths) * 0.7)], None if in_columns else lengths[int(len(lengths) * 0.95)])


def _begins_anew(before: str | None, line: str, lengths: _Lengths) -> bool:
    """Whether a line begins a paragraph: the one before it is empty, or ends short, and this one opens like one."""
    if before is None or not line:
        return before is not None
    if not before:
        return True
    if _ENDING.search(before) and len(before) < 0.85 * lengths.usual:
        return True
    goes_on = before.endswith("-" if lengths.whole else ("-", ","))
    return len(before) < 0.6 * (lengths.whole or lengths.usual) and bool(_OPENING.match(line)) and not goes_on
