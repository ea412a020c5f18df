"""Whether two stretches of words differ in spelling alone: old and new, British and American, misread by a scanner.

Narrow on purpose. `ducks` and `docks`, `conversation` and `conservation`, `law` and `laws` are other words, however
few letters part them: a reader who asks whether these are the words must be told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz.distance import OSA

from indexer.quotes.division import run_together
from indexer.quotes.old_spelling import written_alike
from indexer.words import WORD, fold

_CONTRACTIONS = (
    (r"\bwon t\b", "will not"), (r"\bcan t\b", "can not"), (r"\bcannot\b", "can not"), (r"\bshan t\b", "shall not"),
    (r"\b(\w+)n t\b", r"\1 not"), (r"\bit s\b", "it is"), (r"\bi m\b", "i am"),
    (r"\b(he|she|that|there|what|who|where|here) s\b", r"\1 is"), (r"\blet s\b", "let us"),
    (r"\b(\w+) re\b", r"\1 are"), (r"\b(\w+) ve\b", r"\1 have"), (r"\b(\w+) ll\b", r"\1 will"),
    (r"\b(it is|t is|tis)\b", "it is"), (r"\b(\w+) d\b", r"\1ed"), (r"\bok\b", "okay"),
    (r"\b(per cent|per cento|pour cent|prozent)\b", "percent"),
    (r"\byr\b", "your"), (r"\bye\b", "the"), (r"\bwd\b", "would"), (r"\bshd\b", "should"), (r"\bcd\b", "could"),
    (r"\bmr\b", "mister"), (r"\btho\b", "though"), (r"\bthro\b", "through"),
)  # fmt: skip
_CONTRACTED = frozenset("t s m re ve ll d cannot tis ok per pour prozent yr ye wd shd cd mr tho thro".split())
_PER_CENT = re.compile(r"%(\S+)")
_EXPANSIONS = {
    "s": {"is", "has", "us"}, "m": {"am"}, "t": {"not"}, "re": {"are"}, "ve": {"have"}, "ll": {"will"},
    "&": {"and", "und", "et", "e", "y"},
}  # fmt: skip
_VARIANTS = (
    (r"our(?=$|s$|ed$|ing|able|ite|ful|ably|ers?$)", "or"), (r"is(?=e$|es$|ed$|ing$|ation|ers?$)", "iz"),
    (r"ys(?=e$|es$|ed$|ing$)", "yz"), (r"(?<=[bcdghptv])re(?=$|s$)", "er"), (r"ogue\b", "og"),
    (r"ence\b", "ense"), (r"(?<=[aeiou][bcdfgnprtvw][aeiou])ll(?=ed$|ing$|ers?$)", "l"), (r"ae|oe", "e"),
    (r"ick(?=$|s$)", "ic"), (r"xion\b", "ction"), (r"(?<=[^s])programme", "program"), (r"grey", "gray"),
    (r"gaol", "jail"), (r"full\b", "ful"), (r"(?<=[a-z])'?d$", "ed"), (r"ph", "f"),
)  # fmt: skip
_MISREAD = (("rn", "m"), ("vv", "w"), ("li", "h"), ("cl", "d"), ("ii", "u"), ("0", "o"), ("1", "l"))
_DIGITS = dict(
    zip(
        "zero one two three four five six seven eight nine ten eleven twelve".split(), map(str, range(13)), strict=True
    )
)  # fmt: skip
_LONG = 8
"""From so many letters on, one dropped, doubled or exchanged letter is a slip."""

_CLOCK = re.compile(r"(?:[01]?\d|2[0-4])[.:][0-5]\d$")


def words_in(text: str) -> list[str]:
    """The folded words of a short text."""
    return [fold(word) for word in WORD.findall(text)]


def spelled_alike(quoted: Sequence[str], source: Sequence[str]) -> bool:
    """Whether the two are the same words spelled differently."""
    if not quoted or not source or len(quoted) + len(source) > 24:
        return False
    if run_together(quoted) == run_together(source) or _expanded(quoted) == _expanded(source):
        return True
    if len(quoted) != len(source):
        return 1 in (len(quoted), len(source)) and written_alike("".join(quoted), "".join(source))
    return all(a == b or _one_word(a, b) for a, b in zip(quoted, source, strict=True))


def _expanded(words: Sequence[str]) -> str:
    text = _PER_CENT.sub(r"\1 percent", " ".join(words))
    if _CONTRACTED.isdisjoint(words):
        return text
    for pattern, full in _CONTRACTIONS:
        text = re.sub(pattern, full, text)
    return text


def _one_word(a: str, b: str) -> bool:
    if b in _EXPANSIONS.get(a, ()) or a in _EXPANSIONS.get(b, ()) or _DIGITS.get(a) == b or _DIGITS.get(b) == a:
        return True
    if any(letter.isdigit() for letter in a + b) and not (a[:1].isalpha() and b[:1].isalpha()):
        return bool(_CLOCK.match(a) and _CLOCK.match(b)) and a.replace(":", ".") == b.replace(":", ".")
    return _variant(a) == _variant(b) or written_alike(a, b) or _misread(a, b) or _slip(a, b)


def _variant(word: str) -> str:
    for pattern, one in _VARIANTS:
        word = re.sub(pattern, one, word)
    return word


def _misread(a: str, b: str) -> bool:
    """A long s taken for an f, or letters that a scanner takes for others, once in a word."""
    if len(a) == len(b) and {(x, y) for x, y in zip(a, b, strict=True) if x != y} in ({("f", "s")}, {("s", "f")}):
        return _shows_long_s(a, b)
    return any(
        len(a) > 2 and (a.replace(seen, meant) == b or b.replace(seen, meant) == a)
        for seen, meant in _MISREAD
    )  # fmt: skip


def _shows_long_s(a: str, b: str) -> bool:
    """A long s never ends a word, and `fight` is no `sight` misread unless the word is long enough to tell."""
    with_f = a if a.count("f") > b.count("f") else b
    return (len(a) > 6 and not with_f.endswith("f")) or a in _COMMON_LONG_S or b in _COMMON_LONG_S


_COMMON_LONG_S = frozenset(
    "fo fuch fome fhall fhould fay faid fee feen fent fend ftate ftates firft moft muft juft laft beft reft alfo thefe "
    "thofe himfelf itfelf myfelf houfe caufe becaufe ufe ufed wifh paft againft fide horfe perfon reafon feafon fea "
    "fon fons foon fame ftand ftill raife rife lofe lofs lefs unlefs pafs paffed poft eaft weft coaft caft anfwer fir "
    "firs fince feven fhip fhips fhot fpeak fpirit ftreet fum fums fure truft peace fecond feveral prefs croff "
    "defire fervant fervice ifland purpofe fupply".split()
)


def _slip(a: str, b: str) -> bool:
    """One letter dropped, doubled or exchanged with its neighbour inside a long word; never one for another."""
    if min(len(a), len(b)) < _LONG or a[0] != b[0] or a[-1] != b[-1] or OSA.distance(a, b) != 1:
        return False
    return len(a) != len(b) or sorted(a) == sorted(b)
