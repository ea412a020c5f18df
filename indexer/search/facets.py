"""What there is among the documents matched: kind, source, year, person, place, language, counted exactly."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from indexer.records import Facet
from indexer.stores.columns import FacetColumn

FILTER_OF = {
    "kind": "kinds", "source": "sources", "person": "people", "place": "places", "language": "languages",
}  # fmt: skip
"""Which filter chooses a value of the facet. Years are chosen by two dates, and stay within them."""
_MOST_VALUES = 50


def count(column: FacetColumn, documents: NDArray[np.bool_]) -> Facet:
    """The values of a column over the documents, the most frequent first (years: in order of time).

    `documents` says which, by place. A document with several values counts under each.
    """
    counts = np.bincount(column.codes[documents[column.documents]], minlength=len(column.values))
    present = np.flatnonzero(counts)
    if column.name != "year":  # years stay in order and are all there: they make a histogram
        present = present[np.argsort(-counts[present], kind="stable")][:_MOST_VALUES]
    return Facet(column.name, tuple((column.values[i], int(counts[i])) for i in present))
