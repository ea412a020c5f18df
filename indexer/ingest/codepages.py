"""Which 8-bit encoding a text is in, told by its letters: those of one language, in places where letters stand.

Counting bytes needs a long text; a letter of two sentences has a dozen accents. But read in the wrong encoding even
they give letters that no one language has together ("cafķ ķtait"), capitals inside words, signs between letters.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

_WEST = (
    "àâæçéèêëîïôœùûüÿ", "äöüß", "áéíñóúüïçºª", "àèéìíîòóùú", "åäöéüæø", "ãáàâçéêíóôõúü", "éëïóöüáíúèê", "áðéíóúýþæö",
    "àçèéíïòóúü",
)  # fmt: skip
"""The letters of French, German, Spanish, Italian, Swedish and its sisters, Portuguese, Dutch, Icelandic, Catalan."""
_CENTRE = ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "čćđšž", "ăâîşţ", "äöüß", "ëç")
_EAST = ("абвгдежзийклмнопрстуфхцчшщъыьэюяё", "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя", "абвгдђежзијклљмнњопрстћуфхцчџш")
_TURKISH = ("çğıöşüâî",)
_ENCODINGS = (
    ("cp1252", _WEST), ("cp850", _WEST), ("cp437", _WEST), ("mac_roman", _WEST), ("iso8859_15", _WEST),
    ("cp1250", _CENTRE), ("iso8859_2", _CENTRE), ("cp852", _CENTRE), ("cp1254", _TURKISH),
    ("cp1251", _EAST), ("koi8_r", _EAST), ("cp866", _EAST), ("iso8859_5", _EAST), ("mac_cyrillic", _EAST),
)  # fmt: skip
"""In the order in which they are believed where their texts fit as well."""
_COMMON = frozenset("оеаинтсрвлкмдпу")
"""Fifteen letters make up four fifths of a Cyrillic text: of a text in the wrong encoding, half."""
_RARE = 0.6
_SIGNS = frozenset("‘’“”„‚«»‹›–—…·•°§£€¿¡©®™½¼¾№´†\xa0\xad")
_BEFORE, _LONGEST = 1 << 10, 1 << 16
"""Bytes that are looked at before the first that is not ASCII, and from there on."""
_SURE = 0.75
_NEAR = 0.005
_WINDOWS = 0.04
"""So much less well Windows-1252, which most 8-bit files are in, may fit than another."""

_WORD = re.compile(r"[^\W\d_]+")
_SIGN = re.compile(r"[^\x00-\x7f]")
_ALONE = frozenset("àáâäåæèéêëìíïòóôöøúùyаивкосуяієїüª№º")
"""Letters that are words, or stand for one."""
_APOSTROPHES = "’´·\xad"


@dataclass(frozen=True, slots=True)
class _Reading:
    encoding: str
    fit: float


def likely_encoding(data: bytes) -> str:
    """The encoding whose letters fit best, "" where none fits well. `data` is neither UTF-8 nor wide."""
    first = next((at for at, byte in enumerate(data) if byte > 127), 0)
    data = data[max(0, first - _BEFORE) : first + _LONGEST]
    readings = [_read(data, encoding, languages) for encoding, languages in _ENCODINGS]
    best = max(reading.fit for reading in readings)
    if best < _SURE:
        return ""
    near = [r for r in readings if r.fit >= best - (_WINDOWS if r.encoding == "cp1252" else _NEAR)]
    return near[0].encoding


def _read(data: bytes, encoding: str, languages: tuple[str, ...]) -> _Reading:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return _Reading(encoding, 0.0)
    foreign = sum(1 for char in text if not char.isascii())
    letters: defaultdict[str, float] = defaultdict(float)
    for word in _WORD.finditer(text):
        for char, fit in _fitting(word[0], encoding):
            letters[char] += fit
    of_one_language = max(sum(letters[char] for char in language) for language in languages)
    return _Reading(encoding, (of_one_language + _signs(text)) / max(1, foreign))


def _fitting(word: str, encoding: str) -> Iterator[tuple[str, float]]:
    """The letters of a word that are not ASCII, in lower case, each with how well it stands where it does, 0 to 1."""
    if word.isascii():
        return
    plain = sum(1 for char in word if char.isascii())
    cyrillic = any("\u0400" <= char <= "\u04ff" for char in word)
    if len(word) == 1 and word.lower() not in _ALONE:
        return
    if (cyrillic and plain) or (not cyrillic and not plain and len(word) > 2 and encoding == "cp1252"):
        return  # Cyrillic in Windows-1252 makes words of accents alone
    shouted = word.isupper()
    for at, char in enumerate(word):
        if char.isascii() or (at and char.isupper() and not shouted):
            continue
        weight = 1.0 if not cyrillic or char.lower() in _COMMON else _RARE
        yield char.lower(), weight if at == 0 or char.islower() else 0.9 * weight


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
