"""Where in a passage the words of the query stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from indexer.records import Document, Passage, Phrase, Query, Span, Word
from indexer.search.query import wanted
from indexer.words import WordAt, fold, is_stop_word, stems, words_of


def marks(query: Query, document: Document, passage: Passage, languages: Sequence[str]) -> tuple[Span, ...]:
    """The spans of matched words, in document offsets and in order; a phrase is one span.

    Stop words are marked only in phrases, as they are only looked for there.
    """
    words = list(words_of(document.text[passage.start : passage.end]))
    runs = sorted({run for clause in wanted(query.clauses) for run in _runs(words, clause, languages)})
    spans: list[Span] = []
    for first, last in runs:
        start, end = passage.start + words[first].start, passage.start + words[last].end
        if spans and start < spans[-1].end:
            spans[-1] = Span(spans[-1].start, max(end, spans[-1].end))
        else:
            spans.append(Span(start, end))
    return tuple(spans)


def _runs(words: Sequence[WordAt], clause: Word | Phrase, languages: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where the clause stands, as the places of its first and last word."""
    if isinstance(clause, Word):
        if not is_stop_word(fold(clause.text)):
            yield from ((i, i) for i, word in enumerate(words) if _same(word, clause, languages))
        return
    wanted = [Word(text, exact=clause.exact) for text in clause.words]
    for first, word in enumerate(words):
        if not _same(word, wanted[0], languages):
            continue
        at, slack = first, clause.slop
        for part in wanted[1:]:
            near = range(at + 1, min(at + 2 + slack, len(words)))
            step = next((i for i in near if _same(words[i], part, languages)), None)
            if step is None:
                break
            at, slack = step, slack - (step - at - 1)
        else:
            yield first, at


def _same(word: WordAt, asked: Word, languages: Sequence[str]) -> bool:
    folded = fold(asked.text)
    if asked.prefix:
        return word.folded.startswith(folded)
    if asked.exact:
        return word.folded == folded
    return word.folded == folded or not set(stems(word.folded, languages)).isdisjoint(stems(folded, languages))
