"""How many quotations came out how, and how true they are to their other sources: on the page and on the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from indexer.records import MOST_SOURCES, QUOTE_LABELS, Quotation, QuoteLabel, Source


def tally(labels: Iterable[QuoteLabel]) -> str:
    """`26 quotations: 20 exact, 6 not found.`"""
    counts = Counter(labels)
    if not counts:
        return "No quotations found."
    return f"{counts.total():,} quotation{'s' * (counts.total() != 1)}: {_each(counts)}."


def otherwise(quotation: Quotation, others: Sequence[Source]) -> str:
    """How true the quotation is to others of its sources, where not as to the first: `altered`, of several `2 altered`.

    Who reads that its words stand elsewhere too would take what has the opposite for one more that confirms them.
    """
    counts = Counter(other.label for other in others if other.label != quotation.label)
    return "".join(counts) if len(others) == 1 else _each(counts)


def more(quotation: Quotation, named: int) -> str:
    """That more of its sources have the words than so many that are named, as in `2 more`; empty where none does."""
    rest = len(quotation.sources) - named
    least = "at least " if len(quotation.sources) == MOST_SOURCES else ""
    return f"{least}{rest} more" if rest > 0 else ""


def _each(counts: Counter[QuoteLabel]) -> str:
    return ", ".join(f"{counts[label]:,} {label}" for label in QUOTE_LABELS if counts[label])
