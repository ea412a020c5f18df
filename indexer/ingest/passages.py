"""A document cut into passages: whole sentences, about so many words, never more than the model reads.

Together the passages of a document cover its text without gaps or overlap. They never cross from one kind of
block to another, but that a heading begins the passage of what it stands over, as one with its first sentence: alone it
would be found before the text that it announces. A sentence that is longer than the model reads is cut between words,
a word that is (a 200,000-letter line) between letters.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from indexer.ingest.measure import Measure, Ruler
from indexer.records import BlockKind, Document, Passage
from indexer.text.sentences import sentence_spans

SPLITTING_RULE = 2
"""Counts up whenever the same text falls into other passages: archives then have theirs split anew."""
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A sentence or a part of one, with its size in words."""

    start: int
    end: int
    words: int


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A run of one kind; headings stand before `body`, if there are any."""

    kind: BlockKind
    start: int
    body: int
    end: int


def split(document: Document, measure: Measure, words: int) -> list[Passage]:
    """The document's passages in order, each of about `words` words; none for a text of white space only."""
    if not document.text.strip():
        return []
    ruler = measure.ruler(document.text)
    passages: list[Passage] = []
    begins = array("q")
    for stretch in _stretches(document):
        pieces = list(_pieces(document.text, stretch, ruler, words))
        begins.extend(piece.start for piece in pieces)
        passages += (
            Passage(document.id, start, end, stretch.kind)
            for whole in _grouped(pieces, words, ruler)
            for start, end in _read_whole(document.text, *whole, measure)
        )
    return [_with_sentences(passage, begins) for passage in _without_blank(document.text, passages)]


def _stretches(document: Document) -> Iterator[_Stretch]:
    """The text end to end as runs of one kind, each with its headings; what lies between blocks is paragraph."""
    runs: list[tuple[BlockKind, int]] = []
    at = 0
    for block in document.blocks:
        for kind, start, end in (("paragraph", at, block.start), (block.kind, block.start, block.end)):
            if document.text[start:end].strip() and not (runs and runs[-1][0] == kind):
                runs.append((kind, start))  # type: ignore[arg-type]
        at = block.end
    if not (runs and runs[-1][0] == "paragraph") and document.text[at:].strip():
        runs.append(("paragraph", at))
    return _headed([(kind, start if place else 0) for place, (kind, start) in enumerate(runs)], len(document.text))


def _headed(runs: Sequence[tuple[BlockKind, int]], length: int) -> Iterator[_Stretch]:
    """The runs, headings one with what follows; a reply, which answers no search, would take them with it."""
    opening: int | None = None
    for (kind, start), (after, end) in zip(runs, (*runs[1:], (None, length)), strict=True):
        if kind == "heading" and after not in (None, "reply"):
            opening = start
        else:
            yield _Stretch(kind, start if opening is None else opening, start, end)
            opening = None


def _pieces(text: str, stretch: _Stretch, ruler: Ruler, words: int) -> Iterator[_Piece]:
    """Sentences of a stretch; a sentence that does not fit, or is far over the wanted size, in parts."""
    at = stretch.start
    for _, length in sentence_spans(text[stretch.start : stretch.end]):
        end = stretch.start + length
        if end <= stretch.body:  # the headings go on into the first sentence below them
            continue
        while at < end:
            reach = ruler.reach(at, end)
            count = len(text[at:reach].split())
            if count > 2 * words:
                reach = _after_words(text, at, reach, words)
                count = words
            yield _Piece(at, reach, count)
            at = reach


def _after_words(text: str, start: int, end: int, words: int) -> int:
    for number, match in enumerate(_WORD.finditer(text, start, end)):
        if number == words:
            return match.start()
    return end


def _grouped(pieces: Sequence[_Piece], words: int, ruler: Ruler) -> Iterator[tuple[int, int]]:
    """Pieces joined to passages of even size: a stretch of 250 words gives two of 125, not 120, 120 and 10."""
    left = sum(piece.words for piece in pieces)
    start, count, wanted = (pieces[0].start if pieces else 0), 0, _even(left, words)
    for piece in pieces:
        over = count + piece.words - wanted
        if count and (not ruler.fits(start, piece.end) or over > wanted - count):
            yield start, piece.start
            left -= count
            start, count, wanted = piece.start, 0, _even(left, words)
        count += piece.words
    if pieces:
        yield start, pieces[-1].end


def _read_whole(text: str, start: int, end: int, measure: Measure) -> Iterator[tuple[int, int]]:
    """`[start, end)`, halved until the model reads it: a part of a word can have more tokens than the word had."""
    inside = any(0 < at < len(text) and not text[at - 1].isspace() for at in (start, end))
    if inside and end - start > 1 and measure.too_long(text[start:end]):
        middle = (start + end) // 2
        yield from _read_whole(text, start, middle, measure)
        yield from _read_whole(text, middle, end, measure)
    else:
        yield start, end


def _with_sentences(passage: Passage, begins: Sequence[int]) -> Passage:
    """The passage with those of the beginnings of sentences that lie in it."""
    inside = begins[bisect_right(begins, passage.start) : bisect_left(begins, passage.end)]
    return replace(passage, sentences=(0, *(begin - passage.start for begin in inside)))


def _even(left: int, words: int) -> float:
    return left / max(1, round(left / words))


def _without_blank(text: str, passages: list[Passage]) -> list[Passage]:
    """Passages of white space only go to the one before them, or after them at the start."""
    kept: list[Passage] = []
    opening: int | None = None
    for passage in passages:
        if text[passage.start : passage.end].strip():
            start = passage.start if opening is None else opening
            kept.append(Passage(passage.document_id, start, passage.end, passage.kind))
            opening = None
        elif kept:
            last = kept.pop()
            kept.append(Passage(last.document_id, last.start, passage.end, last.kind))
        elif opening is None:
            opening = passage.start
    return kept
