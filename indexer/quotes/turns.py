"""Who speaks where in a transcript: each turn begins with a name and a colon, as in interviews and debates."""

from __future__ import annotations

import re

from indexer.quotes.speakers import CAPITAL
from indexer.records import Span

_NAME = rf"{CAPITAL}[\w.’'-]*(?:[ \t]{CAPITAL}[\w.’'-]*){{0,4}}"
_TURN = re.compile(rf"^[ \t]*(?P<speaker>{_NAME}):[ \t]+(?=\S)", re.MULTILINE)
_LEAST = 3
"""A text of fewer turns is no transcript, nor is one of one speaker, or in which nobody speaks twice: a memo's head."""


def speaks_at(text: str, place: int) -> Span | None:
    """The name of whose turn a place in a transcript is; None before the first, and in another text."""
    turns = [Span(*turn.span("speaker")) for turn in _TURN.finditer(text)]
    speakers = {text[turn.start : turn.end] for turn in turns}
    if len(turns) < _LEAST or not 1 < len(speakers) < len(turns):
        return None
    return next((turn for turn in reversed(turns) if turn.end < place), None)
