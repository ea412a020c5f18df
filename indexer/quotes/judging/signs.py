"""The signs of a text that are read aloud: `$400,000`, `-5 degrees`, `50 %`, `Smith & Sons`.

A word is letters and digits, so two texts can have the same words and say something else. What counts here are the
signs of a figure and those within it, and by themselves currencies, `&` and the like. Points, dashes and marks beside
words are the printer's, and so is how thousands are parted (by commas, spaces or apostrophes before groups of three, by
points where there are two), which dash it is, and a space before a sign. `1.500` may be either number, so it is neither
1500 nor 1.5.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from indexer.records import Span
from indexer.text.words import WORD, fold

_CURRENCY = "$¢-¥\u058f\u060b\u09f2\u09f3\u0e3f\u17db\u20a0-\u20cf\ufdfc\ufe69\uff04\uffe0\uffe1\uffe5\uffe6"
_SPACE = "[ \n\xa0\u2007\u2009\u202f]"
_GAP = r"\s{0,4}"
_DASH = "\\-\u2010-\u2013\u2212"
_RULE = "\u2014\u2015"
"""Dashes that part sentences, and years in old prints."""
_BETWEEN = "<>=+×÷&@±≈≤≥≠√∞"
_WITHIN = rf"[^\w\s()\[\]{{}}\"“”„«»|*…{_RULE}{_BETWEEN}]"
"""What may stand between two digits of one figure."""
_BEFORE = (
    rf"(?:[{_CURRENCY}§±≈~<>=≤≥≠]{_GAP}(?=[.\d{_CURRENCY}{_DASH}+])|\#(?=\d)"
    rf"|(?<![\w%‰°.){_DASH}])(?<!\d\s)[+{_DASH}](?=[.\d{_CURRENCY}])){{0,8}}(?:(?<![\w.…])\.(?=\d))?"
)
"""No figure has more signs before it; without a bound, a row of signs before none would be gone through from each."""
_AFTER = rf"(?:(?<=\d)(?:{_GAP}[%‰°]|{_GAP}[{_CURRENCY}](?!{_GAP}\d))+|\++(?!\w))?"
_GRADE = rf"(?<![^\W_])[A-F]{{1,3}}[{_DASH}](?![\w\n])"
_ONE = rf"{_GRADE}|{_BEFORE}(?:{WORD.pattern}|(?<=\d){_WITHIN}(?=\d))+{_AFTER}"
_NUMBER = rf"\d+(?:{_WITHIN}\d+)*"
_THOUSANDS = rf"\d{{1,3}}(?:{_SPACE}\d{{3}})+(?:[.,]\d+)?(?!\d)"
_RANGE = rf"{_NUMBER}(?:[{_RULE}]|\s[{_DASH}]\s|[{_DASH}]\n){_NUMBER}"
_WIDE = rf"{_BEFORE}(?<![\w.,])(?:{_THOUSANDS}|{_RANGE})[^\W_]*{_AFTER}"
"""What may be one figure or two: `2 100`, `1914 – 18`."""
_LONE = (
    rf"[&@{_CURRENCY}%‰≤≥≠≈±×÷√∞]|(?<=\w){_GAP}[<>=]{_GAP}(?=[^\W\d])|(?<=\w)\s\+\s(?=\w)"
    rf"|(?<=\d){_GAP}[<>=+]{_GAP}(?=\d)"
)
_MAY_BE_LONE = re.compile(rf"[{_CURRENCY}%‰{_BETWEEN}]")
_MAY_BEAR = re.compile(rf"[\d{_DASH}{_CURRENCY}%{_BETWEEN}]")
"""Of ASCII alone: elsewhere there are more signs for numbers than a class has."""
_SAID = re.compile(rf"(?P<wide>{_WIDE})|(?P<one>{_ONE})|(?P<lone>{_LONE})")
_ONE_FIGURE = re.compile(rf"{_BEFORE}{_NUMBER}[^\W_]*{_AFTER}")
QUOTED_MAIL = re.compile(r"(?<=[\r\n])[ \t]*>[ \t>]*")
"""The marks of quoted mail at the start of a line."""
_REACH = 32
"""How far around a word the rest of its figure is looked for, in code points."""


@dataclass(frozen=True, slots=True)
class Said:
    """A word with the signs that are read with it, and how it can be read: in one way, or a figure in two."""

    span: Span
    readings: frozenset[str]


def bears_sign(text: str, start: int, end: int) -> bool:
    """Whether signs may belong to the word at `[start, end)`: to a figure, or `+` and `-` after letters."""
    return text[end : end + 1] in tuple("+-\u2010\u2011\u2012\u2013\u2212") or any(map(str.isnumeric, text[start:end]))


def may_bear_signs(text: str) -> bool:
    """Whether some word of the text may bear signs, or signs stand alone there: quick, and rarely true of letters."""
    return not text.isascii() or _MAY_BEAR.search(text) is not None


def said_at(text: str, start: int, end: int, within: Span) -> Said:
    """The word at `[start, end)` of a text as it is said, with what belongs to it inside a stretch."""
    first = max(within.start, start - _REACH)
    near = _unquoted(text[first : min(within.end, end + _REACH)])
    for match in _SAID.finditer(near):
        if match.end() + first > start and match.lastgroup != "lone":
            one = _alone(match, start - first)
            return Said(Span(first + one.start(), first + one.end()), frozenset(map(_reading, (match[0], one[0]))))
    return Said(Span(start, end), frozenset((fold(text[start:end]),)))


def said(text: str) -> list[str]:
    """The words of a short text as they are said, each figure one of them; signs that stand alone are words too."""
    return [_reading(match[0]) for match in _SAID.finditer(_unquoted(text))]


def lone_signs(text: str) -> list[str]:
    """The signs of a short text that belong to no figure."""
    if not _MAY_BE_LONE.search(text):
        return []
    return [match[0].strip() for match in _SAID.finditer(_unquoted(text)) if match.lastgroup == "lone"]


def _alone(match: re.Match[str], at: int) -> re.Match[str]:
    """Of a figure that may be two, the one that holds a place; another match as it is."""
    if match.lastgroup != "wide":
        return match
    ones = _ONE_FIGURE.finditer(match.string, match.start(), match.end())
    return next((one for one in ones if one.end() > at), match)


def _unquoted(text: str) -> str:
    """The text with the marks of quoted mail at its lines' starts blank: they are no signs of figures."""
    return QUOTED_MAIL.sub(lambda marks: " " * len(marks[0]), text) if ">" in text else text


_SIGNS = re.compile(rf"^[^\w.]+|(?<![%‰°{_CURRENCY}\s])[%‰°{_CURRENCY}\s]+$")
_DASHED = re.compile(r"\s?-\s?")
_RAISED = re.compile(r"(?<=\d)[\xb2\xb3\xb9\u2070-\u2079]+")
_FRACTION = re.compile(r"(?<=\d)(?=[\xbc-\xbe\u2150-\u215e])")
_ALIKE = str.maketrans(
    {**dict.fromkeys("\u2010\u2011\u2012\u2013\u2212\u2014\u2015", "-"), **dict.fromkeys("’‘", "'"),
     **dict.fromkeys("\n\xa0\u2007\u2009\u202f", " "), "\xb7": ".", "\u2044": "/"}
)  # fmt: skip
_GROUPED = re.compile(
    r"(?<![\d.,'])[1-9]\d{0,2}(?:(?:,\d{3})+(?!,?\d)|(?:'\d{3})+(?!'?\d)|(?: \d{3})+(?! ?\d)|(?:\.\d{3}){2,}(?!\.?\d))"
)
_LEADING_POINT = re.compile(r"^\.(?=\d)")
_DAY = re.compile(r"^(\d{1,2}|\d{4})([./-])(\d{1,2})\2(\d{1,2}|\d{4})$")


def _reading(written: str) -> str:
    """One word as it is said: its signs in one order before it, a figure without what only parts its thousands."""
    if written.isalpha():
        return fold(written)
    written = _RAISED.sub(lambda power: "^" + unicodedata.normalize("NFKC", power[0]), written)  # 10² is not 102
    signs = unicodedata.normalize("NFKC", "".join(_SIGNS.findall(written))).translate(_ALIKE)
    pieces = _FRACTION.sub(" ", _SIGNS.sub("", written)).split()
    figure = _GROUPED.sub(lambda group: re.sub(r"\D", "", group[0]), " ".join(map(fold, pieces)).translate(_ALIKE))
    figure = _LEADING_POINT.sub("0.", _DAY.sub(r"\1/\3/\4", _DASHED.sub("-", figure)))
    return "".join(sorted("".join(signs.split()))) + figure
