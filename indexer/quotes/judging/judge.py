"""An alignment judged: where the two differ and how, and from that the label of the whole and of each part."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from indexer.quotes.judging.asides import may_be_passed_over, without_aside
from indexer.quotes.judging.brackets import with_brackets
from indexer.quotes.judging.comparison import Comparison
from indexer.quotes.judging.division import parted_alike
from indexer.quotes.judging.filling import Step
from indexer.quotes.judging.negation import turned
from indexer.quotes.judging.omissions import is_idle
from indexer.quotes.judging.signs import said
from indexer.quotes.judging.spelling import has_long_s, spelled_alike, umlauts_written_out
from indexer.quotes.judging.whole_words import whole_words
from indexer.quotes.judging.wording import Quoted, Wording
from indexer.records import Change, ChangeKind, Part, QuoteLabel, Span
from indexer.text.words import fold, folded_words

ALTERING: tuple[ChangeKind, ...] = ("changed", "added", "left out")
_PASSED_OVER, _SENTENCE = 3.0, 2.0
"""The most that it costs to leave words out, as none of the quotation's own is another for it; and the most where these
stand before a sentence, or where the quotation has nothing but words of one sentence."""
_APOSTROPHES = ("'", "’")
_AMPERSAND = (["and"], ["und"], ["et"], ["e"], ["y"])


@dataclass(frozen=True, slots=True)
class Judgement:
    """`fidelity` is the share of the quotation's words that its source has, less what was put between them.

    A word at an end counts twice there, as chance phrases differ at their ends; in `likeness` it counts once. `kept`
    are the words, by place in the quotation, that the source has; `words` is how many there are in all. `turned`: a
    negation dropped or put in alters it, and nothing else does. `idle`: an ellipsis stands where nothing is left out.
    """

    label: QuoteLabel
    parts: tuple[Part, ...]
    changes: tuple[Change, ...]
    fidelity: float
    likeness: float
    kept: tuple[int, ...]
    words: int
    turned: bool
    idle: bool

    @property
    def exchanged(self) -> bool:
        """Whether the source has another word for one within the quotation, and nothing else is otherwise."""
        kinds = [change.kind for change in self.changes if change.kind != "spelling"]
        missing = set(range(self.words)) - set(self.kept)
        return kinds == ["changed"] and len(missing) == 1 and missing.isdisjoint((0, self.words - 1))


def judge(text: str, parts: Sequence[Span], quoted: Quoted, source: Wording, steps: Sequence[Step]) -> Judgement:
    """What the steps say of the quotation in `parts` of `text`."""
    pair = Comparison(text, parts, quoted, source)
    steps = [piece for step in pair.told_apart(steps) for piece in without_aside(pair, step)]
    long_s = has_long_s(_differing(pair, steps))
    changes: list[Change] = []
    lost, left_out, at_ends = 0.0, 0.0, 0.0
    kept: list[int] = []
    for step in steps:
        change = None if step.same else _change(pair, step, long_s)
        if change is None or change.kind in ("spelling", "aside"):
            kept.extend(range(step.i1, step.i2))
        else:
            ours, theirs = _lost(pair, step, change)
            lost += ours
            left_out += theirs
            at_ends += ours * _at_an_end(pair.quoted, step)
        if change:
            changes.append(change)
    if left_out > _SENTENCE and not lost and _is_one_sentence(source, steps):
        left_out = _SENTENCE
    lost += left_out
    changes += _bracketed(quoted, source, steps)
    changes.sort(key=lambda change: (change.quoted.start, change.quoted.end))
    return Judgement(
        label=_label(changes),
        parts=tuple(_parts(pair, steps, changes)),
        changes=tuple(with_brackets(pair, whole_words(pair, changes))),
        fidelity=max(0.0, 1 - (lost + at_ends) / len(quoted.words)),
        likeness=max(0.0, 1 - lost / len(quoted.words)),
        kept=tuple(kept),
        words=len(quoted.words),
        turned=_is_turned(pair, changes),
        idle=is_idle(pair, steps),
    )


def _is_one_sentence(source: Wording, steps: Sequence[Step]) -> bool:
    """Whether all words of the source that the steps cover are of one sentence."""
    return not any(source.begins_sentence(j) for j in range(steps[0].j1 + 1, steps[-1].j2))


def _is_turned(pair: Comparison, changes: Iterable[Change]) -> bool:
    """French negates with two words."""
    altering = [change for change in changes if change.kind != "spelling"]
    return 0 < len(altering) <= 2 and all(
        change.kind in ALTERING
        and turned(
            folded_words(pair.text[change.quoted.start : change.quoted.end]),
            folded_words(pair.source.text[change.source.start : change.source.end]),
        )
        for change in altering
    )


def _lost(pair: Comparison, step: Step, change: Change) -> tuple[float, float]:
    """How many words a step costs, a figure as one: those that the source has not, and those that it has besides."""
    if change.kind in ("elided", "bracketed"):
        return 0.0, 0.0
    ours = min(step.i2 - step.i1, len(said(pair.text[change.quoted.start : change.quoted.end])))
    theirs = min(step.j2 - step.j1, len(said(pair.source.text[change.source.start : change.source.end])))
    besides = 0.5 * max(0, theirs - ours)
    if step.i1 < step.i2:
        return ours, besides
    sentence = step.i1 in pair.quoted.sentences and pair.source.begins_sentence(step.j2)
    return 0.0, min(besides, _SENTENCE if sentence else _PASSED_OVER)


def _at_an_end(quoted: Quoted, step: Step) -> bool:
    """Whether the step begins or ends the quotation, and is not a whole stretch before or after an ellipsis."""
    return (step.i1 == 0 or step.i2 == len(quoted.words)) and not _spans_segment(quoted, step)


def _spans_segment(quoted: Quoted, step: Step) -> bool:
    """Whether the step is a whole stretch between ellipses."""
    words = quoted.words
    return (step.i1 == 0 or words[step.i1 - 1].segment != words[step.i1].segment) and (
        step.i2 == len(words) or words[step.i2].segment != words[step.i2 - 1].segment
    )


def _differing(pair: Comparison, steps: Iterable[Step]) -> Iterator[str]:
    """The folded words in which the two differ, of both."""
    for step in steps:
        if not step.same:
            yield from (fold(pair.text[word.start : word.end]) for word in pair.quoted.words[step.i1 : step.i2])
            yield from (fold(pair.source.text[start:end]) for start, end in pair.source.spans[step.j1 : step.j2])


def _change(pair: Comparison, step: Step, long_s: bool) -> Change | None:
    """How the words of one step differ; None where it is only a matter of how they are parted."""
    left, right = pair.quoted_span(step), pair.source_span(step)
    ours, theirs = pair.text[left.start : left.end], pair.source.text[right.start : right.end]
    if step.i1 == step.i2:
        return Change(_missing(pair, step), left, right)
    if _is_etcetera(pair, step):
        return Change("elided", left, right)
    if step.j1 == step.j2:
        after = _after_word(pair.source, step.j1 - 1)
        short = folded_words(ours) in _AMPERSAND and "&" in after
        alike = short or (_is_possessive(pair.text, left.start, left.end) and after[:1] in _APOSTROPHES)
        return Change("spelling" if alike else "added", left, right)
    if parted_alike(ours, theirs):
        return None
    bare = theirs.replace("[", "").replace("]", "")
    written = {(ours, theirs), (ours, bare), (umlauts_written_out(ours), umlauts_written_out(theirs))}
    if any(spelled_alike(said(one), said(other), long_s=long_s) for one, other in written):
        return Change("spelling", left, right)
    return Change("changed", left, right)


def _is_etcetera(pair: Comparison, step: Step) -> bool:
    """Whether the quotation breaks off with `&c.` or `etc.` where the source goes on."""
    text, word = pair.text, pair.quoted.words[step.i1]
    if step.i2 - step.i1 != 1 or step.i2 < len(pair.quoted.words):
        return False
    return text[word.start - 1 : word.end] in ("&c", "&C") or text[word.start : word.end] in ("etc", "etcetera")


def _missing(pair: Comparison, step: Step) -> ChangeKind:
    """What it means that the source has words here that the quotation has not."""
    text, words, source = pair.text, pair.quoted.words, pair.source
    if 0 < step.i1 < len(words) and "&" in text[words[step.i1 - 1].end : words[step.i1].start]:
        start, end = source.spans[step.j1][0], source.spans[step.j2 - 1][1]
        if folded_words(source.text[start:end]) in _AMPERSAND:
            return "spelling"
    if 0 < step.i1 < len(words):
        before, after = words[step.i1 - 1], words[step.i1]
        if before.segment != after.segment:
            return "elided"
        if any(before.end <= bracket.start and bracket.end <= after.start for bracket in pair.quoted.brackets):
            return "bracketed"
    lone = step.i1 > 0 and step.j2 - step.j1 == 1 and _is_possessive(source.text, *source.spans[step.j1])
    if lone and text[words[step.i1 - 1].end :][:1] in _APOSTROPHES:
        return "spelling"
    return "aside" if may_be_passed_over(source, step) else "left out"


def _is_possessive(text: str, start: int, end: int) -> bool:
    """Whether it is the `s` of `Moses’s`, which others write `Moses’`."""
    return text[start:end] == "s" and text[start - 1 : start] in _APOSTROPHES and text[start - 2 : start - 1] == "s"


def _after_word(source: Wording, j: int) -> str:
    """What stands between word `j` of the source and the next."""
    end = source.spans[j + 1][0] if j + 1 < len(source) else len(source.text)
    return source.text[source.spans[j][1] : min(end, source.spans[j][1] + 8)] if j >= 0 else ""


def _bracketed(quoted: Quoted, source: Wording, steps: Sequence[Step]) -> list[Change]:
    """What the quotation puts in in brackets, each at its place in the source; not if the source has them too."""
    found = []
    for bracket in quoted.brackets:
        place = bisect_left(quoted.words, bracket.start, key=lambda word: word.start)
        at = _source_place(source, steps, place)
        found.append(Change("bracketed", bracket, Span(at, at)))
    return found


def _source_place(source: Wording, steps: Sequence[Step], i: int) -> int:
    """The offset in the source at which word `i` of the quotation stands or would stand."""
    for step in steps:
        if i < step.i2 or step is steps[-1]:
            j = min(step.j1 + max(0, i - step.i1), step.j2)
            return source.spans[j][0] if j < len(source) else source.spans[-1][1]
    return 0


def _parts(pair: Comparison, steps: Sequence[Step], changes: Sequence[Change]) -> Iterator[Part]:
    """Each part with the words of the source it gives; an elision between two parts belongs to neither."""
    quoted, source = pair.quoted, pair.source
    for part in pair.parts:
        words = [i for i, word in enumerate(quoted.words) if word.start < part.end and part.start < word.end]
        spans = list(_matched(source, steps, words[0], words[-1] + 1)) if words else []
        inside = [
            change
            for change in changes
            if _touches(change.quoted, part)
            and not (change.kind == "elided" and change.quoted.start in (part.start, part.end))
        ]  # fmt: skip
        if spans:
            yield Part(part, Span(spans[0][0], spans[-1][1]), _label(inside))
        else:
            yield Part(part, Span(0, 0), "not found")


def _touches(change: Span, part: Span) -> bool:
    """Whether a change, which may be empty, lies in a part or runs into it."""
    if change.start == change.end:
        return part.start <= change.start <= part.end
    return change.start < part.end and part.start < change.end


def _matched(source: Wording, steps: Iterable[Step], first: int, end: int) -> Iterator[tuple[int, int]]:
    """The words of the source against the words `[first, end)` of the quotation."""
    for step in steps:
        if step.i1 == step.i2 or step.i2 <= first or step.i1 >= end or step.j1 == step.j2:
            continue
        j1, j2 = step.j1, step.j2
        if step.same:
            j1, j2 = j1 + max(0, first - step.i1), j2 - max(0, step.i2 - end)
        yield source.spans[j1][0], source.spans[j2 - 1][1]


def _label(changes: Iterable[Change]) -> QuoteLabel:
    kinds = {change.kind for change in changes}
    if kinds & set(ALTERING):
        return "altered"
    if "bracketed" in kinds:
        return "bracketed"
    if "elided" in kinds:
        return "elided"
    return "near" if kinds else "exact"
