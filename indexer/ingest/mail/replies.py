"""Which lines of a mail are its writer's, and which repeat the mail before.

A letter that is sent on is often the only copy there is, and so are those below it, each under its head: they count as
the writer's, and so does a letter with nothing above its head. What a letter sent on quotes with marks does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from indexer.ingest.mail.introductions import (
    attribution_length,
    begins_forwarded,
    forward_length,
    head_length,
    may_introduce,
)
from indexer.ingest.mail.lines import Line

Origin = Literal["own", "attribution", "reply"]


class Quoting:
    """Follows a message from line to line, part by part."""

    def __init__(self, sends_on: bool) -> None:
        self._sends_on = sends_on
        """Whether what stands under the head of another mail is sent on."""
        self._level = 0
        """As deep a line may be quoted and still be the writer's."""
        self._below = False
        """Whether the head of a mail that is quoted stands above: it goes on to the end of the part."""
        self._begun = False
        self._answers = False
        """Whether anything was quoted so far: then no letter that is sent on begins within what is quoted."""

    def origins(self, lines: Sequence[Line]) -> list[Origin]:
        """Where each line of a part comes from."""
        self._below = False
        found: list[Origin] = []
        while len(found) < len(lines):
            origin, count = self._next(lines, len(found))
            found += [origin] * count
            self._begun = True
            self._answers = self._answers or origin != "own"
        return found

    def _next(self, lines: Sequence[Line], at: int) -> tuple[Origin, int]:
        line = lines[at]
        if self._below or (line.depth > self._level and (self._answers or not begins_forwarded(line))):
            return "reply", 1
        if may_introduce(line):
            if count := forward_length(lines, at):
                self._sends_on = True
                self._level = max(below.depth for below in lines[at : at + 2])
                return "own", count
            if count := head_length(lines, at):
                self._sends_on = self._sends_on or not self._begun
                self._below = not self._sends_on
                return "own" if self._sends_on else "reply", count
        if count := attribution_length(lines, at):
            self._level = line.depth
            return "attribution", count
        return "own", 1
