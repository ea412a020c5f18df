"""The query with its unknown words put as the archive has them: what may have been meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from indexer.records import Fielded, Filters, Phrase, Query, Word
from indexer.search.language.clauses import print_clauses, wanted
from indexer.search.language.fields import filter_of
from indexer.search.language.tokens import OPERATORS
from indexer.search.offers.initials import as_initials
from indexer.search.offers.wordforms import WordForms
from indexer.stores.keyword import KeywordIndex
from indexer.text.dates import parse_date
from indexer.text.words import WORD, fold, is_sign, is_stop_word

_SHORTEST = 4
"""Shorter words have too many neighbours to guess among."""
_MOST = 20
"""Words that are looked for: each is held against all that the archive has."""
_LONG = 8
"""Letters from which on two may be wrong, the first among them: `lake` is not `take` misspelt."""
_LONGEST = 40
"""Letters before the place where a word may be two."""
_OF_NAMES = ("senders", "recipients", "people", "authors", "places")
_ENDINGS = frozenset("dmst")
"""What stands behind an apostrophe belongs to the word before it: `'s tom` is no `stom`."""
_LONGEST_DATE = 40
_MONTH = 31
"""Days."""


def did_you_mean(query: Query, keyword: KeywordIndex, forms: WordForms) -> str:
    """The query with words that the archive does not have put as the nearest that it has; empty if none is near.

    Nearness is Damerau-Levenshtein: one edit for words under eight letters, which begin alike, for the first letter is
    seldom the wrong one; two from there on. Of equally near words those that begin alike come first, and of these the
    most frequent, in the form in which texts have it. Two words that stand side by side may have been typed as one; of
    words that the archive has, where more passages have them so: `(smallpox OR "small pox")`. Letters may be initials:
    `"G.P.O."` for `GPO`. Of half a query, with a bracket or an operator that joins nothing, none is offered.
    """
    if not _is_whole(query):
        return ""
    mended = query.text
    for word in _unknown(query, keyword)[:_MOST]:
        folded = fold(word.text)
        if initials := as_initials(folded, keyword):
            mended = _put(mended, word.text, initials if '"' in query.text else f'"{initials}"')
        elif better := _apart(folded, keyword) or _nearest(folded, keyword.vocabulary):
            mended = _put(mended, word.text, " ".join(map(forms.printed, better.split())))
    return mended if mended != query.text else otherwise_parted(query, keyword)


def as_a_name(query: Query, finds: Callable[[Filters], bool]) -> str:
    """The query as `person:` or `place:` where its words are a name that these find; empty where they are none.

    Who wrote a letter need not be named in its text.
    """
    if not query.clauses or query.typed or not all(isinstance(c, Word) and not c.prefix for c in query.clauses):
        return ""
    name = _run([c.text for c in query.clauses if isinstance(c, Word)])
    found = (field for field in ("person", "place") if finds(filter_of(Fielded(field, name))))
    return next((_fielded(field, name) for field in found), "")


def as_words(query: Query, finds: Callable[[Filters], bool], keyword: KeywordIndex) -> str:
    """The name of a query that is one `from:`, `to:`, `person:`, `author:` or `place:` without its field, where texts
    have it and the field finds nothing; else empty.

    Who signed a letter need not be stated as its sender.
    """
    asked = [name for name in Filters.__dataclass_fields__ if getattr(query.typed, name)]
    if query.clauses or len(asked) != 1 or asked[0] not in _OF_NAMES or finds(query.typed):
        return ""
    names = [Phrase(tuple(WORD.findall(value))) for value in getattr(query.typed, asked[0])]
    if len(names) != 1 or not keyword.phrase_mask(names[0]).any():
        return ""
    run = _run(names[0].words)
    return run if " " not in run else print_clauses(names)


def as_a_date(query: Query, finds: Callable[[Filters], bool]) -> str:
    """The query as `date:` where it is a day or a month that these find; empty where it is none.

    A letter of that day has it in other words, if at all.
    """
    text = query.text.strip()
    if len(text) > _LONGEST_DATE or not all(isinstance(clause, Word) for clause in query.clauses):
        return ""
    when = parse_date(text)
    if not (when.earliest and when.latest) or (when.latest - when.earliest).days >= _MONTH:
        return ""
    return _fielded("date", text) if finds(filter_of(Fielded("date", text))) else ""


def _run(words: Sequence[str]) -> str:
    """The words in a row, apart where they are written so."""
    run = ""
    for word in words:
        run += word if not run or (is_sign(run[-1]) and is_sign(word[0])) else f" {word}"
    return run


def _fielded(name: str, value: str) -> str:
    return f'{name}:"{value}"' if " " in value else f"{name}:{value}"


def _is_whole(query: Query) -> bool:
    begins_in_the_middle = query.text.split()[:1] in (["OR"], ["AND"])
    return not begins_in_the_middle and not {"(", ")", '"', *OPERATORS}.intersection(query.ignored)


def _unknown(query: Query, keyword: KeywordIndex) -> list[Word]:
    """The words of which no passage has this form, nor (of one that is not `exact`) another."""
    words = [c for c in wanted(query.clauses) if isinstance(c, Word)]
    words += [Word(w, exact=c.exact) for c in wanted(query.clauses) if not isinstance(c, Word) for w in c.words]
    folded = {w: fold(w.text) for w in words if not w.prefix}
    known, languages = keyword.vocabulary, keyword.languages
    unknown = (word for word, text in folded.items() if text not in known and not is_stop_word(text, languages))
    return [word for word in unknown if not keyword.word_mask(word).any()]


def _apart(folded: str, keyword: KeywordIndex) -> str:
    """The two words most often side by side that are this one: `well known`, `o brien`, `45 000`; empty if none are."""
    places = [len(folded) - 3] if folded.isdigit() else range(1, min(len(folded) - 1, _LONGEST))
    pairs = [(folded[:at], folded[at:]) for at in places if len(folded) >= _SHORTEST]
    known = [pair for pair in pairs if {*pair} <= keyword.vocabulary.keys() and pair[0] not in _ENDINGS]
    held = {pair: keyword.count(Phrase(pair, exact=True)) for pair in known}
    best = max(known, key=held.__getitem__, default=("", ""))
    return " ".join(best) if held.get(best) else ""


def otherwise_parted(query: Query, keyword: KeywordIndex) -> str:
    """The query with one of its words, or two side by side, also as two, or as one; empty if that is not commoner.

    Old texts part words that we join, and initials: `small pox`, `salt petre`, `head quarters`, `R.I.C.`.
    """
    if not _is_whole(query):
        return ""
    bare = [c for c in query.clauses if isinstance(c, Word) and not (c.exact or c.prefix)]
    for word in bare[:_MOST]:
        initials = as_initials(fold(word.text), keyword) if word.text.isupper() else ""
        parted = initials or (_apart(fold(word.text), keyword) if len(word.text) >= _LONG else "")
        if parted and keyword.count(Phrase(tuple(WORD.findall(parted)), exact=True)) > keyword.count(word):
            return _put(query.text, word.text, f'({word.text} OR "{parted}")')
    for one, two in pairwise(bare[:_MOST]):
        together, apart = one.text + two.text, f"{one.text} {two.text}"
        if len(together) < _LONG or '"' in query.text or fold(together) not in keyword.vocabulary:
            continue
        if keyword.count(Word(together)) > keyword.count(Phrase((one.text, two.text))):
            return re.sub(rf"(?<!\w){re.escape(apart)}(?!\w)", f'("{apart}" OR {together})', query.text, count=1)
    return ""


def _nearest(folded: str, vocabulary: Mapping[str, int]) -> str:
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    if len(folded) < _SHORTEST or not folded.isalpha():
        return ""
    edits = 1 if len(folded) < _LONG else 2
    begun_alike = (word for word in vocabulary if len(folded) >= _LONG or word[0] == folded[0])
    near = extract(folded, list(begun_alike), scorer=OSA.distance, score_cutoff=edits, limit=None)
    ranked = ((distance, word[0] != folded[0], -vocabulary[word], word) for word, distance, _ in near)
    return min(ranked, default=("",))[-1]


def _put(text: str, word: str, better: str) -> str:
    return WORD.sub(lambda m: better if m[0] == word else m[0], text)
