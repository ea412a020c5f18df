"""A language as it is named, made its code."""

from __future__ import annotations

import re

_THREE_LETTERS = {
    "eng": "en", "deu": "de", "ger": "de", "fra": "fr", "fre": "fr", "ita": "it", "spa": "es", "nld": "nl",
    "dut": "nl", "por": "pt", "swe": "sv", "dan": "da", "nor": "no", "rus": "ru", "lat": "la", "ara": "ar",
    "bel": "be", "bos": "bs", "bul": "bg", "ces": "cs", "cze": "cs", "ell": "el", "gre": "el", "fin": "fi", "heb": "he",
    "hrv": "hr", "hun": "hu", "mac": "mk", "mkd": "mk", "pol": "pl", "ron": "ro", "rum": "ro", "slk": "sk",
    "slo": "sk", "slv": "sl", "srp": "sr", "tur": "tr", "ukr": "uk",
}  # fmt: skip
_NAMES = {
    "arabic": "ar", "belarusian": "be",
    "bosnian": "bs", "bulgarian": "bg", "croatian": "hr", "czech": "cs", "danish": "da",
    "dutch": "nl", "english": "en", "finnish": "fi", "french": "fr", "german": "de", "greek": "el", "hebrew": "he",
    "hungarian": "hu", "italian": "it", "latin": "la", "macedonian": "mk", "norwegian": "no", "polish": "pl",
    "portuguese": "pt", "romanian": "ro", "russian": "ru", "serbian": "sr", "slovak": "sk", "slovene": "sl",
    "slovenian": "sl", "spanish": "es", "swedish": "sv", "turkish": "tr", "ukrainian": "uk", "yiddish": "yi",
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
