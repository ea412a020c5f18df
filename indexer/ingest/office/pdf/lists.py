"""Lines of a PDF that begin an item of a list: a bullet's, and those whose numbers follow each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from indexer.ingest.typography.numerals import numeral

_BULLET = re.compile(r"[•▪◦‣●■□☐☑☒✓➢] ?\S")
_LABEL = re.compile(r"(?P<open>\(?)(?P<above>(?:\d{1,2}\.)*)(?P<own>\d{1,2}|[A-Za-z]|[ivx]{2,5})(?P<close>[.)]?) +\S")
_ROMAN = {numeral(number, "i"): number for number in range(1, 40)}


def item_lines(lines: Sequence[str]) -> set[int]:
    """Where items begin, by the places of lines. A number that no other comes before or after may be anything."""
    found = {at for at, line in enumerate(lines) if _BULLET.match(line)}
    last: dict[tuple[str, ...], tuple[int, int]] = {}
    for at, line in enumerate(lines):
        for kind, number in _labels(line):
            before, place = last.get(kind, (0, at))
            if number == before + 1 > 1:
                found |= {place, at}
            if number in (1, before + 1):
                last[kind] = (number, at)
    return found


def _labels(line: str) -> Iterator[tuple[tuple[str, ...], int]]:
    """What a line's label may be: how it is written, and its number."""
    label = _LABEL.match(line)
    if label is None or not (label["close"] or label["above"]):
        return
    own, written = label["own"], (label["open"], label["above"], label["close"])
    if own.isdigit():
        yield (*written, "1"), int(own)
    elif len(own) == 1:
        yield (*written, "A" if own.isupper() else "a"), ord(own.lower()) - ord("a") + 1
    if own in _ROMAN:
        yield (*written, "i"), _ROMAN[own]
