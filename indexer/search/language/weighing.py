"""Which words of a query a passage is ranked by."""

from __future__ import annotations

from collections.abc import Sequence

from indexer.records import Query, Word
from indexer.search.language.clauses import wanted_words
from indexer.text.words import fold, is_stop_word, is_stop_word_anyway

_TELLING = 3
"""So many stop words are of one language by no accident: *war in Dublin* has two German ones."""


def ranking_words(query: Query, languages: Sequence[str]) -> tuple[Word, ...]:
    """All words that are asked for, as often as they are, without stop words unless nothing is left.

    A word that begins so (`the*`) is more than the stop word, and one that is asked for as `=the` is meant. `languages`
    are the archive's. Stop words are those of the language that the query is in, as *war* and *son* carry a subject in
    English; of a query that may be in any, the first's, and what is one in whichever language: *de*, *und*.
    """
    words = tuple(wanted_words(query.clauses))
    read_as = _languages_of(query, [fold(word.text) for word in words], languages)

    def tells(word: Word) -> bool:
        folded = fold(word.text)
        stops = is_stop_word(folded, read_as or languages[:1])
        return not (stops or (not read_as and is_stop_word_anyway(folded, languages)))

    return tuple(word for word in words if _is_meant(word, query) or tells(word)) or words


def _is_meant(word: Word, query: Query) -> bool:
    return word.prefix or (word.exact and word.text in query.singled)


def _languages_of(query: Query, folded: Sequence[str], languages: Sequence[str]) -> Sequence[str]:
    """Those that the query filters by, else those that half of its words are stop words of; none if nothing tells."""
    asked = {*query.typed.languages, *query.filters.languages}
    chosen = [language for language in languages if language in asked]
    stopping = {language: sum(is_stop_word(word, (language,)) for word in folded) for language in languages}
    read_as = [language for language, number in stopping.items() if number >= max(_TELLING, len(folded) / 2)]
    return chosen or read_as
