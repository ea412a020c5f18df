"""Letters edited in ways whose outcome is known: what a permalink into them should then say."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from indexer.records import Span
from indexer.text.anchoring import Status

_GAP = re.compile(r"\s+")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Edited:
    """A passage of a text, the text after an edit, and the truth: the status, and where the passage is (all places
    that fit alike where it is ambiguous).
    """

    kind: str
    old: str
    span: Span
    new: str
    status: Status
    truth: tuple[Span, ...]


class Editor:
    """Edits texts by chance; other words come from `others`."""

    def __init__(self, chance: random.Random, others: Sequence[str]) -> None:
        self._chance = chance
        self._words = [word for text in others for word in text.split() if word.isalpha()]

    def passage(self, text: str) -> Span:
        """A run of 5 to 150 words, short ones as often as long ones."""
        starts = [0, *(gap.end() for gap in _GAP.finditer(text) if gap.end() < len(text))]
        count = min(round(5 * 30 ** self._chance.random()), len(starts) // 2)
        first = self._chance.randrange(len(starts) - count)
        return Span(starts[first], starts[first] + len(text[starts[first] : starts[first + count]].rstrip()))

    def edit(self, kind: str, text: str, span: Span, rate: float) -> Edited:
        """One of `KINDS`."""
        return KINDS[kind](self, text, span, rate)

    def inserted(self, text: str, span: Span, rate: float) -> Edited:
        """Words put in before the passage, sometimes just before it."""
        at = self._chance.choice([span.start, self._gap(text, 0, span.start)])
        more = self._some(self._chance.randint(1, 60)) + " "
        new = text[:at] + more + text[at:]
        return Edited("inserted", text, span, new, "moved", (_shifted(span, len(more)),))

    def reworded(self, text: str, span: Span, rate: float) -> Edited:
        """Words inside replaced, left out, put in."""
        parts = re.split(r"(\s+)", text[span.start : span.end])
        places = range(0, len(parts), 2)
        for place in self._chance.sample(places, max(1, round(rate * len(places)))):
            edge = place in (0, len(parts) - 1)
            change = self._chance.choice(("replace", "replace", "add", "drop")) if not edge else "replace"
            word = self._some(1)
            if change == "drop":
                parts[place] = parts[place - 1] = ""
            else:
                parts[place] = word if change == "replace" else f"{parts[place]} {word}"
        return self._changed("reworded", text, span, "".join(parts))

    def misspelt(self, text: str, span: Span, rate: float) -> Edited:
        """Letters inside replaced, left out, doubled, as by a scanner."""
        marks = list(text[span.start : span.end])
        places = [n for n, mark in enumerate(marks) if mark.isalpha()]
        for place in self._chance.sample(places, max(1, round(rate * len(places)))):
            letter = self._chance.choice(_LETTERS)
            marks[place] = self._chance.choice((letter, letter, "", marks[place] + letter))
        marks[0] = marks[0] or text[span.start]
        marks[-1] = marks[-1] or text[span.end - 1]
        return self._changed("misspelt", text, span, "".join(marks))

    def deleted(self, text: str, span: Span, rate: float) -> Edited:
        """The passage taken out."""
        return Edited("deleted", text, span, text[: span.start] + text[span.end :].lstrip(), "lost", ())

    def copied(self, text: str, span: Span, rate: float) -> Edited:
        """The passage put in once more elsewhere: the first stays where its neighbours are."""
        copy = " ".join([text[span.start : span.end], ""])
        if self._chance.random() < 0.5:
            at = self._gap(text, 0, max(0, span.start - 40))
            return Edited("copied", text, span, text[:at] + copy + text[at:], "moved", (_shifted(span, len(copy)),))
        at = self._gap(text, min(len(text), span.end + 40), len(text))
        return Edited("copied", text, span, text[:at] + copy + text[at:], "exact", (span,))

    def doubled(self, text: str, span: Span, rate: float) -> Edited:
        """The passage put in once more just after itself: nothing tells which is which."""
        copy = " " + text[span.start : span.end]
        new = text[: span.end] + copy + text[span.end :]
        return Edited("doubled", text, span, new, "ambiguous", (span, _shifted(span, len(copy))))

    def _changed(self, kind: str, text: str, span: Span, passage: str) -> Edited:
        new = text[: span.start] + passage + text[span.end :]
        if passage == text[span.start : span.end]:
            return Edited(kind, text, span, new, "exact", (span,))
        return Edited(kind, text, span, new, "changed", (Span(span.start, span.start + len(passage)),))

    def _some(self, count: int) -> str:
        return " ".join(self._chance.choices(self._words, k=count))

    def _gap(self, text: str, start: int, end: int) -> int:
        """The beginning of a word between the two."""
        return self._chance.choice([start, *(gap.end() for gap in _GAP.finditer(text, start, end))])


KINDS: dict[str, Callable[[Editor, str, Span, float], Edited]] = {
    "inserted": Editor.inserted,
    "reworded": Editor.reworded,
    "misspelt": Editor.misspelt,
    "deleted": Editor.deleted,
    "copied": Editor.copied,
    "doubled": Editor.doubled,
}


def _shifted(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)
