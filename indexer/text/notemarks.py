"""Marks of notes in a running text: `day[1] of the month`, `said.[12] Then`, `day¹ of`. They are no words of it.

A mark is a figure of up to three digits in brackets, directly behind a letter, punctuation or a closing quotation mark;
behind the last two it may be one letter or a small Roman number, as word processors count endnotes. All else is an
editor's: letters in a word (`th[e]`, `Acco[u]nts`), figures behind figures (`178[5]`), what runs on (`[17]88`), opens a
quotation (`"[12] men`) or fills a gap (`...[12] men`). What begins a line is the note itself.

Raised figures need no brackets, but three letters before them, unless it is behind a sign: `km²` and `10²` are none.
"""

from __future__ import annotations

import re

from indexer.text.combining import MARKS

_CLOSING = "\"'”’“‘»«›‹」』"
_STOPS = r",;:!?)\]。，、；：！？।،؛؟۔"
_BEHIND_SIGN = rf"(?:[{_STOPS}]|(?<=[^.\s])\.|(?<=[\w.…{_STOPS}{_CLOSING}])[{_CLOSING}])"
_BEHIND = rf"(?:{_BEHIND_SIGN}|[^\W\d]|[{MARKS}])"
_KINDS = (
    (_BEHIND, "[0-9]", 3, r"\](?!\d)"),
    (_BEHIND_SIGN, "[A-Za-z]", 1, r"\](?!\w)"),
    (_BEHIND_SIGN, "[ivx]", 5, r"\](?!\w)"),
)
"""Behind what a mark stands, the signs that it is made of, at most how many, and how it ends."""
_WHOLE = "|".join(rf"(?<={behind}\[){sign}{{1,{most}}}(?={end})" for behind, sign, most, end in _KINDS)
RAISED = "\xb9\xb2\xb3\u2070\u2074-\u2079"
"""Raised figures."""
_LETTER = rf"[^\W\d_{RAISED}]"
_RAISED_KINDS = ((rf"{_LETTER}{_LETTER}(?:{_LETTER}|[{MARKS}])", r"\w"), (_BEHIND_SIGN, rf"[\d{RAISED}]"))
"""Behind what raised figures are a mark, three at most, and before what they are not."""
RAISED_MARK = f"(?:{'|'.join(rf'(?<={behind})[{RAISED}]{{1,3}}(?!{on})' for behind, on in _RAISED_KINDS)})"
NOTE_MARK = re.compile(rf"\[(?:{_WHOLE})\]|{RAISED_MARK}")
_MAY_MARK = re.compile(f"[\\[{RAISED}]")
_WITHIN = "|".join(
    rf"(?<={behind}\[{sign}{{{deep}}})(?={sign}{{0,{most - deep}}}{end})"
    for behind, sign, most, end in _KINDS
    for deep in range(1, most + 1)
)
NOT_IN_MARK = rf"(?<![\[0-9ivx][0-9A-Za-z](?:{_WITHIN}))"
"""Behind a letter or digit: it stands in no mark. The two signs asked for first spare nearly all words the rest."""
_BEGINS_MARK = "|".join(rf"(?<={behind}[{RAISED}])[{RAISED}]{{0,2}}(?!{on})" for behind, on in _RAISED_KINDS)
NOT_IN_RAISED_MARK = rf"(?:(?<![{RAISED}])|(?<![{RAISED}]{{2}})(?!{_BEGINS_MARK}))"
"""The same of a raised figure; all else is spared that, too."""


def without_note_marks(text: str) -> str:
    """The text with its marks of notes blank: all else stands where it stood."""
    return NOTE_MARK.sub(lambda mark: " " * len(mark[0]), text) if _MAY_MARK.search(text) else text
