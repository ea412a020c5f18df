from __future__ import annotations

from indexer.records import Span
from indexer.text.occurrences import occurrences


def test_words_stand_where_they_are_words() -> None:
    assert occurrences("Go so far.", Span(3, 5), "Also so, some") == [Span(5, 7)]
    assert occurrences("Also, far.", Span(2, 4), "Also so, soso") == [Span(2, 4), Span(5, 7), Span(11, 13)]
