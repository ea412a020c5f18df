"""Which lines of a text end where its writer ended them, and which where they were full."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise

from indexer.records import Span

_FULL = 2 / 3
"""Of the longest line so much was room in any: a typist's lines are not all of one length."""
_MOST = 40
"""Characters; and no more than this, for where one line is a whole paragraph others may still have been full."""

_AROUND = 600
"""Code points on either side that are looked at to tell verse."""
_HYPHENS = "-\u2010"
_STANZA = 4
"""Lines; of fewer each may begin with a capital by chance."""


def run_on(text: str, span: Span) -> str:
    """The text with a space, within the span, for each end of a line that only its width made: places stay the same.

    Where the next word would have had room, the line was ended by hand: in an address, a list, a short verse. Lines of
    longer verse are known by their capitals.
    """
    begin = text.rfind("\n", 0, span.start) + 1  # how long a line is counts from where it begins, seen or not
    lines = text[begin : span.end].split("\n")
    room = min(max(map(len, lines)) * _FULL, _MOST)
    verse = _lines_of_verse(text, begin, span.end)
    at = begin
    ends = []
    for line, following in pairwise(lines):
        ends.append("\n" if at in verse or _is_ended(line, following, room) else " ")
        at += len(line) + 1
    return text[:begin] + "".join(line + end for line, end in zip(lines, [*ends, ""], strict=True)) + text[span.end :]


def _is_ended(line: str, following: str, room: float) -> bool:
    first = next(iter(following.split(maxsplit=1)), "")
    return not line.strip() or not first or len(line) + len(first) < room


def _lines_of_verse(text: str, begin: int, end: int) -> set[int]:
    """Where lines of verse begin, in and around a stretch of the text."""
    at = text.rfind("\n", 0, max(0, begin - _AROUND)) + 1
    lines = []
    for line in text[at : end + _AROUND].split("\n"):
        lines.append((at, line.strip()))
        at += len(line) + 1
    stanzas = (list(group) for blank, group in groupby(lines, key=lambda line: not line[1]) if not blank)
    return {at for stanza in stanzas if _is_verse([line for _, line in stanza]) for at, _ in stanza}


def _is_verse(lines: Sequence[str]) -> bool:
    """Whether four fifths of the lines begin with a capital, and a third end with a mark or with room for a word.

    Without the latter it might be German prose, where every third word has a capital. In a telegram every line begins
    with one, and a hyphen parts a word of what was wrapped.
    """
    if len(lines) < _STANZA or "".join(lines).isupper():
        return False
    longest = max(map(len, lines))
    capitals = sum(line.lstrip("“”‘’\"'«»„‚([—–-… ")[:1].isupper() for line in lines)
    ended = sum(
        line[-1] not in _HYPHENS and (not line[-1].isalnum() or len(line) + 1 + len(following.split()[0]) <= longest)
        for line, following in pairwise(lines)
    )
    return 5 * capitals >= 4 * len(lines) and 3 * ended >= len(lines)
