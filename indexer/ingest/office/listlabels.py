"""What stands before the items of a list and before numbered headings, as it is shown: `2.`, `1.1`, `(a)`, `•`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from unicodedata import category

from indexer.ingest.typography.numerals import numeral
from indexer.ingest.typography.symbolfonts import signs

_NUMBER = re.compile(r"%(\d{1,2})")
_LONGEST = 255
"""Signs of a label's pattern. What has more is no label, and would be said before each item."""
_ROUND = "·●∙"


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list. In the pattern of its labels `%2` stands for the number of the second level.

    `form` is how its numbers are written (`numerals`), empty for one that has none. It begins anew after an item of a
    level above `restarts`.
    """

    pattern: str
    form: str = ""
    start: int = 1
    restarts: int = 100
    doubled: bool = False
    """Whether letters after `z` are `aa`, `bb`."""
    plain: bool = False
    """Whether its labels have figures for numbers of whatever form."""


Levels = Mapping[int, Level]
"""By number, the first is 1."""


class Counter:
    """Counts the items of one list, level by level."""

    def __init__(self) -> None:
        self._counts: dict[int, int] = {}

    def label(self, at: int, levels: Levels, start: int | None = None) -> str:
        """What stands before the next item of a level. `start` is its number where it is given one of its own."""
        if (level := levels.get(at)) is None:
            return ""
        counted = self._counts.get(at)
        self._counts[at] = start if start is not None else level.start if counted is None else counted + 1
        for above in [each for each in levels if each < at]:  # as if it had an item
            self._counts.setdefault(above, levels[above].start)
        for deeper in [each for each in self._counts if each > at]:
            if deeper not in levels or at < levels[deeper].restarts:
                del self._counts[deeper]
        if len(level.pattern) > _LONGEST:
            return ""
        return _NUMBER.sub(lambda found: self._number(int(found[1]), level, levels), level.pattern).strip()

    def begin_anew(self, at: int) -> None:
        """The next item of a level is its first again."""
        self._counts.pop(at, None)

    def _number(self, at: int, shown_in: Level, levels: Levels) -> str:
        level = levels.get(at)
        if level is None or not level.form:
            return ""
        form = "1" if shown_in.plain else level.form
        return numeral(self._counts.get(at, level.start), form, level.doubled)


def bullet(char: str, font: str) -> str:
    """The sign of a bullet, which may be a letter of a font of signs, or stand for a ring."""
    if not char.strip() or len(char.strip()) > 1:
        return char
    read = signs(font, char).strip()
    if not read or read in _ROUND or category(read) == "Co":  # of whatever font
        return "•"
    return "◦" if read == "o" else read
