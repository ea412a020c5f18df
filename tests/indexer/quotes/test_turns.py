"""Who speaks where in a transcript."""

from __future__ import annotations

import pytest

from indexer.quotes.turns import speaks_at

TALK = (
    "The harbour, 4 March.\n\nRuth Castell: Is it so?\n\nMr. Doyle: It is.\n\nAnd it was.\n\nRuth Castell: Thank you."
)


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        ("The harbour", None), ("Is it so", "Ruth Castell"), ("It is", "Mr. Doyle"), ("And it was", "Mr. Doyle"),
        ("Thank you", "Ruth Castell"),
    ],
)  # fmt: skip
def test_who_speaks_is_named_at_the_beginning_of_a_turn(words: str, speaker: str | None) -> None:
    found = speaks_at(TALK, TALK.index(words))
    assert (found and TALK[found.start : found.end]) == speaker


@pytest.mark.parametrize(
    "text",
    [
        "To: Ann Pell\nFrom: Tom Hale\nSubject: The quay\n\nIt is late.",
        "Note: one.\nNote: two.\nNote: three.\n\nIt is late.",
        "Ann Pell: one.\n\nTom Hale: two.\n\nIt is late.",
        "Of these: one.\nof those: two\nAnn Pell: three.\n\nIt is late.",
    ],
    ids=["memo", "one", "two turns", "one turn"],
)
def test_other_texts_are_no_transcripts(text: str) -> None:
    assert speaks_at(text, text.index("It is late")) is None
