"""Whether a letter's title says more than who wrote to whom, as a mail's subject does: then it is cited."""

from __future__ import annotations

from indexer.records import Document, Name
from indexer.text.calendarnames import DAYS
from indexer.text.monthnames import MONTHS
from indexer.text.words import folded_words, words_of

_SMALL = frozenset("a and de der du la le miss mr mrs of the to und van von".split())
"""Words of names that name nobody."""
_OF_LETTERS = frozenset("letter letters lettre lettera brief carta".split())
_BETWEEN = frozenset("to from an von de du à a al di vom".split())
_DATES = frozenset(folded_words(" ".join((*MONTHS, *DAYS))))


def says_more(document: Document) -> bool:
    """Not so "Karl Kraus an Arthur Schnitzler, 2. 5. 1893", "Letter to Bo Ray", or what was made of the text."""
    title = [word.folded for word in words_of(document.title)]
    sides = [_words(names) for names in (document.senders, document.recipients) if names]
    named = frozenset[str]().union(*sides)
    if document.title_derived or not title:
        return False
    if (title[0] in _OF_LETTERS or title[0] in named) and all(not side.isdisjoint(title) for side in sides):
        return False
    plain = named | _SMALL | _OF_LETTERS | _BETWEEN | _DATES
    return not all(word in plain or word.isdecimal() for word in title) or named.isdisjoint(title)


def _words(names: tuple[Name, ...]) -> frozenset[str]:
    return frozenset(word.folded for name in names for word in words_of(name.text)) - _SMALL
