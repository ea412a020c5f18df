"""Who is addressed: whether `you` speaks, and whether two names are one person's."""

from __future__ import annotations

from indexer.records import Name
from indexer.text.words import fold, words_of_name

_YOU = frozenset("you vous tu du Sie".split())
_YOUR = frozenset("your votre ta dein deine Ihr Ihre".split())
_LETTER = frozenset("letter note message mail e-mail email lettre Brief Schreiben Mail".split())


def is_you(speaker: str) -> bool:
    """`Vous`, `your letter of 4 March`; German `sie` and `ihr` without a capital are others."""
    first, *more = speaker.split()
    known = _YOUR if more else _YOU
    return (first in known or first.lower() in known) and (not more or not _LETTER.isdisjoint(more))


def is_one(a: Name, b: Name) -> bool:
    """Whether two names are one person's: by reference, or all words of the one, no initials alone, are the other's."""
    if a.ref and b.ref and a.ref.rpartition("/")[0] == b.ref.rpartition("/")[0]:  # of one list of names
        return a.ref == b.ref
    words, others = ({fold(word) for word in words_of_name(name.text)} for name in (a, b))
    return any(len(word) > 1 for word in words & others) and (words <= others or others <= words)
