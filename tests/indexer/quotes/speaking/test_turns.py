"""Who speaks where in a transcript."""

from __future__ import annotations

import pytest

from indexer.quotes.speaking.turns import spoke_before, turn_at

TALK = (
    "The harbour, 4 March.\n\nRuth Castell: Is it so?\n\n  Émile D.: It is.\n\nAnd it was.\n\n"
    "Ruth Castell: Thank you.\n\nEnd."
)


@pytest.mark.parametrize(
    ("words", "speaker", "others"),
    [
        ("The harbour", None, set()),
        ("Is it so", "Ruth Castell", {"Émile D."}), ("It is", "Émile D.", {"Ruth Castell"}),
        ("And it was", "Émile D.", {"Ruth Castell"}), ("Thank you", "Ruth Castell", {"Émile D."}), ("End", None, set()),
    ],
)  # fmt: skip
def test_who_speaks_is_named_at_the_beginning_of_a_turn(words: str, speaker: str | None, others: set[str]) -> None:
    turn = turn_at(TALK, TALK.index(words))
    assert (turn and TALK[turn.speaker.start : turn.speaker.end]) == speaker
    assert (turn.others if turn else set()) == others


def test_who_spoke_last_is_looked_for_so_far_and_no_further() -> None:
    far = "A: one.\n" + "word " * 5_000
    assert [spoke_before(text, len(text)) for text in ("A: one.\nB: two", "one", far)] == ["B", "", ""]


@pytest.mark.parametrize(
    ("line", "speaker"),
    [
        ("RUTH CASTELL (on camera): Yes", "RUTH CASTELL"), ("SEN. R. CASTELL (H-STORR), MAYOR: Yes", "SEN. R. CASTELL"),
        ("R. CASTELL, MAYOR: Yes", "R. CASTELL"), ("Castell : Oui", "Castell"),
        ("Yesterday, as he said: Yes", ""), ("CASTELL (on camera) said: Yes", ""),
    ],
)  # fmt: skip
def test_what_stands_beside_a_name_is_none_of_it(line: str, speaker: str) -> None:
    assert spoke_before(line, len(line)) == speaker
