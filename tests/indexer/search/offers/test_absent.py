"""What is said of words that no text has."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from indexer.archive import Archive
from indexer.records import Word
from indexer.search.offers.absent import said_of_absent
from indexer.search.query import parse_query
from tests.conftest import PAPERS

ArchiveOf = Callable[[Mapping[str, str]], Archive]


@pytest.mark.parametrize(
    ("asked", "lacking"),
    [
        ("ferries typhus", "typhus"),  # another form of a word is there
        ("=ferries typh*", "=ferries, typh*"),
        ("bridge ferry harb*", ""),
        ('"red ferry" (lamp OR boat) -typhus', "red, lamp, boat"),
        ("whom she ferry", ""),  # common words tell nothing
        ("typhus cholera typhus", "typhus, cholera"),
        ("editor", ""),  # a title's word
        ("mode typhus", "mode, typhus"),
        ("zzz Zzz ZZZ ferry", "ZZZ"),
        ("why isn't the ferry running, as they couldn't", "running"),  # parts of words nobody wrote
        ("U.S.A. www.example.org don’t typhus", "typhus"),
    ],
)
def test_words_that_no_text_has_are_named(archive_of: ArchiveOf, asked: str, lacking: str) -> None:
    archive = archive_of(PAPERS)
    for mode in ("hybrid", "keyword", "semantic"):
        told = said_of_absent(archive.search(parse_query(asked, mode=mode)).absent)
        assert told == (f"In no text: {lacking}." if lacking else "")


def test_five_are_named_and_the_others_counted() -> None:
    assert said_of_absent([Word(letter) for letter in "abcdefgh"]) == "In no text: a, b, c, d, e and 3 more."


def test_a_filter_does_not_make_a_word_one_of_no_text(archive_of: ArchiveOf) -> None:
    assert archive_of(PAPERS).search(parse_query("ferry kind:letter date:1700")).absent == ()
