"""Lines of a PDF joined to paragraphs, without what every page repeats."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, count

from indexer.ingest.building import TextBuilder
from indexer.ingest.office.pdflists import item_lines
from indexer.ingest.office.pdfraised import COLUMN, HYPHEN, NOTE

_EDGE = 2
"""Headers and footers are looked for in so many lines at either end of a page."""
_HYPHEN = re.compile(rf"{HYPHEN}\n?")
_ENDING = re.compile(r"[.?!:;…]['\"”’)\]]*$")
_OPENING = re.compile(r"[^\W\d_a-zß-ÿ]|[\d•*–—«\"“(\[]")
_FEW = 20
"""Signs. So short a line tells nothing of how long lines are."""


def paragraphs(pages: Sequence[str], in_columns: bool = False) -> TextBuilder:
    """Paragraphs over all pages; each page is labelled with its place in the file, as `#page=` counts."""
    pages = [_HYPHEN.sub("-\n", page) for page in pages]
    builder = TextBuilder()
    builder.know_compounds("\n".join(pages))
    marked = _without_repeated([[line.strip() for line in page.split("\n")] for page in pages])
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


def _without_repeated(pages: list[list[str]]) -> list[list[str]]:
    """The pages' lines without headers, footers and page numbers: what stands at the edge of half of them."""
    pages = [[line for line in page if line] for page in pages]
    if len(pages) < 2:
        return pages
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_shape(line) for line in (*page[:_EDGE], *page[-_EDGE:])})
    repeated = {shape for shape, count in seen.items() if count >= max(2, len(pages) / 2)}

    def kept(page: list[str]) -> Iterator[str]:
        edges = {*range(_EDGE), *range(len(page) - _EDGE, len(page))}
        for at, line in enumerate(page):
            if at not in edges or _shape(line) not in repeated or line.startswith(NOTE):
                yield line

    return [list(kept(page)) for page in pages]


def _shape(line: str) -> str:
    """A line with its numbers made alike."""
    return re.sub(r"\d+|\b[ivxlc]+\b", "#", line.removeprefix(COLUMN).casefold())
