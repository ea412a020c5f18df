"""Speech that a dash begins, where languages set it so: `— Bonjour, dit-il, je viens`; and who speaks, told within it.

A dash begins items of lists as well, so only a paragraph in which a verb of saying breaks in is believed to be speech.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.quotes.speaking.saying import FOREIGN, ROMANCE_DONE, ROMANCE_HELPS, TO_WHOM
from indexer.quotes.speaking.speakers import AFTER_VERB, FRENCH_PRONOUNS
from indexer.records import Span

LANGUAGES = frozenset("fr es it pt ru uk pl ro ca".split())
_SPEECH = re.compile(r"^[ \t]*[—–―-][ \t\xa0]*(?=\S)(?P<said>[^\n]+(?:\n(?![ \t]*[—–―-])[^\n]+)*)", re.MULTILINE)
_BREAKS_IN = re.compile(
    rf"(?:(?<=[,?!…])|\s?[—–])[ \n\xa0]*{TO_WHOM}{FOREIGN}"
    rf"(?:-(?:t-)?{FRENCH_PRONOUNS}\b|\s+{AFTER_VERB}|(?=\s*[.,—–]|\s*$))"
    r"(?P<more>[^.,;:!?—–\n]{0,60})(?P<stop>[.,:]?\s*[—–][.,:;]?|[.,:]|$)\s*"
)
"""A verb and who speaks, what may be told of him, and the sign behind which he goes on."""

_WITHIN = re.compile(
    rf",[ \n\xa0]+(?:{ROMANCE_HELPS}-(?:t-)?{FRENCH_PRONOUNS}\s+{ROMANCE_DONE}"
    rf"|{TO_WHOM}{FOREIGN}(?:-(?:t-)?{FRENCH_PRONOUNS}|\s+{AFTER_VERB}))(?![\w-])"
    r"[^.,;:!?—–\n«»“”]{0,40}(?:,[ \n\xa0]*|\.?[ \n\xa0]*$|\.[ \n\xa0]+(?=[A-ZÀ-Ü]))"
)


def without_teller(text: str, parts: tuple[Span, ...], language: str) -> tuple[Span, ...]:
    """The parts of a quotation without what French and Italian set inside the marks: `« Oui, dit-il, partons »`."""
    if language not in ("fr", "it"):
        return parts
    return tuple(piece for part in parts for piece in _told(text, part))


def _told(text: str, part: Span) -> Iterator[Span]:
    at = part.start
    for found in _WITHIN.finditer(text, part.start, part.end):
        if at < found.start():
            yield Span(at, found.start())
        at = found.end()
    if at < part.end:
        yield Span(at, part.end)


def spoken(text: str, language: str) -> Iterator[tuple[Span, ...]]:
    """What is said in each paragraph of speech, without what breaks in."""
    if language in LANGUAGES:
        for speech in _SPEECH.finditer(text):
            if parts := _parts(text, *speech.span("said")):
                yield parts


def _parts(text: str, start: int, end: int) -> tuple[Span, ...]:
    parts: list[Span] = []
    at = start
    while found := _BREAKS_IN.search(text, at, end):
        parts.append(Span(at, found.start()))
        # after a full stop the story may go on, and after more than who speaks
        dashed = found["stop"].strip(".,:; ")
        at = found.end() if dashed or (found["stop"] == "," and not found["more"].strip()) else end
    if parts and at < end:
        parts.append(Span(at, end))
    return tuple(part for part in parts if text[part.start : part.end].strip())
