"""Changed words beside an editor's brackets."""

from __future__ import annotations

import pytest

from indexer.quotes.judging.align import align
from indexer.quotes.judging.judge import judge
from indexer.quotes.judging.wording import Wording, quoted_words
from indexer.records import Span

SOURCE = "We hear that nobody at the works has asked the captains in October, and what they think of it is unknown."


@pytest.mark.parametrize(
    ("quoted", "told"),
    [
        ("the captains in [November], but what they think of it", [("[November], but", "October, and")]),
        ("asked the captains in October, and what [the men] believed of it", [("[the men] believed", "they think")]),
        ("asked the captains in October, and what [the men] believed", [("[the men] believed", "they")]),
        ("called [in vain] the captains in October, and what they think", [("called [in vain]", "asked")]),
        ("[E]verybody at the works has asked the captains", [("[E]verybody", "nobody")]),
        ("[I said] everybody at the works has asked the captains", [("[I said]", ""), ("everybody", "nobody")]),
        ("nobody at the works [here] had asked the captains", [("[here]", ""), ("had", "has")]),
        ("asked the captains in October, and what they believe [of it]", [("believe", "think"), ("[of it]", "")]),
    ],
)
def test_a_bracket_that_cannot_be_told_from_a_change_is_told_in_it(quoted: str, told: list[tuple[str, str]]) -> None:
    whole, source = Span(0, len(quoted)), Wording(SOURCE)
    words = quoted_words(quoted, [whole])
    found = judge(quoted, [whole], words, source, align(words, source))
    assert told == [
        (quoted[change.quoted.start : change.quoted.end], SOURCE[change.source.start : change.source.end])
        for change in found.changes
    ]
    assert found.label == "altered"
