"""Documents over time, as bars that are links."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.records import Facet

_MOST_BARS = 60
_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000)
HEIGHT = 40


@dataclass(frozen=True, slots=True)
class Bar:
    """The documents that can be of one year or a few. `height` is of `HEIGHT`, at least 1 where one begins there."""

    first: int
    last: int
    documents: int
    height: float

    @property
    def label(self) -> str:
        """1961, or 1960–1969."""
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"

    @property
    def after(self) -> str:
        """The first year as a filter's: four digits, and no year 0."""
        return f"{max(self.first, 1):04}"

    @property
    def before(self) -> str:
        """The last year as a filter's."""
        return f"{min(self.last, 9999):04}"


def histogram(years: Facet) -> list[Bar]:
    """Bars over the whole span, empty years too; none where all is of one year.

    A document that can be of several years of a bar is counted once in it: with the first year, or when it begins. It
    is drawn once in all, where it begins: what may be of any year after 1838 is no sign of life in each of them.
    """
    counts = {int(year): number for year, number in years.values}
    begun = dict(zip(counts, years.begun, strict=True))
    if len(counts) < 2:
        return []
    first, last = min(counts), max(counts)
    step = next(s for s in _STEPS if (last - first) // s < _MOST_BARS or s == _STEPS[-1])
    starts = range(first - first % step, last + 1, step)
    begin = [sum(begun.get(year, 0) for year in range(start, start + step)) for start in starts]
    before = [counts.get(start, 0) - begun.get(start, 0) for start in starts]
    most = max(begin)
    heights = [max(1.0, HEIGHT * number / most) if number else 0.0 for number in begin]
    return [
        Bar(start, start + step - 1, begin[n] + before[n], height)
        for n, (start, height) in enumerate(zip(starts, heights, strict=True))
    ]
