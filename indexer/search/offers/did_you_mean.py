"""The query with its unknown words put as the archive has them: what may have been meant."""

from __future__ import annotations

import re
from itertools import pairwise

from indexer.records import Phrase, Query, Word
from indexer.search.language.tokens import OPERATORS
from indexer.search.offers.absent import lacking
from indexer.search.offers.initials import as_initials
from indexer.search.offers.wordforms import WordForms
from indexer.stores.keyword import KeywordIndex
from indexer.text.words import WORD, fold

_SHORTEST = 4
"""Shorter words have too many pairs that they may be."""
_MOST = 20
"""Words that are looked for: each is held against all that the archive has."""
_LONG = 8
"""Letters from which on a word that texts have may be two, or two be one."""
_FEW = 3
"""Words that may all be initials: a longer query in capitals is one that was typed so."""
_LONGEST = 40
"""Letters before the place where a word may be two."""
_ENDINGS = frozenset("dmst")
"""What stands behind an apostrophe belongs to the word before it: `'s tom` is no `stom`."""


def did_you_mean(query: Query, keyword: KeywordIndex, forms: WordForms) -> str:
    """The query with words that the archive does not have put as the nearest that it has; empty if none is near.

    The nearest stands in the form in which texts have it. Two words that stand side by side may have been typed as one;
    of words that the archive has, where more passages have them so: `(smallpox OR "small pox")`. Letters may be
    initials: `"G.P.O."` for `GPO`. Of half a query, with a bracket or an operator that joins nothing, none is offered.
    """
    if not _is_whole(query):
        return ""
    mended = query.text
    for word in [word for word in lacking(query, keyword) if not word.prefix][:_MOST]:
        folded = fold(word.text)
        if initials := as_initials(folded, keyword):
            mended = put(mended, word.text, initials if '"' in query.text else f'"{initials}"')
        elif better := _apart(folded, keyword) or forms.nearest(folded):
            mended = put(mended, word.text, " ".join(map(forms.printed, better.split())))
    return mended if mended != query.text else otherwise_parted(query, keyword)


def otherwise_parted(query: Query, keyword: KeywordIndex) -> str:
    """The query with one of its words, or two side by side, also as two, or as one; empty if that is not commoner.

    Old texts part words that we join, and initials: `small pox`, `salt petre`, `head quarters`, `R.I.C.`.
    """
    if not _is_whole(query):
        return ""
    bare = [c for c in query.clauses if isinstance(c, Word) and not (c.exact or c.prefix)]
    capitals_tell = len(bare) <= _FEW or not query.text.isupper()
    for word in bare[:_MOST]:
        initials = as_initials(fold(word.text), keyword) if capitals_tell and word.text.isupper() else ""
        parted = initials or (_apart(fold(word.text), keyword) if len(word.text) >= _LONG else "")
        if parted and keyword.count(Phrase(tuple(WORD.findall(parted)), exact=True)) > keyword.count(word):
            return put(query.text, word.text, f'({word.text} OR "{parted}")')
    for one, two in pairwise(bare[:_MOST]):
        together, apart = one.text + two.text, f"{one.text} {two.text}"
        if len(together) < _LONG or '"' in query.text or fold(together) not in keyword.vocabulary:
            continue
        if keyword.count(Word(together)) > keyword.count(Phrase((one.text, two.text))):
            return re.sub(rf"(?<!\w){re.escape(apart)}(?!\w)", f'("{apart}" OR {together})', query.text, count=1)
    return ""


def _is_whole(query: Query) -> bool:
    begins_in_the_middle = query.text.split()[:1] in (["OR"], ["AND"])
    return not begins_in_the_middle and not {"(", ")", '"', *OPERATORS}.intersection(query.ignored)


def _apart(folded: str, keyword: KeywordIndex) -> str:
    """The two words most often side by side that are this one: `well known`, `o brien`, `45 000`; empty if none are."""
    places = [len(folded) - 3] if folded.isdigit() else range(1, min(len(folded) - 1, _LONGEST))
    pairs = [(folded[:at], folded[at:]) for at in places if len(folded) >= _SHORTEST]
    known = [pair for pair in pairs if {*pair} <= keyword.vocabulary.keys() and pair[0] not in _ENDINGS]
    held = {pair: keyword.count(Phrase(pair, exact=True)) for pair in known}
    best = max(known, key=held.__getitem__, default=("", ""))
    return " ".join(best) if held.get(best) else ""


def put(text: str, word: str, better: str) -> str:
    """The text with one word as another."""
    return WORD.sub(lambda m: better if m[0] == word else m[0], text)
