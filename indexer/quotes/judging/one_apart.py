"""A short quotation in which one word is dropped, put in or exchanged: no three in a row may be left to find it by.

`do not` and `don’t` are dropped or put in as one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from indexer.quotes.judging.filling import Step
from indexer.stores.grams import SIZE, Numbers, number_of

_SHORT = 8
"""The most words; of more there is always a run left."""
_APART = ((0, 1), (1, 0), (1, 1), (0, 2), (2, 0))
"""How many words quotation and source have where they differ. Of two, the second negates."""
_NOT = (number_of("not"), number_of("t"))


def one_apart(quoted: Sequence[int], source: Numbers) -> tuple[Step, ...]:
    """The quotation at the first place where the source has it but for one word within it; empty if none has."""
    if not SIZE <= len(quoted) <= _SHORT or len(source) < len(quoted) - 1:
        return ()
    return min(_apart(quoted, source), key=lambda steps: steps[0].j1, default=())


def _apart(quoted: Sequence[int], source: Numbers) -> Iterator[tuple[Step, ...]]:
    """For each word that may be another, and each way in which it may be, the first place where nothing else is."""
    begins = _beginning(quoted, source)
    # Read backwards, the last words are the first, and end where these begin.
    ends = [{len(source) - 1 - j for j in places} for places in _beginning(quoted[::-1], source[::-1])]
    for i1 in range(1, len(quoted)):
        if not begins[i1]:
            return
        for ours, theirs in _APART:
            i2, after = i1 + ours, len(quoted) - i1 - ours
            if after < 1 or (ours == 2 and quoted[i1 + 1] not in _NOT):
                continue
            apart = i1 + theirs
            here = (j for j in begins[i1] if j + apart + after - 1 in ends[after])
            if theirs == 2:
                here = (j for j in here if int(source[j + i1 + 1]) in _NOT)
            if (j1 := next(here, None)) is not None:
                j2, j3 = j1 + i1, j1 + apart
                yield Step(True, 0, i1, j1, j2), Step(False, i1, i2, j2, j3), Step(True, i2, i2 + after, j3, j3 + after)


def _beginning(quoted: Sequence[int], source: Numbers) -> list[list[int]]:
    """For each number of words but all, the places in the source where the first so many stand; of none, none."""
    places = np.flatnonzero(source == np.uint64(quoted[0]))
    found = [places[:0], places]
    for n, word in enumerate(quoted[1:-1], start=1):
        places = places[places + n < len(source)]
        places = places[source[places + n] == np.uint64(word)]
        found.append(places)
    return [places.tolist() for places in found]
