"""Words of a text: where they stand, how they fold, what they stem to. One analysis for every room.

The keyword index, the highlights, phrase checks and quotation tracing all part text by `WORD` and fold it by `fold`, so
they cannot disagree about what a word is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol
from unicodedata import combining, normalize

from indexer.text.combining import MARKS
from indexer.text.notemarks import NOT_IN_MARK, NOT_IN_RAISED_MARK, RAISED, RAISED_MARK, without_note_marks

_DRAWN = "\u0640\ufc5e-\ufc63\ufcf2-\ufcf4\ufe70-\ufe72\ufe74\ufe76-\ufe7f"
"""Arabic vowel signs on a place of their own, and the stroke that draws a word out, alone and under them."""
_FOLDED_AWAY = rf"\u037a{_DRAWN}\uff9e\uff9f"
"""Marks that count as letters and stand on a place of their own: Greek, Arabic and half-width Japanese."""
_UNSEEN = "\xad\u200c\u200d\u2060"
"""What may stand within a word and is not seen: soft hyphens and joiners."""
_PARTED_UNSEEN = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
"""Thai, Lao, Burmese and Khmer: there a space without width parts words, elsewhere it lets a line break."""
_SIGNS = (
    "\u2e80-\u3096\u309d-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9d"
    "\U0001aff0-\U0001b16f\U00020000-\U0003ffff"
)
"""Chinese and Japanese: no space parts their words, so each sign is one, and what they write is found as a run."""
_SIGN = re.compile(f"[{_SIGNS}]")
_LETTER = rf"[^\W_{_FOLDED_AWAY}{_SIGNS}{RAISED}]"
_ANY = rf"[^\W_{_FOLDED_AWAY}]"
_WITHIN = rf"(?:[{_UNSEEN}]|(?<![{_PARTED_UNSEEN}])\u200b)+"
_NEVER_WITHIN = r"[\x00-\xac\xae-\u02ff]"
"""Asked first, for what commonly follows a word: the marks of all scripts are a long list to go through."""
_MARK = f"[{MARKS}{_FOLDED_AWAY}]"
_FIGURE = rf"(?=[{RAISED}])(?!{RAISED_MARK})[{RAISED}]+"
WORD = re.compile(
    rf"{_ANY}{NOT_IN_MARK}{NOT_IN_RAISED_MARK}(?:(?<![{_SIGNS}]){_LETTER}*+"
    rf"(?:(?!{_NEVER_WITHIN})(?:{_MARK}{_LETTER}*|{_WITHIN}(?:{_MARK}|{_LETTER}){_LETTER}*)|{_FIGURE}{_LETTER}*)*|{_MARK}*+)"
)
"""A run of letters and digits, with the marks that belong to them, or one sign. Apostrophes and hyphens part words.

A mark alone is no word, so none folds to nothing, and no more is that of a note (`day[1]`, `day¹`). It ends with a
letter or mark: what is not seen is only within.
"""
WORDS_RULE = 8
"""Counts up whenever texts have other words or they fold otherwise: archives then have theirs indexed anew."""

STEMMERS = {
    "en": "english",
    "de": "german",
    "fr": "french",
    "it": "italian",
    "es": "spanish",
    "nl": "dutch",
    "pt": "portuguese",
    "sv": "swedish",
    "da": "danish",
    "no": "norwegian",
    "ru": "russian",
}
"""Languages by ISO 639-1 code that have a Snowball stemmer here; others are stemmed as the archive's first."""

_FOLDED_FIRST = re.compile(
    rf"[{_UNSEEN}{_DRAWN}\u200b\u034f\u0488\u0489\u17b4\u17b5\u180b-\u180d\u180f\u1abe\u20dd-\u20e0\u20e2-\u20e4\ua670-\ua672"
    "\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)
"""What is not seen, drawn strokes, what only chooses between shapes of a letter, and circles around it: no class says
that of them."""
_SPELT = str.maketrans({
    "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ŧ": "t", "ı": "i", "ŋ": "n",
    "ی": "ي", "ى": "ي", "ک": "ك", "װ": "וו", "ױ": "וי", "ײ": "יי",
    **{chr(ord(zero) + n): str(n) for zero in "٠۰०০੦૦୦௦౦೦൦๐໐༠၀០᠐" for n in range(10)},
})  # fmt: skip
"""Letters that Unicode does not take apart, as who has no key for them writes them, and figures of other scripts:
Lucene's filters for ASCII, Arabic, Persian and digits; Yiddish letters that are two."""
_WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
_VOWELS = frozenset({0, 8, 9, 84, 91, 103, 118, 129, 130, 132})
"""Combining classes of no mark at all, and of signs that are read as letters are: the vowels of Indic scripts, Thai,
Lao and Tibetan, what takes them away, and what makes *ga* of *ka* in Japanese. Accents, points, tones have others."""
_MOST_FORMS = 1 << 17
_BETWEEN = {code: " " for code in range(128) if not chr(code).isalnum()}
"""What is no part of a word, for texts of ASCII alone: a tenth of what the expression costs."""

# Words that carry no subject, folded. They count in phrases, and never in the ranking of bare words. A language's
# list holds only in archives of that language: "die" and "war" carry no subject in German.
_STOP_WORDS = {
    language: frozenset(words.split())
    for language, words in {
        "en": """a about after all also am an and any are as at be because been before being but by can could did do
            does for from had has have having he her hers him his how i if in into is it its just me more most my no
            not of on only or other our out over s same she should so some such t than that the their them then there
            these they this those through to too under until up us very was we were what when where which while who
            whom why will with would you your""",
        "de": """aber als am an auch auf aus bei bin bis das dass dem den der des die doch du ein eine einem einen
            einer eines er es fur hat ich ihm ihn ihr im in ist ja kann man mein mich mir mit nach nicht noch nur oder
            sein seine sich sie sind so und uns von vor war was wenn wie wir zu zum zur uber""",
        "fr": """a au aux avec ce ces d dans de des du elle en est et il ils j je l la le les leur lui m ma mais me mes
            mon n ne nous on ou par pas pour qu que qui s sa se ses son sur un une vous y""",
        "it": """a al che con da dal dalla del della di e ed gli ha ho i il io l la le lo mi ma nel nella non per piu
            quel questo se si sono su sua suo un una""",
    }.items()
}
_ALWAYS = frozenset(
    "aber als auch auf aus avec aux ce ces che d da dal dalla dans das dass de del della dem der des di doch du ein "
    "eine einem einen einer eines elle est et fur gli ich ihm ihn ihr il ils ist je kann l la le les leur lui mes "
    "mich mir nach nel nella nicht nous nur oder ou piu que quel questo qui sa sein seine ses sich sie sind sono "
    "sua suo uber un una und une uns vom von vous wenn wie wir zu zum zur".split()
)
"""Stop words that carry a subject in none of these languages, as *war*, *den*, *man* and *al* do."""


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...


@dataclass(frozen=True, slots=True)
class WordAt:
    """A word of a text at `[start, end)`, folded: lower case, no diacritics, `ß` as `ss`, `ſ` as `s`."""

    folded: str
    start: int
    end: int


def words_of(text: str, start: int = 0, end: int | None = None) -> Iterator[WordAt]:
    """Every word of `text[start:end]`, in order, at its place in `text`."""
    for match in WORD.finditer(text, start, len(text) if end is None else end):
        yield WordAt(fold(match[0]), *match.span())


def words_in(text: str) -> list[str]:
    """Every word of a text as it is printed, in order."""
    return parted(without_note_marks(text)).split() if text.isascii() else WORD.findall(text)


def words_of_name(name: str) -> list[str]:
    """The words of a name as it is printed; Chinese and Japanese signs side by side are one, for 田中 is not 中田."""
    if name.isascii():
        return words_in(name)
    words: list[str] = []
    end = -1
    for found in WORD.finditer(name):
        if found.start() == end and is_sign(name[found.start()]) and is_sign(words[-1][0]):
            words[-1] += found[0]
        else:
            words.append(found[0])
        end = found.end()
    return words


def is_sign(letter: str) -> bool:
    """Whether it is a Chinese or Japanese sign, which is a word by itself."""
    return _SIGN.fullmatch(letter) is not None


def folded_words(text: str) -> list[str]:
    """Every word of a text, folded, in order."""
    if text.isascii():  # as `fold` says of each; only then: `[IV]` is no mark of a note, `[iv]` is
        return parted(without_note_marks(text)).lower().split()
    return list(map(fold, words_in(text)))


def parted(text: str) -> str:
    """A text of ASCII alone with a space for every character that is no part of a word."""
    return text.translate(_BETWEEN)


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """Case, diacritics and compatibility forms removed: `Müller`, `MÜLLER` and `Muller` are one; `Œuvre` is `oeuvre`.

    It stays one word: the spaces within a sign that stands for several (`ﷺ`) go too.
    """
    if word.isascii():
        return word.lower()
    decomposed = normalize("NFKD", _FOLDED_FIRST.sub("", word).casefold())
    return "".join(c for c in decomposed if not (_is_accent(c) or c.isspace())).casefold().translate(_SPELT)


@lru_cache(maxsize=1 << 16)
def spellings(word: str) -> tuple[str, ...]:
    """A word of a name folded, then as it is written without umlauts: `Müller` is `muller` and `mueller`."""
    folded = fold(word)
    if word.isascii():
        return (folded,)
    return tuple(dict.fromkeys((folded, fold(normalize("NFC", word).casefold().translate(_WRITTEN_OUT)))))


def _is_accent(sign: str) -> bool:
    return combining(sign) not in _VOWELS


@lru_cache(maxsize=16)
def _stemmer(language: str) -> _Stemmer:
    import Stemmer

    stemmer: _Stemmer = Stemmer.Stemmer(STEMMERS[language], 0)  # its own cache costs more than the stemming
    return stemmer


@lru_cache(maxsize=1 << 17)
def stem(folded: str, language: str = "en") -> str:
    """The Snowball stem of a folded word (Porter, "Snowball", 2001), in one of `STEMMERS`."""
    return _stemmer(language).stemWord(folded) if language in STEMMERS else folded


def term_of(folded: str, language: str, first: str) -> str:
    """What a word of a text in `language` is indexed as: its stem, told apart from those of the archive's first.

    Else *Märchen* would be found where *marching* stands, and *letter* where *let* does: one stem in two languages.
    """
    return stem(folded, language) + _told_apart(language, first)


@lru_cache(maxsize=1 << 17)
def terms_of(folded: str, languages: tuple[str, ...]) -> tuple[str, ...]:
    """The terms of one word in texts of several languages, in order."""
    return tuple(term_of(folded, language, languages[0]) for language in dict.fromkeys(languages))


def written_in(language: str, languages: Sequence[str]) -> str:
    """As which of the archive's languages a text is stemmed: its own, else the first."""
    return language if language in languages else languages[0]


def _told_apart(language: str, first: str) -> str:
    return "" if language == first else f".{language}"  # no word has a full stop in it


class Forms(dict[str, str]):
    """For words as texts print them one form of each. Filled as words come up, for texts repeat their words."""

    def __init__(self, form: Callable[[str], str]) -> None:
        super().__init__()
        self._form = form

    def __missing__(self, printed: str) -> str:
        if len(self) >= _MOST_FORMS:
            self.clear()
        self[printed] = form = self._form(fold(printed))
        return form


@lru_cache(maxsize=16)
def forms_in(language: str, first: str) -> Forms:
    """The terms of words, printed or folded, for the whole process; `""` for both: the folded words themselves."""
    if language not in STEMMERS:
        return Forms(lambda folded: folded + _told_apart(language, first))
    stemmed, told_apart = _stemmer(language).stemWord, _told_apart(language, first)
    return Forms(lambda folded: stemmed(folded) + told_apart) if told_apart else Forms(stemmed)


def is_stop_word(folded: str, languages: Sequence[str]) -> bool:
    """Whether the word carries no subject in one of the languages."""
    return any(folded in _STOP_WORDS.get(language, ()) for language in languages)


def is_stop_word_anyway(folded: str, languages: Sequence[str]) -> bool:
    """Whether it is one of the languages' stop words, and carries a subject in none: *de*, *und*, but not *war*."""
    known = all(language in _STOP_WORDS for language in languages)
    return known and folded in _ALWAYS and is_stop_word(folded, languages)
