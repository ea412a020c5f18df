"""Changes beside an editor's brackets, told with them: nobody can say what of the source a bracket stands for.

`the first of [November] but nobody`, where the source has `October, and`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from indexer.quotes.judging.comparison import Comparison
from indexer.records import Change, Span
from indexer.text.words import WORD


def with_brackets(pair: Comparison, changes: Iterable[Change]) -> Iterator[Change]:
    """The changes, in order, brackets that belong to one in it."""
    told = [_whole(pair, change) if change.kind == "changed" else change for change in changes]
    altered = [change.quoted for change in told if change.kind == "changed"]
    for change in told:
        quoted = change.quoted
        within = quoted.start < quoted.end and any(a.start <= quoted.start and quoted.end <= a.end for a in altered)
        if change.kind != "bracketed" or not within:
            yield change


def _whole(pair: Comparison, change: Change) -> Change:
    brackets = [bracket for bracket in pair.quoted.brackets if _belongs(pair, change, bracket)]
    starts, ends = [bracket.start for bracket in brackets], [bracket.end for bracket in brackets]
    quoted = Span(min(change.quoted.start, *starts), max(change.quoted.end, *ends)) if brackets else change.quoted
    return Change(change.kind, quoted, change.source)


def _belongs(pair: Comparison, change: Change, bracket: Span) -> bool:
    """Whether a bracket is of the changed words, or beside them and cannot be told from them: the source has more words
    there than the quotation, or the bracket parts words at an end from all that the source has.
    """
    quoted, words = change.quoted, pair.quoted.words
    if bracket.start < quoted.end and quoted.start < bracket.end:
        return True
    between = Span(min(bracket.end, quoted.end), max(bracket.start, quoted.start))
    if any(between.start <= word.start < between.end for word in words):
        return False
    ours = sum(quoted.start <= word.start < quoted.end for word in words)
    theirs = sum(1 for _ in WORD.finditer(pair.source.text, change.source.start, change.source.end))
    begins, ends = words[0].start >= quoted.start, words[-1].end <= quoted.end
    return theirs > ours or (begins if quoted.end <= bracket.start else ends)
