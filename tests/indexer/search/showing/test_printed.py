from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.search.showing.printed import printed_words
from indexer.text.words import WORD, fold

TEXTS = st.lists(
    st.sampled_from([*"abZ09_ -'.\n\t\x1c\x85éßũ’—東\uff9e\ufdfb\u0308\u00a0\u00ad\u200bकि\u064e", "[0]", "[9", "b]"]),
    max_size=60,
).map("".join)


@pytest.mark.slow
@given(TEXTS, st.integers(0, 20), st.integers(0, 60))
def test_words_are_those_of_the_expression_at_their_places(text: str, start: int, end: int) -> None:
    start, end = min(start, len(text)), min(max(start, end), len(text))
    matches = list(WORD.finditer(text[start:end]))
    printed = printed_words(text, start, end)
    assert printed.words == [match[0] for match in matches]
    assert printed.starts(text, start, end, set(printed.words)) == [start + match.start() for match in matches]
    assert printed.folded() == " ".join(fold(match[0]) for match in matches)


def test_a_stretch_of_ascii_in_a_text_that_is_not() -> None:
    printed = printed_words("é The ferry_man's pay", 2, 21)
    assert printed.words == ["The", "ferry", "man", "s", "pay"]
    assert printed.starts("é The ferry_man's pay", 2, 21, ["pay", "man"]) == [12, 18]


@pytest.mark.parametrize("text", ["day[12] 12 of,[1] 1 2", "Täg[12] 12 of,[1] 1 2"])
def test_the_marks_of_notes_are_not_where_a_word_stands(text: str) -> None:
    printed = printed_words(text, 0, len(text))
    assert printed.starts(text, 0, len(text), {"12", "1", "2"}) == [8, 18, 20]


@pytest.mark.slow
@given(TEXTS, st.data())
def test_some_of_the_words_are_found_wherever_they_stand(text: str, data: st.DataObject) -> None:
    matches = list(WORD.finditer(text))
    wanted = {match[0] for match in matches if data.draw(st.booleans())}
    found = printed_words(text, 0, len(text)).starts(text, 0, len(text), wanted)
    assert found == [match.start() for match in matches if match[0] in wanted]
