"""What it proves that two texts share these words. Rare words prove much, everyday ones little, formulae nothing.

Each word weighs by what kind of word it is, times how rare in the archive the three words around it are: a run that
many documents have ("the next president of the United States") is nobody's quotation. The sum says how unlikely it
is that two writers came to the same words by chance.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from indexer.stores.grams import SIZE
from indexer.text.words import fold, is_sign, is_stop_word

_LANGUAGES = ("en", "de", "fr", "it")
COMMON = 100
"""A gram in more documents than this says nothing, and no source is looked for by it."""
_RARE = 4
"""A gram in no more documents than this is as rare as can be: the source, and some who quote it."""
_NAME = 10
"""Words that bear meaning in the longest name, address or title."""
_OF_SIGN = 0.25
"""Four Chinese or Japanese signs say about as much as a word."""
_IN_NAMES = frozenset("during upon against between towards concerning within without among et van von zu".split())
_SAID = frozenset(
    """
    not do does did am is are was were be been have has had will would can could should i me you he she it we they
    """.split()
)
"""After the one capital of a sentence these show that it is one: `Please do not`, but `Bishop of the`."""
_STOP, _EVERYDAY, _TELLING = 0.5, 1.5, 3.0

_EVERYDAY_WORDS = frozenset(
    """
    able act age ago air almost already always american another answer anything area around ask asked away back bad
    became become began begin believe best better big body book both boy bring brought business call called came
    care case cause center certain chance change child children city clear close cold come comes coming community
    company country couple course cut day days dead deal dear death different done door down during each early earth
    easy either else end enough even evening ever every everybody everyone everything example eye eyes face fact
    family far father feel felt few find first five followed food form found four free friend friends front full gave
    general get gets getting girl give given goes going gone good got government great group half hand hands happen
    happened hard head hear heard help here high hold home hope hour hours house human hundred idea important interest
    itself job keep kind knew know known land large last late later law lead least leave left less let letter level
    life light like line little live lived lives local long look looked looking lord lost lot love made make makes
    making man many matter may maybe mean means men might mind miss moment money month months morning mother move
    mr mrs much must myself name national need never new news next night nothing now number off office often old once
    one open order others own part party pass past pay people per perhaps person place plan play point possible power
    present president problem program public put question quite rather read ready real really reason rest right room
    run said same saw say saying says school second see seem seemed seen sense service set several shall short show
    side since sir six small social someone something sometimes soon special stand start state states still stop
    story street strong sure system take taken talk tell ten th thank thing things think third thought thousand three
    time times today together told took top toward town true truth try trying turn turned two united until use used
    view want wanted war water way ways week weeks well went whether white whole why wife within without woman women
    word words work working world write wrong year years yes yet young
    against also among become because cannot does doing don ll ve re didn doesn isn won upon whose
    """.split()
)
_CLOSING = frozenset(
    """
    i am remain have the honour honor to be with great greatest much highest sincere respect respects esteem regard
    regards consideration sir sirs madam gentlemen gentleman dear my lord your yours most very obedient obedt obt
    humble hble hbl servant servants servt servts serv affectionate faithful truly faithfully sincerely friend and
    for of ever best wishes kind excellency excellencys honoured honored etc us me believe perfect sentiments
    ich bin mit hochachtung freundlichen grussen ihr ergebener herzliche grusse je vous prie agreer monsieur madame l
    expression de mes sentiments distingues distinti saluti cordiali
    had has beg leave receive received receiving receipt acknowledge acknowledging letter letters favour favor favours
    favors instant inst ultimo ult came hand safe safely pleasure inform acquaint answer post last dated date enclosed
    inclosed herewith this that day yesterday it by you th st nd rd january february march april may june july august
    september october november december
    """.split()
)
_STOCK = tuple(
    f" {' '.join(phrase.split())} "
    for phrase in """
    at the end of the day|in the long run|in the short run|first and foremost|last but not least|for the first time
    one of the most important|as a matter of fact|the fact of the matter is|on the other hand|on the one hand
    in other words|as far as i am concerned|as far as i m concerned|all over the world|for the rest of my life
    when all is said and done|by and large|in the meantime|in the mean time|once and for all|sooner or later
    the vast majority of|a wide range of|in the middle of the night|at this point in time|from time to time
    as soon as possible|more often than not|to be or not to be|the men and women who|men and women in uniform
    for better or for worse|for better or worse|in one way or another|to say the least|needless to say
    it goes without saying|let me be clear|let me be very clear|make no mistake|time will tell|only time will tell
    the united states of america|president of the united states|the president of the united states
    the american people|god bless america|god bless you|thank you very much|thank you so much|ladies and gentlemen
    in the heat of the moment|the tip of the iceberg|a drop in the ocean|back to square one|the bottom line is
    from the bottom of my heart|to the best of my knowledge|as a result of|with respect to the|in terms of
    i have the honour to be|i beg to remain|i remain sir|i am sir|in reply to your letter of
    i am in receipt of your letter
    your letter of the|the house of commons|the house of lords|the house of representatives|the rule of law
    law and order|null and void|aid and abet|peace and quiet|war and peace|life and death|a matter of life and death
    day in and day out|day after day|year after year|over and over again|again and again|more and more|on behalf of
    the rest of the world|the way of the world|there is no doubt|there is no doubt that|there can be no doubt that
    i do not know|i don t know|i do not think|i don t think|i think so|of course|no comment|it is what it is
    for what it is worth|for what it s worth|as it were|so to speak|by the way|in my opinion|in my humble opinion
    """.replace("\n", "|").split("|")
    if phrase.strip()
)  # fmt: skip


def length(words: Sequence[str]) -> float:
    """How many words they say as much as."""
    return sum(_OF_SIGN if is_sign(word[0]) else 1 for word in words)


def is_formula(words: Sequence[str]) -> bool:
    """Whether the words are a stock phrase, a part of one, or what letters open and close with."""
    if len(words) <= 16 and all(word in _CLOSING or word[0].isdigit() for word in words):
        return True
    wanted = f" {' '.join(words)} "
    return any(wanted in stock for stock in _STOCK)


def is_name(written: Sequence[str]) -> bool:
    """Whether words as written are capitalised as a name, an address or a title is, and not all in capitals."""
    bearing = [word for word in written if not is_stop_word(fold(word), _LANGUAGES) and word[0].isalpha()]
    if bearing == written[:1] and not _SAID.isdisjoint(written):
        return False
    capitals = all(word[0].isupper() or fold(word) in _IN_NAMES for word in bearing)
    return 0 < len(bearing) <= _NAME and capitals and not all(word.isupper() for word in bearing)


def unfindable(elsewhere: NDArray[np.int64]) -> str:
    """Why no document can be found by a quotation's grams, which so many others have; empty if one can."""
    if not len(elsewhere):
        return "Too short between its ellipses to be traced by itself."
    return f"More than {COMMON} documents have its words." if elsewhere.min() > COMMON else ""


def evidence(words: Sequence[str], kept: Sequence[int], frequency: NDArray[np.int64], *, there: bool = False) -> float:
    """How much it proves that a source has the words at the places `kept`.

    `words` are folded. `frequency[i]` is in how many other documents the gram at word i occurs, shape `(n,)`; 0 where
    there is no gram, or none has it; or it is that of the source `there`, which has another word for what is not kept.
    """
    known = set(kept)
    rarity = np.full(len(words), -1.0)
    for i in range(len(words) - SIZE + 1):
        if frequency[i] and (there or all(i + n in known for n in range(SIZE))):
            rarity[i : i + SIZE] = np.maximum(rarity[i : i + SIZE], _rarity(int(frequency[i])))
    return sum(_weight(words[i]) * (rarity[i] if rarity[i] >= 0 else 0.5) for i in known)


def confidence(proof: float, fidelity: float) -> float:
    """From 0 to 1: how sure it is that the one is the other's source."""
    return round((1 - math.exp(-proof / 4)) * fidelity, 3)


def _weight(word: str) -> float:
    if is_stop_word(word, _LANGUAGES) or len(word) == 1:
        return _STOP
    return _EVERYDAY if word in _EVERYDAY_WORDS else _TELLING


def _rarity(frequency: int) -> float:
    """1 for what few documents have, 0 for what `COMMON` have, by the logarithm between."""
    span = math.log(COMMON / _RARE)
    return min(1.0, max(0.0, 1 - math.log(max(frequency, 1) / _RARE) / span))
