"""Who speaks where in a transcript: a turn begins with a name and a colon, as in interviews and debates."""

from __future__ import annotations

import re
from dataclasses import dataclass

from indexer.quotes.speaking.speakers import UPPER
from indexer.records import Span

SPEAKER = rf"{UPPER}[\w .’'-]{{0,40}}"
"""Whose turn it is, before the colon."""
_BESIDE = r"(?:[ \t]*[(\[][^()\[\]:\n]{1,60}[)\]])?(?:(?<=[A-Z)\]]),[^:\n]{1,60})?"
"""What may stand between a name and its colon: `(on camera)`, and behind capitals `, SENATOR OF OHIO`."""
_TURN = re.compile(rf"^[ \t]*(?P<speaker>{SPEAKER})(?<=\S){_BESIDE}[ \t]*:(?=\s)", re.MULTILINE)
_REACH = 20_000
"""Code points before and after a place that are looked at."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Whose turn a place is in, and who else has one near it: they speak in the same transcript."""

    speaker: Span
    others: frozenset[str]


def turn_at(text: str, place: int) -> Turn | None:
    """The turn that a place is in; None before the first and, but for its own line, behind the last."""
    before = [Span(*turn.span("speaker")) for turn in _TURN.finditer(text, _line(text, place - _REACH), place)]
    after = [turn["speaker"] for turn in _TURN.finditer(text, place, place + _REACH)]
    if not before or not (after or "\n" not in text[before[-1].end : place]):
        return None
    others = {text[turn.start : turn.end] for turn in before} | {*after}
    return Turn(before[-1], frozenset(others - {text[before[-1].start : before[-1].end]}))


def spoke_before(text: str, place: int) -> str:
    """The last speaker's name before a place, empty where there is none near."""
    *_, name = ["", *(turn["speaker"] for turn in _TURN.finditer(text, _line(text, place - _REACH), place))]
    return name


def _line(text: str, place: int) -> int:
    """Where the line of a place begins."""
    return text.rfind("\n", 0, max(0, place)) + 1
