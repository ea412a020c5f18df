"""What there is among the documents matched: kind, source, year and so on, counted exactly."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from indexer.records import Facet, Query
from indexer.search.language.fields import FILTERS
from indexer.search.retrieve import Matched, Retriever
from indexer.stores.catalog.facetcolumn import FacetColumn
from indexer.stores.catalog.years import Years


def counted_facets(
    query: Query,
    matched: Matched,
    documents: NDArray[np.bool_],
    retriever: Retriever,
    columns: Sequence[FacetColumn | Years],
) -> tuple[Facet, ...]:
    """Each field counted over what would match if it did not filter: more than one of its values can be chosen.

    Years are chosen by two dates, and stay within them. What the query's own fields ask holds throughout: a value
    that they leave out can not be chosen beside them.

    `documents` are those matched with all filters, by place.
    """
    facets = []
    for column in columns:
        field, counted = FILTERS.get(column.name, ""), documents
        if field and getattr(query.filters, field):
            counted = retriever.layout.documents_of(retriever.rows_without(query, matched, field))
        facets.append(column.count(counted, query.filters))
    return tuple(facets)
