"""The nearest word among those that there are."""

from __future__ import annotations

import pytest

from indexer.search.offers.neighbours import Neighbours

WORDS = {
    "ferry": 9,
    "fern": 2,
    "lake": 5,
    "harbour": 4,
    "harbours": 1,
    "harmonium": 3,
    "cathedral": 2,
    "mill": 7,
    "a": 1,
}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("fery", "ferry"),
        ("ferrry", "ferry"),
        ("frery", "ferry"),
        ("fenr", "fern"),
        ("take", ""),  # begins otherwise
        ("fur", ""),  # too short
        ("mlil", "mill"),
        ("harmnoum", "harmonium"),
        ("hamoniums", "harmonium"),
        ("atherdal", "cathedral"),
        ("athedral", "cathedral"),
        ("katedrel", ""),
        ("kathedral", "cathedral"),
        ("mill5", ""),
        ("harbour", "harbour"),
    ],
)
def test_the_nearest_is_found_at_any_length_that_edits_leave(typed: str, meant: str) -> None:
    assert Neighbours(WORDS).nearest(typed) == meant


def test_of_equally_near_words_the_most_frequent_that_begins_alike_comes_first() -> None:
    assert Neighbours({"mills": 1, "mille": 3, "milly": 2}).nearest("millx") == "mille"
    assert Neighbours({"kathedrals": 9, "cathedrals": 1}).nearest("catedrals") == "cathedrals"


def test_nothing_is_near_where_there_are_no_words() -> None:
    assert Neighbours({}).nearest("ferry") == ""
