"""Both sides of an alignment in their texts: where its words stand, and whether the same words are said alike there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from indexer.quotes.judging.align import merged
from indexer.quotes.judging.filling import Step
from indexer.quotes.judging.signs import bears_sign, lone_signs, may_bear_signs, said_at
from indexer.quotes.judging.wording import Quoted, Wording
from indexer.records import Span


@dataclass(frozen=True, slots=True)
class Comparison:
    """The quotation in `parts` of `text`, and the whole of a source."""

    text: str
    parts: Sequence[Span]
    quoted: Quoted
    source: Wording

    def told_apart(self, steps: Sequence[Step]) -> tuple[Step, ...]:
        """The steps, those of the same words cut where they are not said alike: `$5` and `£5`, `1.5` and `1,5`."""
        segments = [word.segment for word in self.quoted.words]
        return tuple(merged((piece for step in steps for piece in self._cut(step)), segments))

    def quoted_span(self, step: Step) -> Span:
        """Where the step's words stand in the quotation, with the signs that belong to them; empty if it has none."""
        words = self.quoted.words
        if step.i1 < step.i2:
            return Span(self._here(step.i1).start, self._here(step.i2 - 1).end)
        at = words[step.i1 - 1].end if step.i1 else words[0].start
        return Span(at, at)

    def source_span(self, step: Step) -> Span:
        """The same in the source."""
        if step.j1 < step.j2:
            return Span(self._there(step.j1).start, self._there(step.j2 - 1).end)
        at = self.source.spans[step.j1 - 1][1] if step.j1 else 0
        return Span(at, at)

    def _cut(self, step: Step) -> Iterator[Step]:
        if not step.same or self._is_plain(step):
            yield step
            return
        length = step.i2 - step.i1
        differs = [self._differ(step.i1 + n, step.j1 + n) for n in range(length)]
        for n in range(length - 1):
            if self._differ_between(step.i1 + n, step.j1 + n):
                differs[n] = differs[n + 1] = True
        for different, run in groupby(range(length), key=differs.__getitem__):
            places = list(run)
            first, end = places[0], places[-1] + 1
            yield Step(not different, step.i1 + first, step.i1 + end, step.j1 + first, step.j1 + end)

    def _is_plain(self, step: Step) -> bool:
        """Whether the words of a step, and what follows each, are without any sign on either side."""
        words, spans = self.quoted.words, self.source.spans
        ours = self.text[words[step.i1].start : words[step.i2 - 1].end + 1]
        theirs = self.source.text[spans[step.j1][0] : spans[step.j2 - 1][1] + 1]
        return not may_bear_signs(ours) and not may_bear_signs(theirs)

    def _differ(self, i: int, j: int) -> bool:
        """Whether two words that are the same are not said alike."""
        start, end = self.source.spans[j]
        if self._is_mended(i) or not (self._bears(i) or bears_sign(self.source.text, start, end)):
            return False
        word = self.quoted.words[i]
        ours = said_at(self.text, word.start, word.end, self.parts[word.part])
        theirs = said_at(self.source.text, start, end, Span(0, len(self.source.text)))
        return ours.readings.isdisjoint(theirs.readings)

    def _differ_between(self, i: int, j: int) -> bool:
        """Whether other signs stand between two words and the next."""
        word, following = self.quoted.words[i : i + 2]
        (start, end), (after, last) = self.source.spans[j : j + 2]
        ours, theirs = self.text[word.end : following.start], self.source.text[end:after]
        if ours == theirs or "[" in ours or word.part != following.part:
            return False
        return lone_signs(self.text[word.start : following.end]) != lone_signs(self.source.text[start:last])

    def _here(self, i: int) -> Span:
        word = self.quoted.words[i]
        if self._bears(i) and not self._is_mended(i):
            return said_at(self.text, word.start, word.end, self.parts[word.part]).span
        return Span(word.start, word.end)

    def _there(self, j: int) -> Span:
        start, end = self.source.spans[j]
        if bears_sign(self.source.text, start, end):
            return said_at(self.source.text, start, end, Span(0, len(self.source.text))).span
        return Span(start, end)

    def _bears(self, i: int) -> bool:
        word = self.quoted.words[i]
        return bears_sign(self.text, word.start, word.end)

    def _is_mended(self, i: int) -> bool:
        """Whether a bracket or a line's end lies within the word: its signs cannot be told."""
        word = self.quoted.words[i]
        return not {*"[]\n"}.isdisjoint(self.text[word.start : word.end])
