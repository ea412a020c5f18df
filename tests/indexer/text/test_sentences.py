import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from indexer.text.sentences import sentence_spans


def sentences(text: str) -> list[str]:
    return [text[start:end].strip() for start, end in sentence_spans(text)]


@pytest.mark.parametrize(
    "text",
    [
        "I have yours of the 4th inst. and thank you for it.",
        "Yr. obt. humble Servt. R. H. Lee, to the Honble. Congress.",
        "Messrs. Stobbs & Co. of No. 5 wrote to Lt. Col. Pell at Philada. on Tuesday.",
        "The borrowg. money was recd. in full.",
        "To the Board\nThe borrowg. money was recd. in full.",
    ],
)
def test_abbreviations_of_letters_end_no_sentence(text: str) -> None:
    assert sentences(text) == [text]


def test_sentences_end_where_they_end() -> None:
    assert sentences("The bridge is closed. Nobody knows why! Did the council vote? It did.") == [
        "The bridge is closed.", "Nobody knows why!", "Did the council vote?", "It did.",
    ]  # fmt: skip


def test_a_note_mark_stays_with_its_sentence() -> None:
    assert sentences("It is our ruin.(1) I have said so.") == ["It is our ruin.(1)", "I have said so."]
    assert sentences("It is our ruin.2 I have said so.") == ["It is our ruin.2", "I have said so."]
    assert sentences("It is “ruin.”[1] I have[2] said so.[3][4] Yes.") == [
        "It is “ruin.”[1]",
        "I have[2] said so.[3][4]",
        "Yes.",
    ]


def test_white_space_ends_the_sentence_before_it() -> None:
    text = "One is here.  \n\nTwo is there."
    assert sentence_spans(text) == [(0, text.index("Two")), (text.index("Two"), len(text))]


def test_no_text_has_no_sentences() -> None:
    assert sentence_spans("") == []


@pytest.mark.slow
@settings(max_examples=100)
@given(st.one_of(st.text(max_size=300), st.text(alphabet="aB.?!\n \"'(1)[]é", max_size=300)))
@example(" \n ")
@example("..." * 100)
@example('"' * 300)
def test_sentences_cover_any_text_end_to_end(text: str) -> None:
    spans = sentence_spans(text)
    assert "".join(text[start:end] for start, end in spans) == text
    assert all(start < end for start, end in spans)
    assert [start for start, _ in spans[1:]] == [end for _, end in spans[:-1]]


@pytest.mark.parametrize("month", ["März", "Jänner", "Oktober", "Dezember", "Mai"])
def test_a_german_day_ends_no_sentence(month: str) -> None:
    assert sentences(f"Bremen, den 4. {month} 1887. Lieber Herr!") == [f"Bremen, den 4. {month} 1887.", "Lieber Herr!"]
    assert sentences(f"It cost 1804. {month} was cold.") == ["It cost 1804.", f"{month} was cold."]
