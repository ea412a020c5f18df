"""Which words of a query a passage is ranked by."""

from __future__ import annotations

from collections.abc import Sequence

from indexer.records import Query, Word
from indexer.search.clauses import wanted
from indexer.words import fold, is_stop_word


def ranking_words(query: Query, languages: Sequence[str]) -> tuple[Word, ...]:
    """All words that are asked for, as often as they are, without stop words unless nothing is left."""
    words = tuple(
        word
        for clause in wanted(query.clauses)
        for word in ((clause,) if isinstance(clause, Word) else (Word(w, exact=clause.exact) for w in clause.words))
    )
    telling = tuple(word for word in words if word.prefix or not is_stop_word(fold(word.text), languages))
    return telling or words
