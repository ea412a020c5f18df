"""What an RTF sets in fonts that have signs in the place of letters, as Unicode: striprtf shows the letters."""

from __future__ import annotations

import re

from indexer.ingest.typography.symbolfonts import is_symbolic, sign

_TABLE = re.compile(r"\{\\fonttbl(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}")
_ASIDE = re.compile(r"\{\\\*[^{}]*\}")
_FONT = re.compile(r"\\f(\d+)(?:\\[a-z]+-?\d* ?){0,20}\s*([^\s\\{};][^\\{};]*);")
_TOKEN = re.compile(r"\\([a-z]+)(-?\d+)? ?|\\'([0-9a-f]{2})|\\.|[{}]|[^\\{}\r\n]", re.IGNORECASE | re.DOTALL)


def with_unicode(source: str) -> str:
    """RTF whose signs of such fonts are those of Unicode; what no table has is left out."""
    if (table := _TABLE.search(source)) is None:
        return source
    fonts = {number: name for number, name in _FONT.findall(_ASIDE.sub("", table[0])) if is_symbolic(name)}
    if not fonts:
        return source
    font, stands_in = "", False  # after \u stands what older programs show instead of it
    groups: list[str] = []

    def read(token: re.Match[str]) -> str:
        nonlocal font, stands_in
        word, number, byte = token.groups()
        before, stands_in = stands_in, word == "u"
        if token[0] == "{":
            groups.append(font)
        elif token[0] == "}":
            font = groups.pop() if groups else ""
        elif word in ("f", "plain"):
            font = fonts.get(number or "", "")
        elif font and word == "u":
            return f"\\u{ord(sign(font, int(number or 0) % 0x10000) or ' ')} "
        elif font and not before and not word and (byte or len(token[0]) == 1) and not token[0].isspace():
            found = sign(font, int(byte, 16) if byte else ord(token[0]))
            return f"\\u{ord(found)} ?" if found else ""
        return token[0]

    return source[: table.end()] + _TOKEN.sub(read, source[table.end() :])
