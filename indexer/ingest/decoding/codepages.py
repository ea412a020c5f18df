"""Which 8-bit encoding a text is in, told by its letters: those of one language, in places where letters stand.

Counting bytes needs a long text; a letter of two sentences has a dozen accents. But read in the wrong encoding even
they give letters that no one language has together ("cafķ ķtait"), capitals inside words, signs between letters.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from indexer.ingest.decoding.alphabets import (
    ARABIC,
    ARABIC_SIGNS,
    BALTIC,
    CENTRE,
    COMMON,
    EAST,
    GREEK,
    HEBREW,
    HEBREW_POINTS,
    NEVER_FIRST,
    NEVER_LAST,
    ONLY_LAST,
    TURKISH,
    VOWELS,
    WEST,
    script,
)

_ENCODINGS = (
    ("cp1252", WEST), ("cp850", WEST), ("cp437", WEST), ("mac_roman", WEST), ("iso8859_15", WEST),
    ("cp1250", CENTRE), ("iso8859_2", CENTRE), ("cp852", CENTRE), ("cp1254", TURKISH), ("cp1257", BALTIC),
    ("cp1251", EAST), ("koi8_r", EAST), ("koi8_u", EAST), ("cp866", EAST), ("iso8859_5", EAST), ("mac_cyrillic", EAST),
    ("cp1253", GREEK), ("iso8859_7", GREEK), ("cp1255", HEBREW), ("iso8859_8", HEBREW),
    ("cp1256", ARABIC), ("iso8859_6", ARABIC),
)  # fmt: skip
"""In the order in which they are believed where their texts fit as well."""
_RARE = 0.6
_SIGNS = frozenset("‘’“”„‚«»‹›–—…·•°§£€¿¡©®™½¼¾№´†\xa0\xad")
_BEFORE, _LONGEST = 1 << 10, (1 << 12, 1 << 16)
"""Bytes that are looked at before the first that is not ASCII, and from there on: at once, and where that may do."""
_MAY_DO = 0.1
_SURE = 0.75
_NEAR = 0.005
_WINDOWS = 0.04
"""So much less well Windows-1252, which most 8-bit files are in, may fit than another."""

_WORD = re.compile(rf"(?:[^\W\d_][{HEBREW_POINTS}{ARABIC_SIGNS}]*)+")
_SIGN = re.compile(r"[^\x00-\x7f]")
_ALONE = frozenset("àáâäåæèéêëìíïòóôöøúùyаивкосуяієїüª№ºηήοόאבהוכלמשوأ")
"""Letters that are words, or stand for one."""
_APOSTROPHES = "’´·\xad"


@dataclass(frozen=True, slots=True)
class _Reading:
    encoding: str
    languages: tuple[str, ...]
    fit: float


def likely_encoding(data: bytes) -> str:
    """The encoding whose letters fit best, "" where none fits well. `data` is neither UTF-8 nor wide."""
    first = next((at for at, byte in enumerate(data) if byte > 127), 0)
    readings = [_Reading(encoding, languages, 0.0) for encoding, languages in _ENCODINGS]
    best = 0.0
    for longest in _LONGEST:
        shown = data[max(0, first - _BEFORE) : first + longest]
        readings = [_read(shown, r.encoding, r.languages) for r in readings if r.fit >= best - _MAY_DO]
        best = max(reading.fit for reading in readings)
    if best < _SURE:
        return ""
    near = [r for r in readings if r.fit >= best - (_WINDOWS if r.encoding == "cp1252" else _NEAR)]
    return near[0].encoding


def _read(data: bytes, encoding: str, languages: tuple[str, ...]) -> _Reading:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return _Reading(encoding, languages, 0.0)
    foreign = sum(1 for char in text if not char.isascii())
    letters: defaultdict[str, float] = defaultdict(float)
    for word, times in Counter(_WORD.findall(text)).items():
        for char, fit in _fitting(word, encoding):
            letters[char] += times * fit
    of_one_language = max(sum(letters[char] for char in language) for language in languages)
    return _Reading(encoding, languages, (of_one_language + _signs(text)) / max(1, foreign))


def _fitting(word: str, encoding: str) -> Iterator[tuple[str, float]]:
    """The letters of a word that are not ASCII, in lower case, each with how well it stands where it does, 0 to 1."""
    if word.isascii():
        return
    scripts = set(map(script, word))
    latin = scripts == {""}
    if len(scripts) > 1 or (len(word) == 1 and word.lower() not in _ALONE):
        return
    if latin and len(word) > 2 and encoding == "cp1252" and not any(map(str.isascii, word)):
        return  # Cyrillic in Windows-1252 makes words of accents alone
    if len(word) > 1 and not scripts.isdisjoint(("Greek", "Cyrillic")) and VOWELS.isdisjoint(word.lower()):
        return
    shouted = word.isupper()
    for at, char in enumerate(word):
        if char.isascii() or (at and char.isupper() and not shouted) or _misplaced(char, at, len(word) - 1):
            continue
        weight = 1.0 if latin or char.lower() in COMMON else _RARE
        yield char.lower(), weight if at == 0 or char.islower() else 0.9 * weight


def _misplaced(letter: str, at: int, last: int) -> bool:
    letter = letter.lower()
    return letter in (ONLY_LAST if at < last else NEVER_LAST) or (at == 0 and letter in NEVER_FIRST)


def _signs(text: str) -> float:
    """How many signs stand where signs do: not between letters, an opening one before a word and not after."""
    fitting = 0.0
    for found in _SIGN.finditer(text):
        sign = found[0]
        if sign.isalpha():
            continue
        before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
        inside = before.isalpha() and after.isalpha()
        if sign in _SIGNS and (not inside or sign in _APOSTROPHES + "—\xa0") and _stands(sign, before, after):
            fitting += 0.9 if sign == "\xa0" else 1.0
    return fitting


def _stands(sign: str, before: str, after: str) -> bool:
    if sign in "„‚“‘‹¿¡£" and before.isalpha():
        return sign in "“‘" and not after.isalpha()  # German quotations end with “
    if sign in "¿¡":
        return after.isalpha()
    return sign != "\xa0" or not (before.isspace() or after.isspace())
