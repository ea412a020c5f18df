"""A language as it is named, made its code."""

from __future__ import annotations

import re

_THREE_LETTERS = {
    "eng": "en", "deu": "de", "ger": "de", "fra": "fr", "fre": "fr", "ita": "it", "spa": "es", "nld": "nl",
    "dut": "nl", "por": "pt", "swe": "sv", "dan": "da", "nor": "no", "rus": "ru", "lat": "la",
}  # fmt: skip
_NAMES = {
    "arabic": "ar", "danish": "da", "dutch": "nl", "english": "en", "french": "fr", "german": "de", "greek": "el",
    "hebrew": "he", "italian": "it", "latin": "la", "norwegian": "no", "polish": "pl", "portuguese": "pt",
    "russian": "ru", "spanish": "es", "swedish": "sv", "yiddish": "yi",
    "deutsch": "de", "français": "fr", "italiano": "it",
}  # fmt: skip
_TAG = re.compile(r"([a-z]{2,3})(?:[-_].*)?", re.DOTALL)


def primary(tag: str) -> str:
    """The ISO 639-1 code of a BCP 47 tag, a three-letter code or a language's name; "" for what is none of these."""
    said = tag.strip().lower()
    if said in _NAMES:
        return _NAMES[said]
    match = _TAG.fullmatch(said)
    if not match or match[1] in ("und", "mul", "zxx"):
        return ""
    return _THREE_LETTERS.get(match[1], match[1])
