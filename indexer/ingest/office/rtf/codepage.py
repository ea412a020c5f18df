"""In which code page an RTF is written: Windows' own of a language, or those of the Macintosh and of DOS."""

from __future__ import annotations

import codecs
import re

_SAID = re.compile(r"\\ansicpg(\d{1,5})|\\(mac|pca|pc)(?![a-z])")
_TOLD = re.compile(r"\\ansicpg\d+ ?")
_HEAD = 2000
_OLD = {"mac": "mac_roman", "10000": "mac_roman", "pca": "cp850", "pc": "cp437"}
_USUAL = "cp1252"
_CHARACTER_SETS = {
    "mac_roman": 77, "cp932": 128, "cp949": 129, "cp936": 134, "cp950": 136, "cp1253": 161, "cp1254": 162,
    "cp1258": 163, "cp1255": 177, "cp1256": 178, "cp1257": 186, "cp1251": 204, "cp874": 222, "cp1250": 238,
    "cp437": 254, "cp850": 255,
}  # fmt: skip
"""By which number a font names each; that of Windows' Western one is 0."""
_BARE_FONT = re.compile(r"\{\\f\d+(?=(?:(?!\\fcharset)[^{};]){0,99};\})")
"""A font of no named character set; striprtf gives it that of the next font, which then has none."""


def code_page(source: str) -> str:
    """The name of Python's codec for what has no font of another."""
    said = _SAID.search(source, 0, _HEAD)
    if said is None:
        return _USUAL
    codec = _OLD.get(said[2]) or _OLD.get(said[1]) or f"cp{said[1]}"
    try:
        codecs.lookup(codec)
    except LookupError:
        return _USUAL
    return codec


def with_character_sets(source: str) -> str:
    """RTF whose fonts all name a character set, that of the file where they named none; striprtf is told the file's."""
    font = rf"\g<0>\\fcharset{_CHARACTER_SETS.get(code_page(source), 0)}"
    return _BARE_FONT.sub(font, _TOLD.sub(" ", source, count=1))
