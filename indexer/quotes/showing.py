"""The words of a quotation, and of what it quotes, as a reader is shown them: on pages, on terminals and in JSON.

The text itself, and all offsets, stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.quotes.judging.signs import QUOTED_MAIL
from indexer.quotes.judging.wording import runs_on
from indexer.records import Change, Quotation, Span
from indexer.text.words import WORD

_WORD_BEFORE, _WORD_AFTER = re.compile(r"\w\s+\Z"), re.compile(r"\s+\w")
_NEAR = 10
_END = 150
"""Code points of each end that are shown of what is longer than both."""


def shown(text: str, span: Span) -> str:
    """A stretch of a text without the marks that quoted mail has before each of its lines."""
    return QUOTED_MAIL.sub("", text[span.start : span.end])


def cut_short(words: str) -> str:
    """Of words that are many the beginning and the end: those that a quotation leaves out may go on for pages."""
    if len(words) <= 2 * _END:
        return words
    return f"{words[:_END].rpartition(' ')[0]} … {words[-_END:].partition(' ')[2]}"


def in_its_place(change: Change, quotation: Quotation, quoting: str, source: str) -> str:
    """The words of the source that the quotation has otherwise, of many the beginning and the end.

    Where a quotation ends with other words it cannot be told where in the source their like ends, so it is said that
    the source goes on: `would be opened by Easter` of what says `opened to all traffic before Christmas`. So at its
    beginning.
    """
    words = cut_short(" ".join(shown(source, change.source).split()))
    if change.kind != "changed":
        return words
    begins = not WORD.search(quoting, quotation.start, change.quoted.start)
    ends = not WORD.search(quoting, change.quoted.end, quotation.end)
    before = begins and _WORD_BEFORE.search(source, max(0, change.source.start - _NEAR), change.source.start)
    after = ends and _WORD_AFTER.match(source, change.source.end)
    return "… " * bool(before) + words + " …" * bool(after)


def as_read(text: str, parts: Sequence[Span], interrupted: str = " … ") -> str:
    """The words of a quotation: `interrupted` stands only where something else comes between."""
    read = ""
    for n, part in enumerate(parts):
        between = "" if n == 0 else " " if runs_on(text, parts[n - 1], part) else interrupted
        read += between + shown(text, part)
    return read
