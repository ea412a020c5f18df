"""Which lines of a text end where its writer ended them, and which where they were full."""

from __future__ import annotations

from itertools import pairwise

from indexer.records import Span

_FULL = 2 / 3
"""Of the longest line so much was room in any: a typist's lines are not all of one length."""
_MOST = 40
"""Characters; and no more than this, for where one line is a whole paragraph others may still have been full."""


def run_on(text: str, span: Span) -> str:
    """The text with a space, within the span, for each end of a line that only its width made: places stay the same.

    Where the next word would have had room, the line was ended by hand: in an address, a list, a short verse.
    """
    begin = text.rfind("\n", 0, span.start) + 1  # how long a line is counts from where it begins, seen or not
    lines = text[begin : span.end].split("\n")
    room = min(max(map(len, lines)) * _FULL, _MOST)
    ends = ("\n" if _is_ended(line, following, room) else " " for line, following in pairwise(lines))
    return text[:begin] + "".join(line + end for line, end in zip(lines, [*ends, ""], strict=True)) + text[span.end :]


def _is_ended(line: str, following: str, room: float) -> bool:
    first = next(iter(following.split(maxsplit=1)), "")
    return not line.strip() or not first or len(line) + len(first) < room
