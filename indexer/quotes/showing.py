"""The words of a quotation, and of what it quotes, as a reader is shown them: on pages, on terminals and in JSON.

The text itself, and all offsets, stay as they are.
"""

from __future__ import annotations

from collections.abc import Sequence

from indexer.quotes.judging.signs import QUOTED_MAIL
from indexer.quotes.judging.wording import runs_on
from indexer.records import Span

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


def as_read(text: str, parts: Sequence[Span], interrupted: str = " … ") -> str:
    """The words of a quotation: `interrupted` stands only where something else comes between."""
    read = ""
    for n, part in enumerate(parts):
        between = "" if n == 0 else " " if runs_on(text, parts[n - 1], part) else interrupted
        read += between + shown(text, part)
    return read
