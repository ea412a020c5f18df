"""Which rows a query leaves: its phrases, exclusions and alternatives, before anything is ranked."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from indexer.machine.once import once
from indexer.records import AllOf, AnyOf, Clause, Fielded, Phrase, Query, Without, Word
from indexer.search.language.clauses import required
from indexer.search.language.conflicts import typed_within
from indexer.search.language.fields import NO, filter_of
from indexer.stores.catalog.reader import Catalog
from indexer.stores.keyword import KeywordIndex

Mask = NDArray[np.bool_]


class Matcher:
    """Asks the catalog about documents and the keyword index about words, and puts the answers together."""

    def __init__(self, catalog: Catalog, keyword: KeywordIndex) -> None:
        self._catalog = catalog
        self._keyword = keyword

    def asked(self, query: Query) -> Mask | None:
        """The rows that may be found at all but for the filters beside it, shape `(n,)`; None for all of them."""
        return reduce(_both, self._asked(query), None)

    def _asked(self, query: Query) -> Iterator[Mask]:
        """One mask at a time, for a query may have hundreds of clauses, and an archive millions of rows."""
        yield from (self.matching(clause) for clause in required(query.clauses))
        typed = self._catalog.mask(typed_within(query))
        if typed is not None:
            yield typed
        if self._catalog.layout.replies is not None and not query.is_empty:
            yield ~self._catalog.layout.replies

    def matching(self, clause: Clause) -> Mask:
        """The rows that satisfy one clause."""
        match clause:
            case Word():
                return self._keyword.word_mask(clause)
            case Phrase():
                return self._keyword.phrase_mask(clause)
            case AnyOf(clauses):
                return reduce(np.logical_or, map(self.matching, clauses))
            case AllOf(clauses):
                return reduce(np.logical_and, map(self.matching, clauses))
            case Without(inner):
                return ~self.matching(inner)
            case Fielded("quotes", id):
                return self._catalog.rows_quoting(id)
            case Fielded("quoted", value):
                return ~self._quoted if value.lower() in NO else self._quoted
            case Fielded():
                mask = self._catalog.mask(filter_of(clause))
                return mask if mask is not None else np.ones(self._keyword.size, dtype=np.bool_)

    @once
    def _quoted(self) -> Mask:
        """Of a generation always the same, and a walk over all that is quoted in it."""
        return self._catalog.rows_quoted()


def _both(first: Mask | None, second: Mask) -> Mask:
    return second if first is None else first & second
