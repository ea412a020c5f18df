"""Whether two stretches of words differ in spelling alone: old and new, British and American, misread by a scanner.

Narrow on purpose. `ducks` and `docks`, `conversation` and `conservation`, `law` and `laws` are other words, however
few letters part them: a reader who asks whether these are the words must be told.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from indexer.quotes.judging.division import run_together
from indexer.quotes.judging.figures import in_figures
from indexer.quotes.judging.old_spelling import are_two, written_alike

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
    "d": {"had", "would"},
    "&": {"and", "und", "et", "e", "y"},
}  # fmt: skip
_VARIANTS = (
    (r"(?:(?<=[aeiou][^aeiou])|(?<=[aeiou][^aeiou]{2})|(?<=[aeiou][^aeiou]{3})|(?<=[aeiou]vi))our"
     r"(?=$|s$|y$|ed$|ing|able|ite|ful|ably|less|hoods?$|ly$|ers?$|is[mt]s?$|al$)", "or"),
    (r"(?<=[a-z]{2}[^aeiou])is(?=e$|es$|ed$|ing$|ation|ers?$)", "iz"),
    (r"(?<=[a-z]{3})ys(?=e$|es$|ed$|ing$)", "yz"), (r"(?<=[a-z]{3})ogue(?=s?$)", "og"),
    (r"(cent|theat|met|lit|fib|sab|calib|spect|scept|lust|somb|meag|sepulch|mit|nit|saltpet|goit|och|louv)re(?=s?$)",
     r"\1er"),
    (r"(def|off|lic|pret)ence(?=s?$|less$)", r"\1ense"),
    (r"(?:(?<=[aeiou][^aeiou][aeiou])|(?<=[aeiou][^aeiou]{2}[aeiou]))ll(?=ed$|ing$|[eo]rs?$)", "l"),
    (r"ae(?=d[aeio]|mi|mo[gpr]|sth|sar|siu|ther|v[ai]|on|ol)", "e"),
    (r"(?<=f)oe(?=t)|(?<=n)oe(?=uv)|oe(?=so|str[aou]|c[ou]|d[ei]|b[ao]|li|a$)", "e"),
    (r"(?<=[aeiouy][^aeiou])ick(?=s?$)|(?<=[aeiouy][^aeiou]{2})ick(?=s?$)", "ic"),
    (r"(?<=[a-z]{3})xion(?=s?$)", "ction"), (r"(?<!s)programme$", "program"), (r"grey", "gray"), (r"gaol", "jail"),
    (r"(?<=[a-z]{2})full$", "ful"), (r"(?<=[a-z])ph", "f"), (r"vv(?=[aehio])", "w"), (r"^tlie$", "the"),
    (r"dgement", "dgment"),
)  # fmt: skip
"""Each asks for what stands around it: `four` is not `for`, nor `shoe` `she`, nor `phishing` `fishing`."""

_WRITTEN_OUT = str.maketrans(dict(zip("äöüåøÄÖÜÅØ", "ae oe ue aa oe Ae Oe Ue Aa Oe".split(), strict=True)))
_CLOCK = re.compile(r"(?:[01]?\d|2[0-4])[.:][0-5]\d$")


def umlauts_written_out(text: str) -> str:
    """The text as it is typed where there are no umlauts: `Brücke` as `Bruecke`, `Århus` as `Aarhus`."""
    return unicodedata.normalize("NFC", text).translate(_WRITTEN_OUT)


def spelled_alike(quoted: Sequence[str], source: Sequence[str], *, long_s: bool = False) -> bool:
    """Whether the two are the same words spelled differently. `long_s`: the one is known to be misread from such."""
    if not quoted or not source or len(quoted) + len(source) > 24:
        return False
    if run_together(quoted) == run_together(source):
        return True
    if _word_by_word(quoted, source, long_s) or _word_by_word(_expanded(quoted), _expanded(source), long_s):
        return True
    lengths = len(quoted), len(source)
    return 1 in lengths and lengths != (1, 1) and written_alike("".join(quoted), "".join(source))


def _word_by_word(quoted: Sequence[str], source: Sequence[str], long_s: bool) -> bool:
    return len(quoted) == len(source) and all(
        a == b or _one_word(a, b, long_s) for a, b in zip(quoted, source, strict=True)
    )


def _expanded(words: Sequence[str]) -> Sequence[str]:
    text = _PER_CENT.sub(r"\1 percent", " ".join(in_figures(words)))
    if _CONTRACTED.isdisjoint(words):
        return text.split()
    for pattern, full in _CONTRACTIONS:
        text = re.sub(pattern, full, text)
    return text.split()


def _one_word(a: str, b: str, long_s: bool) -> bool:
    if b in _EXPANSIONS.get(a, ()) or a in _EXPANSIONS.get(b, ()):
        return True
    if any(letter.isdigit() for letter in a + b) and not (a[:1].isalpha() and b[:1].isalpha()):
        return bool(_CLOCK.match(a) and _CLOCK.match(b)) and a.replace(":", ".") == b.replace(":", ".")
    if are_two(a, b):
        return False
    return _variant(a) == _variant(b) or written_alike(a, b) or _misread(a, b, long_s)


@lru_cache(1 << 14)
def _variant(word: str) -> str:
    for pattern, one in _VARIANTS:
        word = re.sub(pattern, one, word)
    return word


def _misread(a: str, b: str, long_s: bool) -> bool:
    """A long s taken for an f, or what a scanner takes for a letter: a figure, or `m` for the `rn` of common words."""
    if len(a) == len(b) and {(x, y) for x, y in zip(a, b, strict=True) if x != y} in ({("f", "s")}, {("s", "f")}):
        return _is_long_s(a if a.count("f") > b.count("f") else b, long_s)
    if len(a) != len(b):
        return (a in _WITH_RN and a.replace("rn", "m") == b) or (b in _WITH_RN and b.replace("rn", "m") == a)
    return len(a) > 2 and a.translate(_FIGURES_READ) == b.translate(_FIGURES_READ)


_FIGURES_READ = str.maketrans("01", "ol")
_WITH_RN = frozenset(
    "government governments governor governors governed morning mornings return returns returned western eastern "
    "northern southern concern concerns concerned attorney attorneys journal journals journey learn learned internal "
    "external tournament pattern patterns".split()
)
"""Read as `govemment` and the like, which is nothing else; `modem`, `com` and `bum` are words."""


def _is_long_s(with_f: str, long_s: bool) -> bool:
    """A long s never ends a word. `flashing` is no `slashing` unless the print is known to have it."""
    if with_f in _COMMON_LONG_S or _NEVER_F.match(with_f):
        return True
    return long_s and (with_f in _LONG_S_OR_F or len(with_f) > 6) and not with_f.endswith("f")


def has_long_s(words: Iterable[str]) -> bool:
    """Whether one of the folded words has a printer's long s taken for an f, and can be nothing else."""
    return any(word in _COMMON_LONG_S or _NEVER_F.match(word) for word in words)


_NEVER_F = re.compile(r"f[chkmnpqtw]\w\w")
"""No word begins so."""
_COMMON_LONG_S = frozenset(
    "fuch fhall fhould faid fent ftate ftates firft moft muft juft laft beft reft alfo thefe thofe himfelf itfelf "
    "myfelf houfe caufe becaufe ufe ufed wifh paft againft horfe perfon reafon feafon foon ftand ftill raife lofe lofs "
    "lefs unlefs pafs paffed poft eaft coaft caft anfwer fince feven fhip fhips fhot fpeak fpirit ftreet fure truft "
    "feveral prefs defire fervant fervice ifland purpofe fupply juftice minifter inftant prefent "
    "chriftian confider confidered".split()
)
_LONG_S_OR_F = frozenset("fame fay fea fecond fee feen fend fide fir firs fo fome fon fons fum fums rife weft".split())
"""Words, or names, with an f of their own: misread only where another of the quotation can be nothing else."""
