"""Which language a text is in: a tag made simple, or a guess where the source says nothing."""

from __future__ import annotations

import re

_THREE_LETTERS = {
    "eng": "en", "deu": "de", "ger": "de", "fra": "fr", "fre": "fr", "ita": "it", "spa": "es", "nld": "nl",
    "dut": "nl", "por": "pt", "swe": "sv", "dan": "da", "nor": "no", "rus": "ru", "lat": "la",
}  # fmt: skip
_NAMES = {
    "english": "en", "german": "de", "deutsch": "de", "french": "fr", "français": "fr", "italian": "it",
    "italiano": "it", "spanish": "es", "dutch": "nl",
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


def detect(text: str) -> str:
    return ""
