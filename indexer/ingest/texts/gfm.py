"""What people write in Markdown and CommonMark has not: tables, footnotes, links of a wiki, as rules for markdown-it.

Of either every word stays: a row with more cells than the head too, which GitHub's Markdown cuts, and a note that
nothing refers to.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.ruler import RuleOptionsType
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

_RULER = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?")
_CELLS = re.compile(r"(?<!\\)\|")
_REFERENCE = re.compile(r"\[\^([^\]\s]{1,100})\]")
_NOTE = re.compile(_REFERENCE.pattern + ":")
_WIKI = re.compile(r"(!?)\[\[#?([^\[\]|\n]+?)(?:\\?\|([^\[\]\n]*))?\]\](?!\()")
_FILE = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|bmp|tiff?|pdf|mp3|mp4|mov|wav|m4a)", re.IGNORECASE)
_LABELS = "footnotes"
ROW = "tr"
"""The `tag` of what is a table's row."""


def with_more(parser: MarkdownIt) -> MarkdownIt:
    """The parser with them: a row of a table as one `inline`, a note within `footnote_open` and `footnote_close`."""
    beside: RuleOptionsType = {"alt": ["paragraph", "reference"]}
    parser.block.ruler.at("table", _table, beside)
    parser.block.ruler.before("reference", "footnote", _footnote, beside)
    parser.inline.ruler.after("image", "footnote_reference", _reference)
    parser.inline.ruler.before("link", "wiki", _wiki)
    return parser.enable("table")


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if state.is_code_block(start) or start + 1 >= end or state.sCount[start + 1] < state.blkIndent:
        return False
    head, ruler = _line(state, start), _line(state, start + 1)
    if "|" not in head or not _RULER.fullmatch(ruler) or len(_cells(head)) != len(_cells(ruler)):
        return False
    if silent:
        return True
    for line in (start, *range(start + 2, _table_end(state, start + 2, end))):
        row = state.push("inline", ROW, 0)
        row.content = " ".join(filter(None, _cells(_line(state, line))))
        row.children = []
        state.line = line + 1
    state.line = max(state.line, start + 2)
    return True


def _table_end(state: StateBlock, line: int, end: int) -> int:
    """The line after the last row: an empty one, or where another block begins."""
    others = state.md.block.ruler.getRules("blockquote")
    while (
        line < end
        and not state.isEmpty(line)
        and state.sCount[line] >= state.blkIndent
        and not any(rule(state, line, end, True) for rule in others)
    ):
        line += 1
    return line


def _cells(row: str) -> list[str]:
    cells = [cell.strip() for cell in _CELLS.split(row)]
    return cells[not cells[0] : len(cells) - (len(cells) > 1 and not cells[-1])]


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].strip()


def _footnote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    match = _NOTE.match(state.src, state.bMarks[start] + state.tShift[start], state.eMarks[start])
    if not match or state.is_code_block(start) or state.parentType == "footnote":
        return False
    if silent:
        return True
    state.env.setdefault(_LABELS, set()).add(match[1])
    state.push("footnote_open", "", 1).info = f"[{match[1]}]"
    first = state.bMarks[start], state.tShift[start], state.sCount[start]
    around, state.parentType = state.parentType, "footnote"
    # The note's first line begins behind its label, and further paragraphs of it are indented.
    state.bMarks[start], state.tShift[start] = match.end(), _indent(state.src, match.end(), state.eMarks[start])
    state.blkIndent += 4
    state.sCount[start] = state.blkIndent
    state.md.block.tokenize(state, start, end)
    state.blkIndent -= 4
    state.parentType = around
    state.bMarks[start], state.tShift[start], state.sCount[start] = first
    state.push("footnote_close", "", -1)
    return True


def _indent(text: str, start: int, end: int) -> int:
    return end - start - len(text[start:end].lstrip(" \t"))


def _reference(state: StateInline, silent: bool) -> bool:
    match = _REFERENCE.match(state.src, state.pos, state.posMax)
    if not match or match[1] not in state.env.get(_LABELS, ()):
        return False
    if not silent:
        state.push("text", "", 0).content = f"[{match[1]}]"
    state.pos = match.end()
    return True


def _wiki(state: StateInline, silent: bool) -> bool:
    """`[[Page|shown]]` as its reader sees it; a picture or recording that is shown in its place has no words."""
    match = _WIKI.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        is_picture = match[1] and _FILE.search(match[2])
        state.push("text", "", 0).content = "" if is_picture else (match[3] or match[2]).strip()
    state.pos = match.end()
    return True
