"""Initials, which texts print with stops or as one word: `G.P.O.`, `GPO`. Neither is found by the other's letters."""

from __future__ import annotations

import re

from indexer.records import Phrase, Query, Word
from indexer.stores.keyword import KeywordIndex
from indexer.text.words import fold, is_stop_word

_MOST = 6
"""Letters: a longer word is no initials."""
_INITIALS = re.compile(r"(?<![\w.])(?:[^\W\d_]\.){3,}|(?<![\w.])(?:[^\W\d_]\.){2,}[^\W\d_](?![\w.])")
"""Three and more: two are a person's."""


def as_initials(folded: str, keyword: KeywordIndex) -> str:
    """The letters of a word with stops, where texts have them so; empty where they do not."""
    if not (1 < len(folded) <= _MOST and folded.isalpha() and keyword.count(Phrase(tuple(folded), exact=True))):
        return ""
    return f"{'.'.join(folded.upper())}."


def as_one_word(query: Query, keyword: KeywordIndex) -> str:
    """The query with its initials as one word each, where texts have them only so; empty where there are none.

    Of single letters each is found, and so nearly every text.
    """
    if query.typed or not all(isinstance(clause, Word | Phrase) for clause in query.clauses):  # a name's are a person's
        return ""
    return joined if (joined := _INITIALS.sub(lambda m: _joined(m[0], keyword), query.text)) != query.text else ""


def _joined(initials: str, keyword: KeywordIndex) -> str:
    letters = initials.replace(".", "")
    apart, together = Phrase(tuple(letters), exact=True), Word(letters, exact=True)
    in_texts = not is_stop_word(fold(letters), keyword.languages) and keyword.count(together)
    return letters if in_texts and not keyword.count(apart) else initials
