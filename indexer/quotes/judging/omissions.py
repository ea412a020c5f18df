"""Ellipses that stand where the source leaves nothing out: they say of it what does not hold, yet alter no word."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.quotes.judging.comparison import Comparison
from indexer.quotes.judging.filling import Step
from indexer.quotes.judging.wording import ELLIPSIS

_PAUSE = re.compile(rf"{ELLIPSIS.pattern}|[—–]|--|\s-\s|\[\?|[^\W_]")
"""What a source has where an ellipsis may stand for it: one of its own, a dash, the mark of a note."""


def is_idle(pair: Comparison, steps: Sequence[Step]) -> bool:
    """Whether an ellipsis stands between two words that stand side by side in the source."""
    words, spans = pair.quoted.words, pair.source.spans
    places = {step.i1 + n: step.j1 + n for step in steps if step.same for n in range(step.i2 - step.i1)}
    for i in range(1, len(words)):
        before, after = words[i - 1], words[i]
        if before.segment == after.segment or before.part != after.part:
            continue
        j, following = places.get(i - 1, -1), places.get(i, -1)
        beside = j >= 0 and following == j + 1 and not _PAUSE.search(pair.source.text, spans[j][1], spans[following][0])
        if beside and ELLIPSIS.search(pair.text, before.end, after.start):
            return True
    return False
