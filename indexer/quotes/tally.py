"""How many quotations came out how, in a sentence: on the page and on the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from indexer.records import QUOTE_LABELS, QuoteLabel


def tally(labels: Iterable[QuoteLabel]) -> str:
    """`26 quotations: 20 exact, 6 not found.`"""
    counts = Counter(labels)
    if not counts:
        return "No quotations found."
    each = ", ".join(f"{counts[label]:,} {label}" for label in QUOTE_LABELS if counts[label])
    return f"{counts.total():,} quotation{'s' * (counts.total() != 1)}: {each}."
