from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from indexer.encoders import Encoder
from indexer.encoders.encoded import encoded_text
from indexer.ingest.measure import Measure
from indexer.ingest.passages import split
from indexer.records import Block, BlockKind, Document
from tests.conftest import WordEncoder

ENCODER = WordEncoder()
MEASURE = Measure(ENCODER)
SENTENCE = "The harbour bridge was closed again on Tuesday morning by the council. "  # twelve words


def document(text: str, *blocks: Block, title: str = "") -> Document:
    return Document(id="d", text=text, title=title, title_derived=not title, blocks=blocks)


def check(doc: Document, encoder: Encoder, words: int) -> None:
    """What holds of the passages of any document: end to end, in order, of one kind below headings, never too long."""
    passages = split(doc, Measure(encoder), words)
    if not doc.text.strip():
        assert passages == []
        return
    assert "".join(doc.text[p.start : p.end] for p in passages) == doc.text
    assert (passages[0].start, passages[-1].end) == (0, len(doc.text))
    for before, after in pairwise(passages):
        assert before.end == after.start
    for passage in passages:
        assert doc.text[passage.start : passage.end].strip()
        assert passage.document_id == doc.id
        assert len(encoder.tokens(encoded_text(doc, passage, encoder))) <= encoder.max_tokens
        for block in doc.blocks:
            shared = doc.text[max(passage.start, block.start) : min(passage.end, block.end)]
            assert not shared.strip() or block.kind in (passage.kind, "heading")
        assert passage.sentences[0] == 0
        assert list(passage.sentences) == sorted({*passage.sentences})
        assert passage.sentences[-1] < passage.end - passage.start


def test_passages_are_whole_sentences_of_even_size() -> None:
    text = SENTENCE * 20  # 240 words at 100 wanted: two passages of ten sentences, not 9 + 9 + 2
    passages = split(document(text), MEASURE, 100)
    assert [(p.start, p.end) for p in passages] == [(0, 10 * len(SENTENCE)), (10 * len(SENTENCE), 20 * len(SENTENCE))]
    assert all(p.sentences == tuple(range(0, 10 * len(SENTENCE), len(SENTENCE))) for p in passages)


def test_what_a_passage_leaves_is_evenly_shared_by_those_after_it() -> None:
    text = "".join(f"The{' ferry' * (words - 1)}. " for words in (36, 32, 24, 8))
    sizes = [len(text[p.start : p.end].split()) for p in split(document(text), MEASURE, 40)]
    assert sizes == [36, 32, 24 + 8]  # not 36, 32 + 24 and 8


def test_a_short_text_is_one_passage() -> None:
    assert [(p.start, p.end, p.kind) for p in split(document(SENTENCE), MEASURE, 120)] == [
        (0, len(SENTENCE), "paragraph")
    ]


def test_passages_never_cross_from_one_kind_to_another() -> None:
    text = f"{SENTENCE}\n\n> {SENTENCE}\n\n{SENTENCE}"
    quote = Block("quote", text.index(">"), text.index(">") + 2 + len(SENTENCE))
    kinds = [(p.kind, text[p.start : p.end].strip()) for p in split(document(text, quote), MEASURE, 120)]
    assert kinds == [
        ("paragraph", SENTENCE.strip()),
        ("quote", f"> {SENTENCE}".strip()),
        ("paragraph", SENTENCE.strip()),
    ]


def test_neighbouring_blocks_of_one_kind_share_a_passage() -> None:
    text = "- one\n- two\n"
    blocks = (Block("list", 0, 6), Block("list", 6, 12))
    assert [(p.kind, p.start, p.end) for p in split(document(text, *blocks), MEASURE, 120)] == [("list", 0, 12)]


def test_white_space_of_its_own_goes_to_the_passage_before() -> None:
    text = "- item\n\n\n> quoted"
    blocks = (Block("list", 0, 7), Block("quote", 9, 17))
    assert [(p.kind, p.start, p.end) for p in split(document(text, *blocks), MEASURE, 120)] == [
        ("list", 0, 9), ("quote", 9, 17),
    ]  # fmt: skip


def test_a_heading_begins_the_passage_of_what_it_stands_over_as_one_with_its_first_sentence() -> None:
    text = f"The Ferry\n\nIts Last Night\n\n{SENTENCE}{SENTENCE}\n\nDemands\n\n- A bridge.\n\nThe End"
    blocks = [
        Block(kind, text.index(said), text.index(said) + len(said))
        for kind, said in (
            ("heading", "The Ferry"), ("heading", "Its Last Night"), ("heading", "Demands"), ("list", "- A bridge."),
            ("heading", "The End"),
        )
    ]  # fmt: skip
    passages = split(document(text, *blocks), MEASURE, 120)
    assert [(p.kind, text[p.start : p.end]) for p in passages] == [
        ("paragraph", text[: text.index("Demands")]), ("list", "Demands\n\n- A bridge.\n\n"), ("heading", "The End"),
    ]  # fmt: skip
    assert [p.sentences for p in passages] == [(0, text.index(SENTENCE) + len(SENTENCE)), (0,), (0,)]


def test_a_heading_is_not_cut_from_a_first_sentence_that_is_longer_than_a_passage() -> None:
    text = f"The Ferry\n\nIt {'was late and ' * 75}gone."
    passages = split(document(text, Block("heading", 0, 9)), MEASURE, 120)
    assert text[passages[0].start : passages[0].end].startswith("The Ferry\n\nIt was late")


def test_a_heading_stays_outside_the_mail_that_is_answered_below_it() -> None:
    text = "The Ferry\n\nYou wrote of it."
    blocks = (Block("heading", 0, 9), Block("reply", 11, 27))
    assert [p.kind for p in split(document(text, *blocks), MEASURE, 120)] == ["heading", "reply"]


def test_a_long_sentence_is_cut_between_words() -> None:
    text = " ".join(f"w{n}" for n in range(500))
    for passage in split(document(text), MEASURE, 20):
        assert passage.start == 0 or text[passage.start - 1] == " "


@pytest.mark.parametrize("text", ["", " \n\t\u3000\n "])
def test_white_space_has_no_passages(text: str) -> None:
    assert split(document(text), MEASURE, 120) == []


def test_the_title_is_encoded_with_the_passage_unless_it_was_derived_from_it() -> None:
    titled = document(f"  {SENTENCE}", title="A Bridge")
    (passage,) = split(titled, MEASURE, 120)
    assert encoded_text(titled, passage, ENCODER) == f"A Bridge\n{SENTENCE.strip()}"
    assert encoded_text(replace(titled, title_derived=True), passage, ENCODER) == SENTENCE.strip()


def test_a_long_title_is_cut_to_its_share() -> None:
    titled = document(SENTENCE, title=" ".join(f"t{n}" for n in range(300)))
    (passage,) = split(titled, MEASURE, 120)
    assert encoded_text(titled, passage, ENCODER).split("\n")[0] == " ".join(f"t{n}" for n in range(48))


BLOCK_KINDS: list[BlockKind] = ["heading", "quote", "list", "paragraph"]
HOSTILE = st.one_of(
    st.text(max_size=400),
    st.text(alphabet="👩‍👩‍👧🏽🇩🇪", max_size=400),
    st.text(alphabet="שלום مرحبا ‏‮", max_size=400),
    st.text(alphabet="e\u0301\u0308\u200d\u0316 ", max_size=400),
    st.text(alphabet="\"'“”«»‘’", max_size=400),
    st.text(alphabet=" \n\t\u3000\u2028\xa0", max_size=60),
    st.text(alphabet="ab.-", min_size=200, max_size=3000),
    st.text(alphabet="漢字仮名。", max_size=600),
    st.lists(st.sampled_from([SENTENCE, "No. 5 ", "\n\n", "Mr. X. ", "x" * 150 + " ", "… "]), max_size=60).map("".join),
)


@st.composite
def documents(draw: st.DrawFn, texts: st.SearchStrategy[str] = HOSTILE) -> Document:
    text = draw(texts)
    ends = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6)))
    blocks = [
        Block(draw(st.sampled_from(BLOCK_KINDS)), start, end)
        for start, end in zip(ends[::2], ends[1::2], strict=False)
        if start < end
    ]
    return document(text, *blocks, title=draw(st.sampled_from(["", "A Title", "t " * 200, "한글" * 30])))


@pytest.mark.slow
@settings(max_examples=120)
@given(documents(), st.sampled_from([20, 120, 1000]))
@example(document("word" * 50_000), 120)
@example(document('"' * 20_000), 120)
@example(document("é" * 10_000), 20)
@example(document("a, " * 10_000, title="t " * 200), 1000)
def test_passages_cover_any_text_in_order_and_are_read_whole(doc: Document, words: int) -> None:
    check(doc, ENCODER, words)


class Modest(WordEncoder):
    """Remembers the longest text whose tokens it was asked for."""

    longest = 0

    def tokens(self, text: str) -> Sequence[tuple[int, int]]:
        self.longest = max(self.longest, len(text))
        return super().tokens(text)


@pytest.mark.slow
def test_a_long_text_is_tokenised_a_stretch_at_a_time_and_cut_as_it_would_be_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "\n\n".join(f"Nothing was said of number {number} that day, or of w{number}." for number in range(4000))
    doc, encoder = document(text), Modest()
    passages = split(doc, Measure(encoder), 40)
    assert encoder.longest < len(doc.text) / 3
    monkeypatch.setattr("indexer.ingest.measure._STRETCH", len(doc.text))
    monkeypatch.setattr(Measure, "_parts_words", False)
    assert split(doc, Measure(encoder), 40) == passages
    assert encoder.longest == len(doc.text)
