"""What whoever speaks says twice, or between: `on the the night`, `we — we need`, `and, uh, nobody`.

Editors leave it out without a sign, for it says nothing. What is repeated for its weight they do not: `very, very bad`.
"""

from __future__ import annotations

import re

from indexer.quotes.judging.filling import Step
from indexer.quotes.judging.negation import NEGATING
from indexer.quotes.judging.wording import Wording
from indexer.text.words import fold

_HESITATING = frozenset("uh uhh uhm umm erm hmm ahm euh".split())
_BETWEEN_STOPS = frozenset("um er eh ah hm".split())
"""Words, some of them in other languages, that say nothing where stops or dashes part them from all others."""
_WEIGHTY = NEGATING | frozenset(
    "very so too more most all again ever much many few own only just had sehr viel mehr tres plus molto piu".split()
)
"""Said twice these say more, or, as `had had`, something else."""
_BEGINNING = frozenset("i we you he she they it ich wir er sie es je nous il elle on io noi".split())
"""Where several words are said twice without a break, they are begun anew: `I think, I think`."""
_SLIGHT = _BEGINNING | frozenset(
    "a an the of to in on at for with by from and but or if as der die das den dem ein eine und in zu von le la les un"
    " une de des et il lo gli di e".split()
)
"""One word said twice that can be no more than one: `that that` and `her her` may be two."""
_MOST = 4
"""Words that are said again at once."""
_BREAK = re.compile(r"\s*(?:[-‐\u2011-\u2015]|\.\s?\.\s?\.|…)[-‐\u2011-\u2015.\s…]*")
_STOPPED = re.compile(r"\s*[,.;:…\u2012-\u2015]|\s*-|\s*\[")


def is_stammer(source: Wording, step: Step) -> bool:
    """Whether what the source has here is hesitation, or is said again at once by what stands beside it."""
    left = [j for j in range(step.j1, step.j2) if not _hesitates(source, j)]
    return not left or _is_repeated(source, left, step)


def _hesitates(source: Wording, j: int) -> bool:
    word = _word(source, j)
    return word in _HESITATING or (word in _BETWEEN_STOPS and _is_stopped(source, j) and _is_stopped(source, j - 1))


def _is_stopped(source: Wording, j: int) -> bool:
    """Whether a stop or a dash parts a word from the next."""
    return _STOPPED.match(_after(source, j)) is not None


def _is_repeated(source: Wording, left: list[int], step: Step) -> bool:
    """Whether these words are what precedes them once more, or what follows, several times maybe."""
    for period in range(1, min(_MOST, len(left)) + 1):
        before = [*range(max(0, step.j1 - period), step.j1), *left]
        after = [*left, *range(step.j2, min(step.j2 + period, len(source)))]
        for places in (before, after):
            if len(places) == len(left) + period and _goes_on(source, places, period):
                return True
    return False


def _goes_on(source: Wording, places: list[int], period: int) -> bool:
    """Whether words recur, and say no more by it: after a break, or several, or one that bears no meaning."""
    numbers = [source.words[j] for j in places]
    if numbers[period:] != numbers[:-period]:
        return False
    if _BREAK.fullmatch(_after(source, places[period] - 1)):
        return True
    words = [_word(source, j) for j in places[:period]]
    return _WEIGHTY.isdisjoint(words) and (words[0] in _BEGINNING if period > 1 else words[0] in _SLIGHT)


def _word(source: Wording, j: int) -> str:
    start, end = source.spans[j]
    return fold(source.text[start:end])


def _after(source: Wording, j: int) -> str:
    """What stands between a word and the next; a stop before the first and behind the last."""
    if not 0 <= j < len(source) - 1:
        return "."
    return source.text[source.spans[j][1] : source.spans[j + 1][0]]
