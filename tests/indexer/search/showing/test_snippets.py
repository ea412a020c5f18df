from __future__ import annotations

import re

import pytest

from indexer.records import Document, Passage, Span
from indexer.search.showing.snippets import sentences, snippet

FIRST = f"The committee, having listened with patience to {'the deputations of ' * 12}the parishes, sold the zebra."
SECOND = f"Crossing was discussed again in the evening by {'those members of it ' * 12}who had stayed behind."
TEXT = f"An opening word. {FIRST} {SECOND} A closing word. Then supper. Then bed. Then day."


def shown(*phrases: str, nearest: str = "") -> tuple[str, list[str]]:
    starts = [TEXT.index(sentence) for sentence in (FIRST, SECOND, "A closing", "Then supper", "Then bed", "Then day")]
    document, passage = Document(id="d", text=TEXT, title=""), Passage("d", 0, len(TEXT), sentences=(0, *starts))
    marks = [Span(at, at + len(phrase)) for phrase in phrases for at in (TEXT.index(phrase),)]
    near = Span(TEXT.index(nearest), TEXT.index(nearest) + len(nearest)) if nearest else None
    found = snippet(document, sentences(TEXT, passage), marks, near)
    return TEXT[found.span.start : found.span.end], [TEXT[mark.start : mark.end] for mark in found.marks]


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("zebra. Crossing", f"{FIRST} {SECOND}"),
        ("word. Then supper. Then bed. Then", "A closing word. Then supper. Then bed. Then day."),
    ],
)
def test_a_phrase_over_the_end_of_a_sentence_is_shown_whole(phrase: str, text: str) -> None:
    found, marks = shown(phrase)
    assert (found.endswith(text), marks) == (True, [phrase])


@pytest.mark.parametrize("filler", ["abcdefghij", "a row of words and "])
def test_of_a_sentence_that_does_not_end_what_stands_around_its_mark_is_shown(filler: str) -> None:
    text = f"{filler * 300} zebra {filler * 300}"
    document, passage = Document(id="d", text=text, title=""), Passage("d", 0, len(text))
    at = text.index("zebra")
    found = snippet(document, sentences(text, passage), [Span(at, at + 5)])
    shown = text[found.span.start : found.span.end]
    assert (len(shown) <= 700, " zebra " in shown, len(found.marks)) == (True, True, 1)
    assert " " not in filler or shown.split()[0] in filler.split()
    bare = snippet(document, sentences(text, passage), [])
    assert (bare.span.start, bare.span.end <= 400) == (0, True)


def test_of_a_long_sentence_the_part_with_most_of_the_words_is_shown() -> None:
    filler = "a row of words and " * 40
    text = f"The zebra, {filler} the zebra, the lion and the keeper {filler} the lion."
    document, passage = Document(id="d", text=text, title=""), Passage("d", 0, len(text))
    marks = [Span(m.start(), m.end()) for m in re.finditer("zebra|lion|keeper", text)]
    found = snippet(document, sentences(text, passage), marks)
    assert [text[m.start : m.end] for m in found.marks] == ["zebra", "lion", "keeper"]
    assert found.span.end - found.span.start <= 360


def test_of_a_long_nearest_sentence_the_beginning_is_shown() -> None:
    text = f"It began. {'Row upon row of words went on, ' * 60}and ended. Then day."
    document, passage = Document(id="d", text=text, title=""), Passage("d", 0, len(text), sentences=(0, 10, 1881))
    near = Span(10, 1880)
    found = snippet(document, sentences(text, passage), (), near)
    assert (found.span.start, 400 < found.span.end < 500) == (10, True)


def test_a_passage_without_marks_is_shown_around_its_nearest_sentence() -> None:
    assert shown(nearest="Then day.") == ("Then supper. Then bed. Then day.", [])


def test_long_sentences_stand_alone_where_no_mark_joins_them() -> None:
    assert shown("zebra", "Crossing")[1] in (["zebra"], ["Crossing"])
