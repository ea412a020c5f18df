"""What there is among the documents matched: kind, source, year, person, place, language, counted exactly."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from indexer.records import Facet, Query
from indexer.search.retrieve import Matched, Retriever
from indexer.stores.columns import FacetColumn
from indexer.stores.years import Years

FILTER_OF = {
    "kind": "kinds", "source": "sources", "person": "people", "place": "places", "language": "languages",
}  # fmt: skip
"""Which filter chooses a value of the facet. Years are chosen by two dates, and stay within them."""
_MOST_VALUES = 50


def counted_facets(
    query: Query,
    matched: Matched,
    documents: NDArray[np.bool_],
    retriever: Retriever,
    columns: Sequence[FacetColumn | Years],
) -> tuple[Facet, ...]:
    """Each field counted over what would match if it did not filter: more than one of its values can be chosen.

    What the query's own fields ask holds throughout: a value that they leave out can not be chosen beside them.

    `documents` are those matched with all filters, by place.
    """
    facets = []
    for column in columns:
        if isinstance(column, Years):
            facets.append(column.count(documents, query.filters))
            continue
        field = FILTER_OF.get(column.name, "")
        if field and getattr(query.filters, field):
            freed = retriever.layout.documents_of(retriever.rows_without(query, matched, field))
            facets.append(count(column, freed))
        else:
            facets.append(count(column, documents))
    return tuple(facets)


def count(column: FacetColumn, documents: NDArray[np.bool_]) -> Facet:
    """The values of a column over the documents, the most frequent first.

    `documents` says which, by place. A document with several values counts under each.
    """
    counts = np.bincount(column.codes[documents[column.documents]], minlength=len(column.values))
    present = np.flatnonzero(counts)
    present = present[np.argsort(-counts[present], kind="stable")][:_MOST_VALUES]
    return Facet(column.name, tuple((column.values[i], int(counts[i])) for i in present))
