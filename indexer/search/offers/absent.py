"""The words of a query that no text has: whatever is found then answers without them."""

from __future__ import annotations

from collections.abc import Sequence

from indexer.records import Query, Word
from indexer.search.language.clauses import print_clauses, wanted_words
from indexer.stores.keyword import KeywordIndex
from indexer.text.words import WORD, fold, is_stop_word

_NAMED = 5
"""So many of them are named, the rest is counted."""


def absent(query: Query, keyword: KeywordIndex) -> tuple[Word, ...]:
    """The words that `lacking` has, but for parts of what was typed as one: nobody wrote the `isn` of `isn't`."""
    runs = (WORD.findall(run) for run in query.text.split())
    parts = {fold(part) for run in runs if len(run) > 1 for part in run}
    return tuple(word for word in lacking(query, keyword) if fold(word.text) not in parts)


def lacking(query: Query, keyword: KeywordIndex) -> tuple[Word, ...]:
    """The words, also those of phrases, that are in no text and no title, nor (if not `exact`) in another form."""
    words = {(fold(word.text), word.exact, word.prefix): word for word in wanted_words(query.clauses)}
    asked = (word for (folded, *_), word in words.items() if not is_stop_word(folded, keyword.languages))
    return tuple(word for word in asked if not keyword.holds(word))


def said_of_absent(words: Sequence[Word]) -> str:
    """`In no text: typhus, cholera and 3 more.`; empty where there are none."""
    if not words:
        return ""
    more = len(words) - _NAMED
    named = ", ".join(print_clauses([word]) for word in words[:_NAMED])
    return f"In no text: {named}{f' and {more} more' if more > 0 else ''}."
