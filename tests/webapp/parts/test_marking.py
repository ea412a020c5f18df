"""Texts cut into paragraphs and pieces: nothing lost, nothing marked that is not meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.records import Block, Document, Page, Part, Quotation, Snippet, Source, Span
from webapp.parts.marking import paragraphs, pieces, with_nearest
from webapp.parts.underlining import Piece, Underline, Underlined, margin_marks, note_numbers, underlines


def document(text: str, **more: object) -> Document:
    return Document(id="d", text=text, title="t", **more)  # type: ignore[arg-type]


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_only_what_is_found_has_a_note() -> None:
    assert str(note_numbers(["not found", "exact", "not found", "altered"])) == "[0, 1, 0, 2]"
    assert str(note_numbers(["exact", "not found"])) == "[1, 0]"
    assert str(note_numbers(["not traced", "exact"])) == "[0, 1]"


def test_pieces_are_the_text() -> None:
    cut = pieces("a red lamp 🕯 burns", 2, 12, Span(2, 5), Span(11, 12))
    assert cut == [Piece("red", marked=True), Piece(" lamp "), Piece("🕯", marked=True)]


def test_the_nearest_sentence_stands_apart() -> None:
    text = "One two. Three four. Five."
    assert with_nearest(text, Span(0, 20), Span(9, 20)) == [Piece("One two. "), Piece("Three four.", nearest=True)]
    (shown,) = paragraphs(document(text), Span(0, 20), [Snippet(Span(0, 20), (Span(9, 14),))], nearest=Span(9, 20))
    assert [(p.text, p.passage, p.marked, p.nearest) for p in shown.pieces] == [
        ("One two. ", True, False, False),
        ("Three", True, True, True),
        (" four.", True, False, True),
        (" Five.", False, False, False),
    ]


def test_of_a_nearest_sentence_that_is_longer_than_what_is_shown_no_more_is() -> None:
    cut = with_nearest("One long sentence that does not end", Span(0, 8), Span(4, 35))
    assert [(piece.text, piece.nearest) for piece in cut] == [("One ", False), ("long", True)]


def test_a_passage_over_two_paragraphs_is_marked_in_both_and_anchored_once() -> None:
    text = "One two.\n\nThree four.\n\nFive."
    shown = paragraphs(document(text), Span(4, 15), ())
    assert [[(p.text, p.passage, p.anchor) for p in para.pieces] for para in shown] == [
        [("One ", False, False), ("two.", True, True)],
        [("Three", True, False), (" four.", False, False)],
        [("Five.", False, False)],
    ]


def test_what_begins_between_paragraphs_is_anchored_at_the_next() -> None:
    text = "One.\n\n\nTwo."
    hit = Snippet(Span(6, 11), (Span(7, 10),))
    shown = paragraphs(document(text, pages=(Page(0, "1"), Page(5, "2"))), Span(6, 11), [hit])
    second = shown[1].pieces[0]
    assert (second.text, second.anchor, second.page, second.marked) == ("Two", True, "2", True)
    assert shown[0].pieces[0].page == "1"


def test_blocks_keep_their_kind() -> None:
    text = "Head\nbody\n\n> said"
    shown = paragraphs(document(text, blocks=(Block("heading", 0, 4), Block("quote", 11, 17))), None, ())
    assert [(p.kind, p.pieces[0].text) for p in shown] == [
        ("heading", "Head"),
        ("paragraph", "body"),
        ("quote", "> said"),
    ]


def test_a_verse_keeps_its_indentation() -> None:
    text = " \n  Oh the tide\n    comes in \n \n\n\tand out.\n"
    shown = paragraphs(document(text, blocks=(Block("quote", text.index("\n \n\n"), len(text)),)), Span(5, 9), ())
    assert ["".join(p.text for p in paragraph.pieces) for paragraph in shown] == [
        "  Oh the tide\n    comes in",
        "\tand out.",
    ]


def flat(nodes: list[Piece | Underlined]) -> list[Piece]:
    return [p for node in nodes for p in ([node] if isinstance(node, Piece) else flat(node.inside))]


Line = tuple[int, tuple[int, ...], bool, bool]


def lines(nodes: list[Piece | Underlined], over: tuple[int, ...] = ()) -> Iterator[Line]:
    """Each underline: its number, those it lies in, and whether it begins and ends there."""
    for node in nodes:
        if isinstance(node, Underlined):
            number = node.underline.number
            yield number, over, node.begins, node.ends
            yield from lines(node.inside, (*over, number))


def test_a_quotation_within_a_quotation_lies_under_its_line() -> None:
    text = "He said one two three four."
    outer, inner = Underline(1, Span(8, 26), "exact"), Underline(2, Span(12, 15), "altered")
    (paragraph,) = paragraphs(document(text), Span(10, 14), (), underlines=(outer, inner))
    plain, under, stop = paragraph.nodes
    assert isinstance(under, Underlined)
    assert (under.begins, under.ends) == (True, True)
    assert [type(n).__name__ for n in under.inside] == ["Piece", "Piece", "Underlined", "Piece"]
    assert list(lines(paragraph.nodes)) == [(1, (), True, True), (2, (1,), True, True)]
    assert [p.text for p in flat([plain, under, stop])] == ["He said ", "on", "e ", "tw", "o", " three four", "."]


def test_a_quotation_over_paragraphs_begins_once_and_ends_once() -> None:
    text = "x One.\n\nTwo.\n\nThree. y"
    spans = (Span(2, 6), Span(8, 12), Span(14, 20))
    shown = paragraphs(document(text), None, (), underlines=[Underline(7, span, "near") for span in spans])
    found = [line for paragraph in shown for line in lines(paragraph.nodes)]
    assert found == [(7, (), True, False), (7, (), False, False), (7, (), False, True)]


def quotation(id: str, *sources: tuple[int, int]) -> Quotation:
    parts = tuple(Part(Span(0, 1), Span(*at), "exact") for at in sources)
    return Quotation(id, (Span(0, 1),), sources=(Source("d", "exact", parts, (), 1.0, ""),))


def test_what_is_quoted_close_together_has_one_mark_that_counts_documents() -> None:
    quoting = [quotation("a", (0, 10)), quotation("b", (5, 20)), quotation("b", (60, 70)), quotation("c", (73, 510))]
    first, second = margin_marks(quoting)
    assert (first.documents, first.entries, first.spans) == (2, (1, 2, 3), (Span(0, 20), Span(60, 70)))
    assert (second.documents, second.entries, second.start) == (1, (4,), 73)
    text = "x" * 600
    (paragraph,) = paragraphs(document(text), None, (), margin=(first, second))
    assert [(p.quoted, p.margin) for p in paragraph.pieces] == [
        (True, first), (False, None), (True, None), (False, None), (True, second), (False, None),
    ]  # fmt: skip


def test_of_marks_between_two_paragraphs_the_first_stands_at_the_next() -> None:
    text = f"One.{200 * chr(10)}Two."
    marks = margin_marks([quotation("a", (10, 20)), quotation("b", (150, 206))])
    shown = paragraphs(document(text), None, (), margin=marks)
    assert len(marks) == 2
    assert [(p.text, p.margin) for p in shown[1].pieces] == [("Tw", marks[0]), ("o.", None)]


def test_quotations_are_numbered_in_their_order_and_the_outer_comes_first() -> None:
    inner, outer = Quotation("d", (Span(4, 6),)), Quotation("d", (Span(4, 9), Span(20, 22), Span(30, 30)))
    assert [(u.number, u.span) for u in underlines([inner, outer])] == [
        (2, Span(4, 9)), (1, Span(4, 6)), (2, Span(20, 22)),
    ]  # fmt: skip


SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30)), max_size=6)


@pytest.mark.slow
@given(
    st.text(st.sampled_from("ab \n<&🕯"), max_size=60),
    st.tuples(st.integers(0, 60), st.integers(0, 60)),
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 5)), max_size=4),
    SPANS,
    SPANS,
)
def test_nothing_is_lost_whatever_is_marked(
    text: str, span: tuple[int, int], marks: list[tuple[int, int]], own: list[tuple[int, int]],
    elsewhere: list[tuple[int, int]],
) -> None:  # fmt: skip
    start, end = sorted(min(position, len(text)) for position in span)
    passage = Span(start, end) if start < end else None
    hits, at = [], 0
    for first, length in sorted(marks):
        if at <= first and first + length <= len(text):
            hits.append(Snippet(Span(first, first + length), (Span(first, first + length),)))
            at = first + length
    inside = [(a, min(a + length, len(text))) for a, length in own if a < len(text)]
    quoted = [(a, min(a + length, len(text))) for a, length in elsewhere if a < len(text)]
    told = underlines([Quotation("d", (Span(a, b),)) for a, b in inside])
    margin = margin_marks([quotation("e", at) for at in quoted])
    laid_out = paragraphs(document(text), passage, hits, underlines=told, margin=margin)
    shown = [piece for paragraph in laid_out for piece in paragraph.pieces]
    assert squeezed("".join(p.text for p in shown)) == squeezed(text)
    assert squeezed("".join(p.text for p in shown if p.passage)) == squeezed(text[start:end])
    marked = "".join(text[h.span.start : h.span.end] for h in hits)
    assert squeezed("".join(p.text for p in shown if p.marked)) == squeezed(marked)
    covered = {n for a, b in quoted for n in range(a, b)}
    assert squeezed("".join(p.text for p in shown if p.quoted)) == squeezed(
        "".join(c for n, c in enumerate(text) if n in covered)
    )
    for number, (a, b) in enumerate(inside, start=1):
        under = "".join(p.text for p in shown if any(u.number == number for u in p.within))
        assert squeezed(under) == squeezed(text[a:b])
    assert [p for paragraph in laid_out for p in flat(paragraph.nodes)] == shown
    found = [line for paragraph in laid_out for line in lines(paragraph.nodes)]
    visible = sorted({underline.number for piece in shown for underline in piece.within})
    assert sorted(n for n, _, begins, _ in found if begins) == visible
    assert sorted(n for n, _, _, ends in found if ends) == visible
    assert all(number not in over for number, over, _, _ in found)
