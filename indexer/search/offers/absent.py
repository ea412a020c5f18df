"""The words of a query that no text has: whatever is found then answers without them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from indexer.records import Query, Word
from indexer.search.language.clauses import print_clauses, wanted
from indexer.stores.keyword import KeywordIndex
from indexer.text.words import fold, is_stop_word

_NAMED = 5
"""So many of them are named, the rest is counted."""


def absent(query: Query, keyword: KeywordIndex) -> tuple[Word, ...]:
    """The words, also those of phrases, that are in no text and no title, nor (if not `exact`) in another form."""
    lacking = (word for word in _words(query) if not keyword.holds(word))
    return tuple(dict.fromkeys(word for word in lacking if not is_stop_word(fold(word.text), keyword.languages)))


def said_of_absent(words: Sequence[Word]) -> str:
    """`In no text: typhus, cholera and 3 more.`; empty where there are none."""
    if not words:
        return ""
    more = len(words) - _NAMED
    named = ", ".join(print_clauses([word]) for word in words[:_NAMED])
    return f"In no text: {named}{f' and {more} more' if more > 0 else ''}."


def _words(query: Query) -> Iterator[Word]:
    for clause in wanted(query.clauses):
        if isinstance(clause, Word):
            yield clause
        else:
            yield from (Word(word, exact=clause.exact) for word in clause.words)
