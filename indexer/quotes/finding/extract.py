"""Quotations in running text, as spans: in marks, interrupted, over several paragraphs, and in blocks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from indexer.quotes.finding.dialogue import spoken, without_teller
from indexer.quotes.marks import PARAGRAPH, Marked, marked
from indexer.quotes.speaking.attribution import attribution, has_verb
from indexer.quotes.speaking.saying import VERBS
from indexer.quotes.speaking.speakers import AFTER_VERB, FULL
from indexer.records import Attribution, Document, Quotation, Span
from indexer.text.capitals import CAPITAL
from indexer.text.notemarks import without_note_marks
from indexer.text.words import WORD

Parts = tuple[Span, ...]

_INTRODUCED = re.compile(r":[ \t]*\n(?P<blank>(?:[ \t]*\n)+)?")
_LINE, _BLANK = re.compile(r"\n"), re.compile(r"\n[ \t]*\n")
"""What ends it. A mail may be quoted whole: a line with nothing but its mark is within."""
_SAYING = VERBS | {"follows", "letter", "statement"}
_SO = re.compile(rf"\W*\b(?:so|aldus)\s+{AFTER_VERB}\s*[,.—–]\W*")
"""What needs no verb to say who speaks: `“, so Groß, „`."""
_ENDS_SENTENCE = re.compile(rf"{FULL}[.!?;:](?:\s|$)")
_STARTS_ANEW = re.compile(r"\b(?:adding|added|and|then|but|before|while|calling|noting)\b", re.IGNORECASE)
_INTERRUPTION = 120
"""Code points that may stand between the parts of one quotation."""
_TITLE = 12
"""Code points, marks included, of a quotation that nobody is said to say."""
_SIGNED = re.compile(
    rf"(?P<said>.*[”\"»])?[ \t>]*(?:[—–―]|--?)[ \t]*(?={CAPITAL})[^\n“”„«»\"!?]{{2,79}}(?<![\s.!?…,;:])"
)
"""The line at a block's end that says whose words it has; it may stand behind their last mark."""
_LISTED = tuple("—–―-")
_OPENING_MARKS = "\"“”„«»‘'‹「『"


def extract(document: Document) -> tuple[Quotation, ...]:
    """The quotations of a document, in order of start; nested ones too. Never raises."""
    text = without_note_marks(document.text)  # they part who speaks from what is said: `she wrote:[4] “…”[5]`
    document = replace(document, text=text)
    marked_off = list(_blocks(document))
    introduced, speech = (
        [parts for parts in told if not _around(marked_off, parts[0])]
        for told in (_introduced(text), spoken(text, document.language))
    )
    blocks = sorted([*marked_off, *introduced], key=_start)
    whole = sorted([*blocks, *speech], key=_start)
    in_marks = [m for m in marked(text) if _has_words(text, m.parts)]
    found = [
        _in_marks(document, first, parts)
        for first, parts in _joined(text, in_marks)
        if not _fills(parts, _around(whole, parts[0]))
    ]
    found += [
        Quotation(document.id, parts, "marks", attribution(text, parts[0].start, parts[0].end)) for parts in speech
    ]
    found += [
        Quotation(document.id, parts, "block", attribution(text, parts[0].start, parts[-1].end)) for parts in blocks
    ]
    return tuple(_continued(text, sorted(found, key=lambda q: (q.start, -q.end))))


def _continued(text: str, quotations: Iterable[Quotation]) -> Iterator[Quotation]:
    """Quotations, one that goes on behind who speaks given to him too: `“It is so,” said Pell. “It was ever so.”`."""
    before: Quotation | None = None
    for quotation in quotations:
        if before and quotation.form == before.form == "marks" and not quotation.attribution:
            said = before.attribution
            if said and before.end < said.speaker.start and _ends_with(text, said, quotation.start):
                quotation = replace(quotation, attribution=said)
        yield quotation
        if not (before and quotation.end <= before.end):  # what is quoted within another parts nothing
            before = quotation


def _ends_with(text: str, said: Attribution, start: int) -> bool:
    """Whether nothing stands between who speaks and the next quotation but the end of that sentence."""
    between = text[max(said.speaker.end, said.verb.end) : start]
    left = between.rstrip(f"{_OPENING_MARKS} \n\xa0\u202f")
    return (
        len(between) <= _INTERRUPTION and left.endswith(".") and not PARAGRAPH.search(between)
        and not _ENDS_SENTENCE.search(left[:-1]) and not {*_OPENING_MARKS} & {*left}
    )  # fmt: skip


def interrupts(text: str, start: int, end: int) -> bool:
    """Whether what stands between two quotations only says who speaks: `,” the letter states, “`."""
    gap = text[start:end]
    return (
        0 < end - start <= _INTERRUPTION and PARAGRAPH.search(gap) is None
        and (has_verb(gap.lower(), _SAYING) or _SO.fullmatch(gap) is not None) and _STARTS_ANEW.search(gap) is None
    )  # fmt: skip


def _in_marks(document: Document, first: Marked, parts: Parts) -> Quotation:
    told = without_teller(document.text, parts, document.language) or parts
    start, end = (first.start, first.end) if told == parts else (told[0].start, told[0].end)
    return Quotation(document.id, told, "marks", _attribution(document.text, start, end))


def _attribution(text: str, start: int, end: int) -> Attribution | None:
    """Who speaks; a word or two in marks are mostly a name or a title, which nobody says."""
    return attribution(text, start, end) if end - start > _TITLE else None


def _joined(text: str, in_marks: list[Marked]) -> Iterator[tuple[Marked, Parts]]:
    """Quotations with the parts that an interruption tore off made one: the first of them, and the parts of all."""
    waiting: dict[int, tuple[Marked, Marked, list[Span]]] = {}
    for m in in_marks:
        parts = [_trimmed(text, part) for part in m.parts]
        if before := waiting.get(m.depth):
            first, last, so_far = before
            if m.closed and last.closed and _goes_on(text, last, m):
                so_far += parts
                waiting[m.depth] = (first, m, so_far)
                continue
            yield first, tuple(so_far)
        waiting[m.depth] = (m, m, parts)
    for first, _, so_far in waiting.values():
        yield first, tuple(so_far)


def _goes_on(text: str, before: Marked, after: Marked) -> bool:
    """Whether an interruption in mid-sentence parts the two: a comma on either side of it, a verb of saying in it."""
    if not 0 < after.start - before.end <= _INTERRUPTION:
        return False
    gap = text[before.end : after.start]
    if gap.rstrip()[-1:] not in ",—–":
        return False
    last = before.parts[-1]
    left = gap.lstrip()[:1] in ",—–" or text[last.start : last.end].rstrip()[-1:] in ",—–-"
    return left and interrupts(text, before.end, after.start) and not _ENDS_SENTENCE.search(gap.rstrip()[:-1])


def _blocks(document: Document) -> Iterator[Parts]:
    """Blocks that the source marks as quotations; those with only space between them are one."""
    parts: list[Span] = []
    for block in document.blocks:
        if block.kind != "quote":
            continue
        span = _trimmed(document.text, Span(block.start, block.end))
        if parts and document.text[parts[-1].end : span.start].strip(" \t\n>"):
            yield tuple(parts)
            parts = []
        span = _unsigned(document.text, span, parts)
        if _has_words(document.text, (span,)):
            parts.append(span)
    if parts:
        yield tuple(parts)


def _unsigned(text: str, span: Span, before: Sequence[Span]) -> Span:
    """A block without the line that says whose words it has, or nothing of that line alone; dialogue and items stay."""
    line = max(text.rfind("\n", span.start, span.end) + 1, span.start)
    signed = _SIGNED.fullmatch(text, line, span.end)
    if signed and signed["said"] and text[span.start] in _OPENING_MARKS:
        return Span(span.start, signed.end("said"))
    above = text[span.start : line] or (text[before[-1].start : before[-1].end] if before else "")
    last = above.rstrip(" \t\n>").rpartition("\n")[2].lstrip(" \t>")
    if not signed or signed["said"] or not last or last.startswith(_LISTED) or last[-1] in ":,;":
        return span
    return _trimmed(text, Span(span.start, line))


def _introduced(text: str) -> Iterator[Parts]:
    """In plain text, the paragraph after `The letter goes on to say:`, unless it has marks of its own."""
    for colon in _INTRODUCED.finditer(text):
        at = colon.end()
        ends = (_BLANK if colon["blank"] else _LINE).search(text, at)
        start, end = _edges(text, at, ends.start() if ends else len(text))
        if text[at : at + 1] in _OPENING_MARKS or len(text[start : min(end, start + 200)].split(None, 3)) < 4:
            continue
        line = text[max(text.rfind("\n", 0, colon.start()) + 1, colon.start() - 200) : colon.start()]
        if has_verb(line.lower(), _SAYING) and text[start] not in ">#-*|0123456789":
            yield (Span(start, end),)


def _around(blocks: list[Parts], span: Span) -> Parts:
    """The last block to begin before the span, where that holds it too."""
    place = bisect_right(blocks, span.start, key=_start) - 1
    return blocks[place] if place >= 0 and span.start < blocks[place][-1].end else ()


def _fills(parts: Parts, block: Parts) -> bool:
    """Whether a quotation in marks is as good as the whole block it stands in."""
    return bool(block) and sum(p.end - p.start for p in parts) > 0.9 * (block[-1].end - block[0].start)


def _start(parts: Parts) -> int:
    return parts[0].start


def _trimmed(text: str, span: Span) -> Span:
    start, end = _edges(text, span.start, span.end)
    return span if (start, end) == (span.start, span.end) else Span(start, end)


def _edges(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without the white space, and the marks of quoted mail, at its ends."""
    while start < end and (text[start].isspace() or text[start] == ">"):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] == ">"):
        end -= 1
    return start, end


def _has_words(text: str, parts: Iterable[Span]) -> bool:
    return any(WORD.search(text, part.start, part.end) for part in parts)
