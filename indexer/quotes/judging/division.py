"""Whether two stretches are the same words parted otherwise: `to-day` and `today`, `1,500` and `1500`, `U.S.` and `US`.

That is the printer's business, but for what it would make another word: `re-signed` is not `resigned`, nor `may be`
`maybe`; and between two digits no sign is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.quotes.judging.signs import said

_PARTING = re.compile(r"[\w\s.\[\]\xad\u2010-\u2015-]*")
_AFTER_PREFIX = re.compile(
    r"\b((?:co|de|dis|ex|in|mis|non|out|over|pre|pro|re|sub|un|under)[-\u2010\u2011])(?=\w)", re.IGNORECASE
)
"""At a line's end a hyphen says nothing."""
_OF_ITS_OWN = frozenset("anyone anyway apart awhile everyday everyone maybe sometime sometimes".split())
"""Words that are not what they are put together from."""
_BETWEEN_LETTERS = re.compile(r"(?<!\d) | (?!\d)")


def run_together(words: Sequence[str]) -> str:
    """The words without what parts them, but for two figures."""
    return _BETWEEN_LETTERS.sub("", " ".join(words))


def parted_alike(ours: str, theirs: str) -> bool:
    """Whether two stretches differ in nothing but spaces, hyphens and the points of abbreviations."""
    a, b = said(ours), said(theirs)
    if a == b:
        return True
    if run_together(a) != run_together(b) or not (_PARTING.fullmatch(ours) and _PARTING.fullmatch(theirs)):
        return False
    return not (_makes_another(ours, b) or _makes_another(theirs, a) or _OF_ITS_OWN & ({*a} ^ {*b}))


def _makes_another(parted: str, words: Sequence[str]) -> bool:
    """Whether a hyphen after a prefix stands in a word that is one of `words` without it."""
    whole = said(_AFTER_PREFIX.sub(lambda prefix: prefix[1][:-1], parted))
    return not ({*whole} - {*said(parted)}).isdisjoint(words)
