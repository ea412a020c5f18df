"""What a query asks, asked by another field, or by none: a name or a date of documents, or words of their texts."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from indexer.records import Fielded, Filters, Phrase, Query, Word
from indexer.search.language.clauses import print_clauses
from indexer.search.language.fields import FILTERS, filter_of
from indexer.stores.keyword import KeywordIndex
from indexer.text.dates import parse_date
from indexer.text.monthnames import in_english
from indexer.text.words import WORD, is_sign

_OF_NAMES = ("senders", "recipients", "people", "authors", "places")
_OTHERWISE = {
    "from": ("author", "to", "person"),
    "to": ("from", "author", "person"),
    "author": ("from", "to", "person"),
}
"""What else a name may be that is nobody's in a field, the nearest first."""
_LONGEST_DATE = 40
_MONTH = 31
"""Days."""


def as_a_name(query: Query, finds: Callable[[Filters], bool]) -> str:
    """The query as `person:` or `place:` where its words are a name that these find; empty where they are none.

    Who wrote a letter need not be named in its text.
    """
    words = [clause.text for clause in query.clauses if isinstance(clause, Word) and not clause.prefix]
    if not words or query.typed or len(words) < len(query.clauses):
        return ""
    name = _run(words)
    found = (field for field in ("person", "place") if finds(filter_of(Fielded(field, name))))
    return next((_fielded(field, name) for field in found), "")


def in_another_role(query: Query, finds: Callable[[Filters], bool]) -> str:
    """The query with a name that finds nothing behind its field behind another where it does; empty where none does.

    Of a correspondence perhaps only the letters of one side are there.
    """
    for field, others in _OTHERWISE.items():
        for value in getattr(query.typed, FILTERS[field]):
            if finds(filter_of(Fielded(field, value))):
                continue
            asked = re.compile(rf'(?<!\w){field}:(?="?{re.escape(value)})', re.IGNORECASE)
            free = (other for other in others if not getattr(query.typed, FILTERS[other]))
            found = (other for other in free if finds(filter_of(Fielded(other, value))))
            return next((asked.sub(f"{other}:", query.text) for other in found), "")
    return ""


def as_words(query: Query, finds: Callable[[Filters], bool], keyword: KeywordIndex) -> str:
    """The name of a query that is one `from:`, `to:`, `person:`, `author:` or `place:` without its field, where texts
    have it and the field finds nothing; else empty.

    Who signed a letter need not be stated as its sender.
    """
    asked = [name for name in Filters.__dataclass_fields__ if getattr(query.typed, name)]
    if query.clauses or len(asked) != 1 or asked[0] not in _OF_NAMES or finds(query.typed):
        return ""
    values = getattr(query.typed, asked[0])
    name = Phrase(tuple(WORD.findall(values[0])))
    if len(values) != 1 or not keyword.count(name):
        return ""
    run = _run(name.words)
    return run if " " not in run else print_clauses([name])


def as_a_date(query: Query, finds: Callable[[Filters], bool]) -> str:
    """The query as `date:` where it is a day or a month that these find; empty where it is none.

    A letter of that day has it in other words, if at all.
    """
    text = query.text.strip()
    if len(text) > _LONGEST_DATE or not all(isinstance(clause, Word) for clause in query.clauses):
        return ""
    meant = in_english(text, *query.filters.languages)
    when = parse_date(meant)
    if not (when.earliest and when.latest) or (when.latest - when.earliest).days >= _MONTH:
        return ""
    return _fielded("date", text) if finds(filter_of(Fielded("date", meant))) else ""


def _run(words: Sequence[str]) -> str:
    """The words in a row, apart where they are written so."""
    run = ""
    for word in words:
        run += word if not run or (is_sign(run[-1]) and is_sign(word[0])) else f" {word}"
    return run


def _fielded(name: str, value: str) -> str:
    return f'{name}:"{value}"' if " " in value else f"{name}:{value}"
