"""Raised figures, which as plain text would run into what stands before them: powers, fractions, marks of notes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

_FIGURES = re.compile(r"[-+−–]?\d{1,3}", re.ASCII)
_ABOVE = str.maketrans("0123456789+-−–()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁽⁾ⁿⁱ")
_BELOW = str.maketrans("0123456789+-−–()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₍₎")
_BASE = re.compile(r"(?:(?<![\d.,])(?:10|[2-9])|(?<![^\W_])(?:[b-zB-HJ-Z]|[cdkmµμ]m|ft|yd|mi|mc))$")
"""What is raised to a power: ten and figures, a unit, a letter that stands for a number. After a year or a word stands
the mark of a note.
"""
_NOTED = re.compile(r"""[\w.,;:!?…)\]"'”’»]$""")
_SLASHES = ("/", "⁄", "∕")


def raised(before: str, text: str, after: str = "") -> str:
    """How raised text reads between what stands before and after it: `10⁶`, `2 1/2`, `the Board[3]`."""
    if not _FIGURES.fullmatch(text):
        return text
    if after.startswith(_SLASHES):
        return f" {text}" if before[-1:].isdigit() else text
    if _BASE.search(before) and text not in ("0", "1"):
        return above(text)
    return f"[{text}]" if text.isdigit() and _NOTED.search(before) else text


def above(text: str) -> str:
    """An exponent as signs of Unicode, else after `^`."""
    signs = text.translate(_ABOVE)
    return signs if not set(signs) & set(text) else f"^{grouped(text)}"


def below(text: str) -> str:
    """An index as signs of Unicode, else after `_`."""
    signs = text.translate(_BELOW)
    return signs if not set(signs) & set(text) else f"_{text if text.isalnum() else grouped(text)}"


def grouped(text: str) -> str:
    """In brackets, unless it is one number or letter."""
    return text if re.fullmatch(r"[\d.,]*|[^\W\d_]", text) else f"({text})"


def read_raised(elements: Iterable[Any]) -> None:
    """Changes the text of elements of a tree that are shown raised, as HTML's `sup`, to what it reads."""
    for element in list(elements):
        text = "".join(element.itertext()).strip()
        said = raised(_before(element), text, element.tail or "")
        if said != text:
            say(element, said)


def say(element: Any, words: str) -> None:
    """Changes an element to hold these words alone."""
    for child in list(element):
        element.remove(child)
    element.text = words


def _before(element: Any) -> str:
    """The words just before an element, whatever they stand in."""
    previous, parent = element.getprevious(), element.getparent()
    if previous is not None:
        return previous.tail or "".join(map(str, previous.itertext()))
    if parent is None or parent.text or parent.tag in ("p", "li", "td", "body"):
        return "" if parent is None else parent.text or ""
    return _before(parent)
