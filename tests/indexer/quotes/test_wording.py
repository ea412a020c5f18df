from __future__ import annotations

from indexer.quotes.wording import Wording


def test_a_text_begins_and_ends_with_a_sentence() -> None:
    source = Wording("It rained all day. He left.")
    assert [j for j in range(len(source) + 1) if source.begins_sentence(j)] == [0, 4, 6]
