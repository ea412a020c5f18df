"""Where a passage of one text stands in another version of it.

Every place that has the very words is looked at first; only where none of them is vouched for by the words around it
are altered words looked for, at places that share 8-grams with the passage and its context. A place is judged as
Hypothesis does ("Fuzzy anchoring", client/src/annotator/anchoring/match-quote.ts): the quote counts 50, the 32 code
points before it 20, those after it 20, its position 2. Hypothesis takes the best place. Here two things more are asked:

- The place must lead back. Looked for in the old text, what stands there must be found at our passage: so a formula
  that also stood elsewhere is not taken for one that was deleted.
- No other place may be as good. Position alone decides nothing, and of two places one of which has the words before
  and the other the words after, neither is better. Of places alike one is taken only where the texts agree further
  both before and after it than at any other; else the passage is `ambiguous`.

Where no place fits, a large part of the passage may still stand word for word, the rest being gone or elsewhere. The
same two things are asked of it: that it stood nowhere else, and that no other part that is left is as large.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import Levenshtein

from indexer.records import Span
from indexer.text.differences import differences
from indexer.text.occurrences import CONTEXT, LONG, occurrences, reworded
from indexer.text.remnants import remnants

Status = Literal["exact", "moved", "changed", "ambiguous", "lost"]

_WEIGHTS = (50, 20, 20, 2)
_LEAST = 0.6
"""The least score: with a context that is wholly other, only the very words reach it."""
_HALF = 0.5
"""How much of a quote must still be there, as in Hypothesis."""
_PLAIN, _PLAINLY = 0.65, 120
"""A passage of so many code points, so much of which is still there, needs no context."""
_MARGIN = 0.05
"""What one place must have over another; above 2/92, so that position does not decide."""
_KNOWN = 0.75
"""From so much likeness on, a context is the same one."""
_ACCIDENT = 24
"""Fewer code points without their context may stand elsewhere by accident."""
_MOST = 20
"""Of more places alike none can be told from the others."""
_PART, _PARTLY = 1 / 3, 40
"""A part of a passage, in one run, that can stand for it: so much of it, and so many code points."""
_WHOLE = re.compile(r"\w+\W")
_AS_LARGE = 0.75
"""Of what is so much of the largest part it cannot be said that it is the smaller one."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a passage now stands.

    - `exact`: its very words at the very place.
    - `moved`: its very words at another place, and no other place could be meant.
    - `changed`: other words, but they stand where it stood or are plainly made from it; or a large part of its words.
    - `ambiguous`: `candidates` are places that fit alike, the first twenty of them, or parts that stand apart; none is
      chosen. One candidate alone says that another passage of the old text may be meant by it as well.
    - `lost`: no place fits.
    """

    status: Status
    span: Span | None = None
    candidates: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class _Place:
    """A stretch of a text, and how like the passage it is, each from 0 to 1."""

    span: Span
    quote: float
    prefix: float
    suffix: float
    position: float

    @property
    def score(self) -> float:
        likeness = (self.quote, self.prefix, self.suffix, self.position)
        return sum(weight * part for weight, part in zip(_WEIGHTS, likeness, strict=True)) / sum(_WEIGHTS)

    @property
    def vouched(self) -> bool:
        """Whether the words around it speak for it: those on one side, or half of those on both."""
        return max(self.prefix, self.suffix) >= _KNOWN or self.prefix + self.suffix >= 1


def anchor(old: str, span: Span, new: str) -> Anchor:
    """Find the passage `span` of the text `old` in `new`. Raises ValueError for a span that is not in `old`."""
    if not 0 <= span.start < span.end <= len(old):
        raise ValueError(f"{span} is no passage of a text of {len(old)} characters")
    if old == new:
        return Anchor("exact", span)
    doubtful: list[Span] = []

    def leads_back(place: _Place) -> bool:
        origins = _contenders(new, place.span, old, lambda origin: True)
        ours = [origin for origin in origins if _overlap(origin.span, span)]
        if ours and len(ours) < len(origins):
            doubtful.append(place.span)
        return bool(ours)

    found = _contenders(old, span, new, leads_back)
    if not found:
        return _what_is_left(old, span, new)
    if len(found) > 1 or doubtful:
        return _ambiguous(place.span for place in found)
    (place,) = found
    if new[place.span.start : place.span.end] != old[span.start : span.end]:
        return Anchor("changed", place.span)
    return Anchor("exact" if place.span == span else "moved", place.span)


def _ambiguous(places: Iterable[Span]) -> Anchor:
    return Anchor("ambiguous", candidates=tuple(sorted(places, key=lambda place: place.start)[:_MOST]))


def _what_is_left(old: str, span: Span, new: str) -> Anchor:
    """The largest part of the passage that stands in the new text word for word, if it is large enough to be meant."""
    least = max(_PARTLY, _PART * _length(span))
    parts = [part for part in remnants(old, span, new)[:_MOST] if _length(part) >= least]
    parts = [part for part in parts if not _stood_elsewhere(old, span, new, part)]
    if not parts:
        return Anchor("lost")
    alike = [part for part in parts if _length(part) >= _AS_LARGE * _length(parts[0])]
    return _ambiguous(alike) if len(alike) > 1 else Anchor("changed", parts[0])


def _stood_elsewhere(old: str, span: Span, new: str, part: Span) -> bool:
    """Whether the old text has as much of the part outside of the passage."""
    origins = (origin for origin in remnants(new, part, old) if not _overlap(origin, span))
    return any(_length(origin) >= _AS_LARGE * _length(part) for origin in origins)


def _length(span: Span) -> int:
    return span.end - span.start


def _contenders(old: str, span: Span, new: str, admit: Callable[[_Place], bool]) -> list[_Place]:
    """The best place that is admitted, first, and those that are no worse."""
    places = _places(old, span, new)
    alike = [place for place in places if _rivals(place, places[0])]
    if len(alike) > _MOST:
        return alike
    found: list[_Place] = []
    for place in places:
        if (not found or _rivals(place, found[0])) and admit(place):
            found.append(place)
    surroundings = [_surroundings(old, span, new, place.span) for place in found]
    for place, (before, after) in zip(found, surroundings, strict=True):
        if all(before >= b and after >= a for b, a in surroundings) and surroundings.count((before, after)) == 1:
            return [place]
    return found


def _surroundings(old: str, span: Span, new: str, at: Span) -> tuple[int, int]:
    """How many words before and after the two passages are the same, in one run from the passage outwards.

    That both texts begin or end there counts as one more. Signs and single letters are alike by accident.
    """
    before = _alike(old[: span.start][::-1], new[: at.start][::-1])
    return before, _alike(old[span.end :], new[at.end :])


def _alike(one: str, other: str) -> int:
    """How many whole words the common beginning has; of equal texts one more."""
    same = _common(one, other)
    return len(_WHOLE.findall(one, 0, same)) + (one == other)


def _common(one: str, other: str) -> int:
    """The length of the common beginning."""
    same, size = 0, min(len(one), len(other))
    while same < size:
        step = next((n for n in (1 << 16, 1 << 8, 1) if one[same : same + n] == other[same : same + n]), 0)
        if not step:
            break
        same = min(same + step, size)
    return same


def _rivals(place: _Place, best: _Place) -> bool:
    """Whether a place of no higher score may be meant as well: for its score, or a context that the best has not."""
    if not (place.vouched or best.vouched):
        return best.quote - place.quote < _MARGIN  # how like other words around them are is an accident
    sides = ((place.prefix, best.prefix), (place.suffix, best.suffix))
    return best.score - place.score < _MARGIN or any(mine >= _KNOWN and mine - its > 0.25 for mine, its in sides)


def _places(old: str, span: Span, new: str) -> list[_Place]:
    """Where the passage may stand, best first: its very words; where no context vouches for them, altered ones too."""
    long = span.end - span.start >= _ACCIDENT
    exact = [_judged(old, span, new, at) for at in occurrences(old, span, new)]
    found = [place for place in exact if place.vouched or long]
    if not any(place.vouched for place in exact):
        near = _ranked([_judged(old, span, new, at) for at in set(reworded(old, span, new))])
        for place in near:
            if _good(place, span) and not any(_overlap(place.span, other.span) for other in found):
                found.append(place)
    return _ranked(found)


def _good(place: _Place, span: Span) -> bool:
    """Whether altered words can be the passage's."""
    if place.quote >= _PLAIN and span.end - span.start >= _PLAINLY:
        return True
    return place.quote >= _HALF and place.score >= _LEAST and (place.vouched or span.end - span.start >= _ACCIDENT)


def _ranked(places: list[_Place]) -> list[_Place]:
    return sorted(places, key=lambda place: (-place.score, place.span.start))


def _judged(old: str, span: Span, new: str, at: Span) -> _Place:
    before, after = old[max(0, span.start - CONTEXT) : span.start], old[span.end : span.end + CONTEXT]
    return _Place(
        at,
        quote=_likeness(old[span.start : span.end], new[at.start : at.end]),
        prefix=_context(before, new[max(0, at.start - len(before)) : at.start], at.start == 0),
        suffix=_context(after, new[at.end : at.end + len(after)], at.end == len(new)),
        position=1 - abs(at.start - span.start) / max(len(new), len(old)),
    )


def _context(old: str, new: str, at_edge: bool) -> float:
    """How like two contexts are. A passage at the edge of its text has none: that is told by an edge alone."""
    if not old:
        return 1.0 if at_edge else 0.5
    return Levenshtein.normalized_similarity(old, new)


def _likeness(old: str, new: str) -> float:
    if old == new:
        return 1.0
    if max(len(old), len(new)) <= LONG:
        return Levenshtein.normalized_similarity(old, new)
    changed = sum(max(d.old.end - d.old.start, d.new.end - d.new.start) for d in differences(old, new))
    return max(0.0, 1 - changed / max(len(old), len(new)))


def _overlap(one: Span, other: Span) -> bool:
    """Whether the two share at least half of the shorter."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared > 0 and 2 * shared >= min(one.end - one.start, other.end - other.start)
