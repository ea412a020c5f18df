"""Numbers as lists, headings and notes show them: in figures, letters or Roman numerals."""

from __future__ import annotations

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LARGEST = 3999
"""What Romans can write; past it figures stand, as they do for letters."""


def numeral(number: int, form: str, doubled: bool = False) -> str:
    """The number in a form as HTML and OpenDocument name it: `1`, `a`, `A`, `i`, `I`; in figures if it has no such.

    After `z` comes `aa`, then `ab`; or `bb`, where letters are `doubled`.
    """
    if form.lower() not in ("a", "i") or not 0 < number <= _LARGEST:
        return f"{number:02}" if form == "01" else str(number)
    shown = _roman(number) if form in "iI" else _letters(number, doubled)
    return shown.upper() if form.isupper() else shown


def whole_number(said: str | None, default: int) -> int:
    """What a file gives as a number; the default for what is none, or more than any list has items."""
    said = (said or "").strip()
    is_number = len(said) < 10 and said.removeprefix("-").isdecimal()
    return int(said) if is_number else default


def _roman(number: int) -> str:
    roman = ""
    for size, letters in _ROMAN:
        roman += letters * (number // size)
        number %= size
    return roman


def _letters(number: int, doubled: bool) -> str:
    if doubled:
        return chr(ord("a") + (number - 1) % 26) * (1 + (number - 1) // 26)
    letters = ""
    while number:
        number, last = divmod(number - 1, 26)
        letters = chr(ord("a") + last) + letters
    return letters
