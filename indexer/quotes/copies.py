"""Documents of the archive that are the text at hand once more: the one it was pasted from, or another print of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from indexer.quotes.judging.wording import Wording
from indexer.quotes.tracing.compared import Held
from indexer.quotes.tracing.weighing import COMMON
from indexer.records import Quotation
from indexer.stores.grams import SIZE, GramIndex, Numbers

_NEARLY_ALL = 0.75
"""The share of the text's own grams; what stands above an article, or below, is in no copy of it."""
_LEAST = 12
"""Fewer grams of its own prove nothing: a source may go on as the text does around what it quotes."""


def copies(text: str, quotations: Sequence[Quotation], index: GramIndex, held: Callable[[str], Held]) -> frozenset[str]:
    """The documents that have nearly all that the text itself says: a source has only what is quoted from it.

    Of a text that says too little, those that have the same words and no others.
    """
    wording = Wording(text)
    own = _own(wording, quotations)
    if len(own) >= _LEAST:
        return frozenset(_holding(own, _NEARLY_ALL, index))
    alike = _holding(np.unique(wording.grams), 1, index) if len(own) else ()
    return frozenset(id for id in alike if np.array_equal(held(id).wording.numbers, wording.numbers))


def _holding(grams: Numbers, share: float, index: GramIndex) -> Iterator[str]:
    """The documents that have such a share of the grams, those apart that are too common to tell."""
    telling = grams[index.frequency(grams) <= COMMON]
    places, shared = np.unique(index.holders(telling), return_counts=True)
    yield from (index.documents[place] for place in places[shared >= share * len(telling)].tolist())


def _own(wording: Wording, quotations: Sequence[Quotation]) -> Numbers:
    """The grams that are not all within quotations."""
    quoted = _quoted(wording, quotations)
    within = np.lib.stride_tricks.sliding_window_view(quoted, SIZE).all(axis=1) if len(quoted) >= SIZE else quoted[:0]
    own: Numbers = np.unique(wording.grams[~within])
    return own


def _quoted(wording: Wording, quotations: Sequence[Quotation]) -> NDArray[np.bool_]:
    """Whether each word stands in a quotation."""
    starts = np.array([start for start, _ in wording.spans], dtype=np.int64)
    quoted = np.zeros(len(starts), dtype=np.bool_)
    for part in (part for quotation in quotations for part in quotation.parts):
        quoted[np.searchsorted(starts, part.start) : np.searchsorted(starts, part.end)] = True
    return quoted
