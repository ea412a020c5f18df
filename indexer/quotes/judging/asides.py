"""What a source has that a quotation rightly passes over: notes in brackets, a list's numbers, who speaks, stammering.

A note in brackets on a line of its own parts what one speaker says: who speaks is then named again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.quotes.finding.extract import interrupts
from indexer.quotes.judging.comparison import Comparison
from indexer.quotes.judging.filling import Step
from indexer.quotes.judging.negation import NEGATING
from indexer.quotes.judging.stammer import is_stammer
from indexer.quotes.judging.wording import Wording
from indexer.quotes.speaking.turns import SPEAKER, spoke_before
from indexer.text.words import folded_words

_ASIDE_WORDS = 8
_LABEL = re.compile(r"(?:\(?(?:\d{1,3}|[A-Za-z]|[ivx]{1,5})[.)]|\d{1,2}(?:\.\d{1,2})+\.?)(?=[ \t])")
"""`2.`, `(b)`, `iv)`, `1.1`, before a blank."""
_TOLD_BETWEEN = re.compile(r"\W*[\"”“’»«‹›]\s*\w.*\w\s*[,—–]\s*[\"“„‘«»‹›]\s*", re.DOTALL)
"""Two marks, and a comma or dash before the second: in mid-sentence."""
_HEARD = re.compile(
    rf"[^\w\n\[\]()]*(?:\n\s*(?:{SPEAKER}:\s+)?(?:\[[^\[\]\n]+\]|\([A-Z ]+\))[.!?]*[ \t]*)+"
    rf"\n\s*(?P<name>{SPEAKER}):(?=\s)[^\w\[\]()]*"
)
_NUMBER = re.compile(r"\d{1,3}|[A-Za-z]")


def without_aside(pair: Comparison, step: Step) -> Iterator[Step]:
    """A step; two where the quotation has words of its own in the place of what is passed over in the source."""
    if step.same or step.i1 == step.i2 or step.j1 == step.j2 or not may_be_passed_over(pair.source, step):
        yield step
        return
    ours = pair.quoted_span(step)
    if _NUMBER.fullmatch(pair.text, ours.start, ours.end):  # a list's number, too, and another one
        yield step
        return
    yield Step(False, step.i1, step.i2, step.j1, step.j1)
    yield Step(False, step.i2, step.i2, step.j1, step.j2)


def may_be_passed_over(source: Wording, step: Step) -> bool:
    """Whether what the source has here is not of its words: a note, a list's number, who speaks; or says nothing."""
    if step.j2 - step.j1 > _ASIDE_WORDS:
        return False
    return any(passed(source, step) for passed in (_is_aside, _is_label, _is_heard, _interrupts, is_stammer))


def _is_aside(source: Wording, step: Step) -> bool:
    """Whether the words stand in brackets of their own in the source, as notes of a transcript or an editor do."""
    start, end = source.spans[step.j1][0], source.spans[step.j2 - 1][1]
    before = source.text[max(0, start - 4) : start].rstrip()[-1:]
    after = source.text[end : end + 4].lstrip(" .!?")[:1]
    inside = source.text[start:end]
    if {*"[]()"} & {*inside} or not NEGATING.isdisjoint(folded_words(inside)):
        return False  # no note: an editor who supplies `not` says what the writer meant
    return before + after == "[]" or (before + after == "()" and (inside.isupper() or inside.isdigit()))


def _is_label(source: Wording, step: Step) -> bool:
    """Whether the words are the number of a list's item, at the beginning of a line."""
    start, end = source.spans[step.j1][0], source.spans[step.j2 - 1][1]
    line = start - (source.text[start - 1 : start] == "(")
    label = _LABEL.match(source.text, line) if source.text[line - 1 : line] in ("", "\n") else None
    return label is not None and end <= label.end()


def _is_heard(source: Wording, step: Step) -> bool:
    """Whether lines of their own say what is heard, and then who spoke before goes on under the same name."""
    if not 0 < step.j1 <= step.j2 < len(source):
        return False
    start, end = source.spans[step.j1 - 1][1], source.spans[step.j2][0]
    heard = _HEARD.fullmatch(source.text, start, end)
    if not heard or not NEGATING.isdisjoint(folded_words(heard[0])):
        return False
    return spoke_before(source.text, start) == heard["name"].strip()


def _interrupts(source: Wording, step: Step) -> bool:
    """Whether the source quotes the words too, and only says here who speaks: `in office,” the letter states, “you`."""
    if not 0 < step.j1 <= step.j2 < len(source):
        return False
    start, end = source.spans[step.j1 - 1][1], source.spans[step.j2][0]
    return interrupts(source.text, start, end) and _TOLD_BETWEEN.fullmatch(source.text, start, end) is not None
