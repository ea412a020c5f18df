"""A short quotation in which one word is dropped, put in or exchanged: no three in a row may be left to find it by.

`do not` and `don’t` are dropped or put in as one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from indexer.quotes.filling import Step
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
    begins, ends = _beginning(quoted, source), _beginning(quoted[::-1], source[::-1])
    somewhere = [places.any() for places in ends]
    for i1 in range(1, len(quoted)):
        if not begins[i1].any():
            return
        for ours, theirs in _APART:
            i2, after = i1 + ours, len(quoted) - i1 - ours
            if after < 1 or (ours == 2 and quoted[i1 + 1] not in _NOT) or not somewhere[after]:
                continue
            last = i1 + theirs + after - 1
            here = begins[i1][: max(0, len(source) - last)] & ends[after][::-1][last:]
            if theirs == 2 and here.any():
                here = here & _negates(source[i1 + 1 :][: len(here)])
            if here.any():
                j1 = int(here.argmax())
                j2, j3 = j1 + i1, j1 + i1 + theirs
                yield Step(True, 0, i1, j1, j2), Step(False, i1, i2, j2, j3), Step(True, i2, i2 + after, j3, j3 + after)


def _negates(source: Numbers) -> NDArray[np.bool_]:
    """Which words do."""
    found: NDArray[np.bool_] = np.logical_or(*(source == np.uint64(word) for word in _NOT))
    return found


def _beginning(words: Sequence[int], source: Numbers) -> list[NDArray[np.bool_]]:
    """For each number of words but all, whether the first so many stand at each place of the source."""
    found = [np.ones(len(source), np.bool_)]
    for n, word in enumerate(words[:-1]):
        here = np.zeros(len(source), np.bool_)
        here[: len(source) - n] = source[n:] == np.uint64(word)
        found.append(found[-1] & here)
    return found
