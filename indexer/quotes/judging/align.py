"""A quotation laid beside a source, word by word.

Runs of words that both have are found by shared 3-grams and chained in order, the best chain by dynamic programming.
What lies between two runs is filled in (`filling.py`). At an ellipsis or an interruption the source may run on for
pages; elsewhere only for a few words, unless words are passed over in silence: those before a sentence, or others
between runs so long that they do not come together by chance.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from indexer.quotes.judging.filling import SLIP, Pair, Step, is_break
from indexer.quotes.judging.one_apart import one_apart
from indexer.quotes.judging.wording import Quoted, Wording
from indexer.stores.grams import SIZE

_HITS = 4000
_OFTEN = 40
"""A gram that the source has more often than this starts no run."""
_RUNS = 120
_JUMP = 3000
"""Words of the source that an ellipsis or an interruption may leave out."""
_SENTENCES = 150
"""Words of the source that may be left out before a sentence without a sign."""
_WITHIN, _LONG = 60, 5
"""Words that may be left out within a sentence, and of how many words the runs on either side are at least. Between
runs so long sentences may be left out as an ellipsis leaves them out."""
_CERTAIN = 8
"""Runs of so many words may be joined where a sentence of the quotation begins within one of the source."""


@dataclass(frozen=True, slots=True)
class _Run:
    """`length` words that the quotation has from `i` on and the source from `j` on."""

    i: int
    j: int
    length: int


def align(quoted: Quoted, source: Wording) -> tuple[Step, ...]:
    """The steps that cover all words of the quotation, in order of both texts; empty where nothing aligns."""
    pair = Pair(quoted.numbers, [word.segment for word in quoted.words], source.words)
    runs = _runs(quoted, source)
    whole = any(run.length == len(pair.quoted) for run in runs)
    if not whole and len(set(pair.segments)) == 1 and (steps := one_apart(pair.quoted, source.numbers)):
        return steps
    runs = _parted(_chain(runs, quoted, source), quoted, source) or _found_whole(pair)
    if not runs:
        return ()
    return tuple(merged(pair.filled(_cut(runs, pair)), pair.segments))


def merged(steps: Iterable[Step], segments: Sequence[int]) -> Iterator[Step]:
    """Steps of one sort in a row as one, with those the source alone has; none reaches over a break."""
    held: Step | None = None
    for step in _without_gaps(steps):
        if held and held.same == step.same and not is_break(segments, held.i2):
            held = Step(held.same, held.i1, step.i2, held.j1, step.j2)
        else:
            if held:
                yield held
            held = step
    if held:
        yield held


def _runs(quoted: Quoted, source: Wording) -> list[_Run]:
    """Maximal runs of three words or more that both have, the longest where there are many."""
    diagonals: dict[int, list[int]] = defaultdict(list)
    hits = 0
    for i, places in zip(quoted.gram_places, source.places(quoted.grams), strict=True):
        if not len(places) or len(places) > _OFTEN or hits > _HITS:
            continue
        hits += len(places)
        for j in places.tolist():
            diagonals[j - i].append(i)
    runs = [
        _Run(first, first + offset, last - first + SIZE)
        for offset, starts in diagonals.items()
        for first, last in _stretches(starts)
    ]
    longest = sorted(runs, key=lambda run: (-run.length, run.i, run.j))[:_RUNS]
    return sorted(longest, key=lambda run: (run.i, run.j))


def _stretches(starts: list[int]) -> Iterator[tuple[int, int]]:
    """Ascending numbers as stretches that follow one another, first and last of each."""
    first = last = starts[0]
    for start in starts[1:]:
        if start != last + 1:
            yield first, last
            first = start
        last = start
    yield first, last


def _chain(runs: list[_Run], quoted: Quoted, source: Wording) -> list[_Run]:
    """The runs, in order in both texts, that give the most words for the least disorder between them."""
    best: list[tuple[float, int, _Run]] = []  # score, place of the run before, the run without what overlaps
    for run in runs:
        top = (float(run.length), -1, run)
        for place, (score, _, before) in enumerate(best):
            overlap = max(before.i + before.length - run.i, before.j + before.length - run.j, 0)
            if overlap >= run.length:
                continue
            kept = _Run(run.i + overlap, run.j + overlap, run.length - overlap)
            cost = _cost(before, kept, quoted, source)
            if cost is not None and score + kept.length - cost > top[0]:
                top = (score + kept.length - cost, place, kept)
        best.append(top)
    if not best:
        return []
    at = max(range(len(best)), key=lambda n: (best[n][0], -n))
    chain = []
    while at >= 0:
        _, before_at, run = best[at]
        chain.append(run)
        at = before_at
    return chain[::-1]


def _cost(before: _Run, after: _Run, quoted: Quoted, source: Wording) -> float | None:
    """What it costs to go from one run to the next; None where that is out of reach."""
    in_quotation = after.i - before.i - before.length
    in_source = after.j - before.j - before.length
    if quoted.words[before.i + before.length - 1].segment != quoted.words[after.i].segment:
        return 0.3 * in_quotation + min(1.5, in_source / 200) if in_source <= _JUMP else None
    if in_source <= in_quotation + SLIP:
        return 0.3 * max(in_quotation, in_source) + 0.2 * abs(in_source - in_quotation)
    long = in_source <= _WITHIN and min(before.length, after.length) >= _LONG
    passed_over = in_quotation == 0 and (long or _between_sentences(before, after, quoted, source) is not None)
    return 1 + min(1.5, in_source / 200) if passed_over else None


def _between_sentences(before: _Run, after: _Run, quoted: Quoted, source: Wording) -> int | None:
    """How many words before the second run sentences begin in both texts, if all before these is left out.

    What is left out may begin with the same words as what follows it: then the first run has these.
    """
    shorter = min(before.length, after.length)
    if after.j - before.j - before.length > (_JUMP if shorter >= _LONG else _SENTENCES):
        return None
    for back in range(min(before.length, _LONG)):
        i, j = after.i - back, after.j - back
        if back and source.words[j] != quoted.words[i].number:
            return None
        if i in quoted.sentences and (shorter >= _CERTAIN or source.begins_sentence(j)):
            return back
    return None


def _parted(runs: list[_Run], quoted: Quoted, source: Wording) -> list[_Run]:
    """The runs, those between which sentences are left out parted where these begin."""
    parted = runs[:1]
    for after in runs[1:]:
        before = parted[-1]
        if after.i == before.i + before.length and (back := _between_sentences(before, after, quoted, source)):
            parted[-1] = _Run(before.i, before.j, before.length - back)
            after = _Run(after.i - back, after.j - back, after.length + back)
        parted.append(after)
    return parted


def _found_whole(pair: Pair) -> list[_Run]:
    """A quotation too short for grams: its words, all of them, at their one place in the source."""
    if not 0 < len(pair.quoted) < SIZE:
        return []
    places = list(pair.places(range(len(pair.quoted)), range(len(pair.source))))
    return [_Run(0, places[0], len(pair.quoted))] if len(places) == 1 else []


def _cut(runs: list[_Run], pair: Pair) -> list[Step]:
    """The runs as steps, cut where they go on over an ellipsis."""
    return [
        Step(True, words.start, words.stop, words.start + run.j - run.i, words.stop + run.j - run.i)
        for run in runs
        for words in pair.by_segment(range(run.i, run.i + run.length))
    ]


def _without_gaps(steps: Iterable[Step]) -> Iterator[Step]:
    """The steps, and between them those words of the source that none of them has."""
    j: int | None = None
    for step in steps:
        if j is not None and step.j1 > j:
            yield Step(False, step.i1, step.i1, j, step.j1)
        yield step
        j = step.j2
