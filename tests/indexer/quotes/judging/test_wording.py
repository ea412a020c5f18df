from __future__ import annotations

import pytest

from indexer.quotes.judging.wording import Wording


def test_a_text_begins_and_ends_with_a_sentence() -> None:
    source = Wording("It rained all day. He left.")
    assert [j for j in range(len(source) + 1) if source.begins_sentence(j)] == [0, 4, 6]


def test_the_mark_of_a_note_belongs_to_the_sentence_before_it() -> None:
    source = Wording("It rained all day.(1) He left (2) early.")
    assert [j for j in range(len(source) + 1) if source.begins_sentence(j)] == [0, 4, 5, 9]


@pytest.mark.parametrize("text", ["It rained all day.", "Es regnete für Tage.", ""])
def test_words_stand_where_they_are_looked_for(text: str) -> None:
    spans = Wording(text).spans
    standing = [(text.index(word), text.index(word) + len(word)) for word in text.strip(".").split()]
    assert (list(spans), len(spans), spans[1:3]) == (standing, len(standing), standing[1:3])
    for at in range(-len(standing), len(standing)):
        assert spans[at] == standing[at]
    for beyond in (len(standing), -len(standing) - 1):
        with pytest.raises(IndexError):
            spans[beyond]
