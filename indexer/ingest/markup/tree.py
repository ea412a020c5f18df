"""HTML and XHTML as a tree, and its visible words block by block: for e-books, mail, and pages without an article."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from indexer.ingest.building import TextBuilder
from indexer.ingest.markup.formulas import read_page_formulas
from indexer.ingest.markup.lists import read_page_lists
from indexer.ingest.markup.notes import read_page_notes
from indexer.ingest.markup.preformatted import read_preformatted
from indexer.ingest.markup.word import read_word_page
from indexer.records import BlockKind

_BLOCKS = frozenset(
    "html body div p section article main header footer aside nav h1 h2 h3 h4 h5 h6 blockquote ul ol li dl dt dd "
    "table thead tbody tfoot tr caption figure figcaption pre hr address center form fieldset details summary".split()
)
_UNSEEN = frozenset(
    "head script style noscript template title meta link svg math iframe object select textarea rt rp".split()
)
_KINDS: dict[str, BlockKind] = {
    **{f"h{level}": "heading" for level in range(1, 7)}, "blockquote": "quote",
    "li": "list", "dt": "list", "dd": "list",
}  # fmt: skip
_SHOWN = {"br": ("\n", ""), "q": ("“", "”")}
"""What stands before and after an element's words."""
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPACE = re.compile(r"\s+")
_DEPTH = 200
_LINES = 3
"""So many line breaks in a cell are a letter's, not an address's."""


def parsed(data: bytes, doubts: list[str] | None = None) -> HtmlElement | None:
    """The tree of some HTML in UTF-8; None where nothing of it can be parsed. That its end is lost goes to `doubts`."""
    parser = HTMLParser(encoding="utf-8", no_network=True, huge_tree=True)
    try:
        tree = document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    if doubts is not None:
        doubts.extend(end_lost(parser))
    read_page_formulas(tree)
    read_word_page(tree)
    read_page_notes(tree)
    read_preformatted(tree)
    read_page_lists(tree)
    return tree


def end_lost(parser: HTMLParser) -> tuple[str, ...]:
    """A sentence, where the parser gave up in what it parsed last."""
    if any(error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for error in parser.error_log):
        return ("what stands after 2,000 blocks within each other was left out",)
    return ()


def is_hidden(element: etree._Element) -> bool:
    """Whether the page does not show the element."""
    return bool(_HIDDEN.search(element.get("style") or "")) or element.get("hidden") is not None


_Block = tuple[str, BlockKind, int]
Seen = Callable[[str, BlockKind, int], None]
"""Is given each block in order: its raw text, its kind, and in how many block quotations it stands."""


def add_markup(root: etree._Element, builder: TextBuilder) -> None:
    """Add the text of a tree to the builder."""
    walk(root, lambda raw, kind, quoted: builder.add(raw, kind, keep_lines=True))


def walk(root: etree._Element, seen: Seen) -> None:
    """Hand over the blocks of a tree."""
    _Walk(seen).element(root, _Place("paragraph", 0, 0))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an element stands."""

    kind: BlockKind
    quoted: int
    depth: int

    def within(self, name: str) -> _Place:
        quoted = self.quoted + (name == "blockquote")
        return _Place(_KINDS.get(name, self.kind), quoted, self.depth + 1)


class _Walk:
    """Collects runs of inline text and hands each over when a block begins or ends."""

    def __init__(self, seen: Seen) -> None:
        self._seen = seen
        self._run: list[str] = []

    def element(self, element: etree._Element, place: _Place) -> None:
        name = _name(element)
        if not name or name in _UNSEEN or is_hidden(element):
            return
        if place.depth > _DEPTH:  # deeper than any page is written; the words are kept, their nesting is not
            self._run.append(_spaced("".join(str(text) for text in element.itertext())))
            return
        if name == "tr":
            self._row(element, place)
            return
        block = name in _BLOCKS
        inner = place.within(name)
        if block:
            self._flush(place)
        elif name in _SHOWN:
            self._run.append(_SHOWN[name][0])
        self._run.append(_spaced(element.text))
        for child in element:
            self.element(child, inner)
            self._run.append(_spaced(child.tail))
        if block:
            self._flush(inner)
        elif name in _SHOWN:
            self._run.append(_SHOWN[name][1])

    def _row(self, row: etree._Element, place: _Place) -> None:
        """A row of a table as a line; where a cell holds several blocks, as one that lays out a page, all apart."""
        self._flush(place)
        cells = [cell for part in row for cell in (self._blocks_of(part, place), _loose(part.tail, place)) if cell]
        cells = [cell for cell in (_loose(row.text, place), *cells) if cell]
        if len(cells) > 1 and all(len(cell) == 1 and cell[0][0].count("\n") < _LINES for cell in cells):
            self._seen(_spaced(" ".join(raw for ((raw, _, _),) in cells)), place.kind, place.quoted)
        else:
            for block in (block for cell in cells for block in cell):
                self._seen(*block)

    def _blocks_of(self, element: etree._Element, place: _Place) -> list[_Block]:
        blocks: list[_Block] = []
        within = _Walk(lambda *block: blocks.append(block) if block[0].strip() else None)
        within.element(element, place.within("tr"))
        within._flush(place)
        return blocks

    def _flush(self, place: _Place) -> None:
        self._seen("".join(self._run), place.kind, place.quoted)
        self._run.clear()


def _loose(text: str | None, place: _Place) -> list[_Block]:
    """Words of a row that stand in no cell."""
    return [(_spaced(text), place.kind, place.quoted)] if text and text.strip() else []


def _name(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _spaced(text: str | None) -> str:
    return _SPACE.sub(" ", text) if text else ""
