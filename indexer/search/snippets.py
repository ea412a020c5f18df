"""What to show of a passage: its best sentences, and where the words of the query stand in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from indexer.records import Document, Passage, Phrase, Query, Snippet, Span, Word
from indexer.search.query import wanted
from indexer.sentences import sentence_spans
from indexer.words import WordAt, fold, is_stop_word, stems, words_of

_LENGTH = 320
"""About how many characters a snippet has; one sentence may be longer."""
_MOST_SENTENCES = 3
_AFTER = 160
"""So many characters of the next passage are read for phrases that run over into it."""


def marks(query: Query, document: Document, passage: Passage, languages: tuple[str, ...]) -> tuple[Span, ...]:
    """The spans of matched words, in document offsets and in order; a phrase is one span.

    Stop words are marked only in phrases, as they are only looked for there. A phrase that runs on into the next
    passage is marked up to the end of this one.
    """
    words = list(words_of(document.text, passage.start, passage.end + _AFTER))
    runs = sorted({run for clause in wanted(query.clauses) for run in _runs(words, clause, languages)})
    spans: list[Span] = []
    for first, last in runs:
        start, end = words[first].start, min(words[last].end, passage.end)
        if start >= passage.end:
            continue
        if spans and start < spans[-1].end:
            spans[-1] = Span(spans[-1].start, max(end, spans[-1].end))
        else:
            spans.append(Span(start, end))
    return tuple(spans)


def snippet(document: Document, passage: Passage, marks: Sequence[Span]) -> Snippet:
    """The run of one to three whole sentences that holds the most different marked words, the earliest of equals.

    A passage without marks is shown from its beginning.
    """
    sentences = _sentences(document.text, passage)
    best, chosen = -1.0, Span(passage.start, passage.end)
    for first in range(len(sentences)):
        for last in range(first, min(first + _MOST_SENTENCES, len(sentences))):
            span = Span(sentences[first].start, sentences[last].end)
            if last > first and span.end - span.start > _LENGTH:
                break
            inside = [m for m in marks if span.start <= m.start and m.end <= span.end]
            different = {document.text[m.start : m.end].lower() for m in inside}
            # Words first; among equals a fuller snippet, for what stands around a word is what a reader wants.
            value = 100 * len(different) + 10 * len(inside) + (last - first)
            if value > best:
                best, chosen = value, span
    return Snippet(chosen, tuple(m for m in marks if chosen.start <= m.start and m.end <= chosen.end))


def _sentences(text: str, passage: Passage) -> list[Span]:
    """The passage's sentences without the white space around them."""
    spans = []
    for start, end in sentence_spans(text[passage.start : passage.end]):
        piece = text[passage.start + start : passage.start + end]
        left = len(piece) - len(piece.lstrip())
        if piece.strip():
            begin = passage.start + start + left
            spans.append(Span(begin, begin + len(piece.strip())))
    return spans


def _runs(words: Sequence[WordAt], clause: Word | Phrase, languages: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Where the clause stands, as the places of its first and last word."""
    if isinstance(clause, Word):
        if not is_stop_word(fold(clause.text), languages):
            yield from ((i, i) for i, word in enumerate(words) if _same(word, clause, languages))
        return
    parts = [Word(text, exact=clause.exact) for text in clause.words]
    for first, word in enumerate(words):
        if not _same(word, parts[0], languages):
            continue
        at, slack = first, clause.slop
        for part in parts[1:]:
            near = range(at + 1, min(at + 2 + slack, len(words)))
            step = next((i for i in near if _same(words[i], part, languages)), None)
            if step is None:
                break
            at, slack = step, slack - (step - at - 1)
        else:
            yield first, at


def _same(word: WordAt, asked: Word, languages: tuple[str, ...]) -> bool:
    return _fits(word.folded, asked.text, asked.prefix, asked.exact, languages)


@lru_cache(maxsize=1 << 16)
def _fits(folded: str, text: str, prefix: bool, exact: bool, languages: tuple[str, ...]) -> bool:
    """Whether a word of a text is the word asked for. Kept, as a few words are held against many."""
    asked = fold(text)
    if prefix:
        return folded.startswith(asked)
    if exact or folded == asked:
        return folded == asked
    return not set(stems(folded, languages)).isdisjoint(stems(asked, languages))
