"""Changes as a reader understands them: `can → can’t`, where the comparison, which parts words, has `t` put in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from indexer.quotes.judging.comparison import Comparison
from indexer.records import Change, Span
from indexer.text.words import fold

_JOINED = re.compile(r"\w['’]\w")
_BEFORE, _AFTER = re.compile(r"\w+(?=\W{0,3}$)"), re.compile(r"\W{0,3}(\w+)")
_REACH = 40
"""Code points, before and after a change, in which the word beside it stands whole."""


def whole_words(pair: Comparison, changes: Iterable[Change]) -> Iterator[Change]:
    """The changes, in order, each with what an apostrophe joins to it, if that is the same on both sides."""
    held: Change | None = None
    for change in changes:
        whole = change if change.kind in ("bracketed", "elided", "aside") else _whole(pair, change)
        if held and whole is not change and whole.quoted.start < held.quoted.end:
            whole = Change("changed", _both(held.quoted, whole.quoted), _both(held.source, whole.source))
        elif held:
            yield held
        held = whole
    if held:
        yield held


def _whole(pair: Comparison, change: Change) -> Change:
    text, other = pair.text, pair.source.text
    ours, theirs = change.quoted, change.source
    before = (_before(text, ours), _before(other, theirs))
    after = (_after(text, ours), _after(other, theirs))
    if (_begins_within(text, ours) or _begins_within(other, theirs)) and _is_same(text, other, *before):
        ours, theirs = _both(before[0], ours), _both(before[1], theirs)
    if (_ends_within(text, ours) or _ends_within(other, theirs)) and _is_same(text, other, *after):
        ours, theirs = _both(ours, after[0]), _both(theirs, after[1])
    if (ours, theirs) == (change.quoted, change.source):
        return change
    return Change("spelling" if change.kind == "spelling" else "changed", ours, theirs)


def _begins_within(text: str, span: Span) -> bool:
    return span.start < span.end and span.start > 1 and _JOINED.match(text, span.start - 2) is not None


def _ends_within(text: str, span: Span) -> bool:
    return span.start < span.end and _JOINED.match(text, span.end - 1) is not None


def _before(text: str, span: Span) -> Span:
    """The word before a span that hardly anything parts from it, else an empty one."""
    first = max(0, span.start - _REACH)
    found = _BEFORE.search(text[first : span.start])
    return Span(first + found.start(), first + found.end()) if found else Span(span.start, span.start)


def _after(text: str, span: Span) -> Span:
    """The same of the word behind a span."""
    found = _AFTER.match(text, span.end, span.end + _REACH)
    return Span(*found.span(1)) if found else Span(span.end, span.end)


def _is_same(text: str, other: str, word: Span, its: Span) -> bool:
    return word.start < word.end and fold(text[word.start : word.end]) == fold(other[its.start : its.end])


def _both(first: Span, last: Span) -> Span:
    return Span(min(first.start, last.start), max(first.end, last.end))
