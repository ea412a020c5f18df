"""Texts cut into paragraphs and pieces: nothing lost, nothing marked that is not meant."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from indexer.records import Block, Document, Page, Snippet, Span
from webapp.marking import Piece, paragraphs, pieces, with_nearest


def document(text: str, **more: object) -> Document:
    return Document(id="d", text=text, title="t", **more)  # type: ignore[arg-type]


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_pieces_are_the_text() -> None:
    cut = pieces("a red lamp 🕯 burns", 2, 12, Span(2, 5), Span(11, 12))
    assert cut == [Piece("red", marked=True), Piece(" lamp "), Piece("🕯", marked=True)]


def test_the_nearest_sentence_stands_apart() -> None:
    text = "One two. Three four. Five."
    assert with_nearest(text, Span(0, 20), Span(9, 20)) == [Piece("One two. "), Piece("Three four.", nearest=True)]
    (shown,) = paragraphs(document(text), Span(0, 20), [Snippet(Span(0, 20), (Span(9, 14),))], Span(9, 20))
    assert [(p.text, p.passage, p.marked, p.nearest) for p in shown.pieces] == [
        ("One two. ", True, False, False),
        ("Three", True, True, True),
        (" four.", True, False, True),
        (" Five.", False, False, False),
    ]


def test_a_passage_over_two_paragraphs_is_marked_in_both_and_anchored_once() -> None:
    text = "One two.\n\nThree four.\n\nFive."
    shown = paragraphs(document(text), Span(4, 15), ())
    assert [[(p.text, p.passage, p.anchor) for p in para.pieces] for para in shown] == [
        [("One ", False, ""), ("two.", True, "passage")],
        [("Three", True, ""), (" four.", False, "")],
        [("Five.", False, "")],
    ]


def test_what_begins_between_paragraphs_is_anchored_at_the_next() -> None:
    text = "One.\n\n\nTwo."
    shown = paragraphs(document(text, pages=(Page(0, "1"), Page(5, "2"))), None, [Snippet(Span(6, 11), (Span(7, 10),))])
    second = shown[1].pieces[0]
    assert (second.text, second.anchor, second.page, second.marked) == ("Two", "hit-1", "2", True)
    assert shown[0].pieces[0].page == "1"


def test_blocks_keep_their_kind() -> None:
    text = "Head\nbody\n\n> said"
    shown = paragraphs(document(text, blocks=(Block("heading", 0, 4), Block("quote", 11, 17))), None, ())
    assert [(p.kind, p.pieces[0].text) for p in shown] == [
        ("heading", "Head"),
        ("paragraph", "body"),
        ("quote", "> said"),
    ]


@given(
    st.text(st.sampled_from("ab \n🕯"), max_size=60),
    st.tuples(st.integers(0, 60), st.integers(0, 60)),
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 5)), max_size=4),
)
def test_nothing_is_lost_whatever_is_marked(text: str, span: tuple[int, int], marks: list[tuple[int, int]]) -> None:
    start, end = sorted(min(position, len(text)) for position in span)
    passage = Span(start, end) if start < end else None
    hits, at = [], 0
    for first, length in sorted(marks):
        if at <= first and first + length <= len(text):
            hits.append(Snippet(Span(first, first + length), (Span(first, first + length),)))
            at = first + length
    shown = [piece for paragraph in paragraphs(document(text), passage, hits) for piece in paragraph.pieces]
    assert squeezed("".join(p.text for p in shown)) == squeezed(text)
    assert squeezed("".join(p.text for p in shown if p.passage)) == squeezed(text[start:end])
    marked = "".join(text[h.span.start : h.span.end] for h in hits)
    assert squeezed("".join(p.text for p in shown if p.marked)) == squeezed(marked)
