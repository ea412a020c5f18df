"""Character references that a program escaped once more (`&amp;#8212;` for a dash): in no letter stand such signs."""

from __future__ import annotations

import re
from html.entities import html5

from indexer.text.counting import counted

_TWICE = re.compile(rb"&amp;(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|amp|quot|apos|nbsp);")
"""Other names may stand in an address: `?a=1&sect;=2`."""
_ABOUT_MARKUP = re.compile(rb"<(?:(?:\w+:)?(?:egXML|eg|code)\b|!\[CDATA\[)")
"""What shows how something is written in XML means the signs themselves."""


def escaped_once(data: bytes) -> tuple[bytes, tuple[str, ...]]:
    """The source of a TEI file with the characters that were meant, and a warning of how many."""
    if _ABOUT_MARKUP.search(data):
        return data, ()
    number = sum(_meant(found) != found[0] for found in _TWICE.finditer(data))
    if not number:
        return data, ()
    return _TWICE.sub(_meant, data), (f"{counted(number, 'character')} escaped twice (&amp;#8212;) read as meant",)


def _meant(found: re.Match[bytes]) -> bytes:
    sign = _character(found[1].decode("ascii"))
    return f"&#{ord(sign)};".encode("ascii") if sign else found[0]  # no sign by itself may end an attribute


def _character(reference: str) -> str:
    """What a reference without its `&` and `;` stands for; empty where that is no sign that text has."""
    if reference[0] == "#":
        number = int(reference[2:], 16) if reference[1] in "xX" else int(reference[1:])
        sign = chr(number) if number < 0x11_0000 else ""
    else:
        sign = html5.get(f"{reference};", "")
    return sign if sign.isprintable() or sign == "\N{NO-BREAK SPACE}" else ""
