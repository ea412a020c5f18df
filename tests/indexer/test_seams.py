"""Phrases that run over the end of a passage."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from indexer.archive import Archive
from indexer.search.query import parse_query

Make = Callable[..., Archive]

MAIL = """From: ruth@farness.example
To: carrow@school.example
Subject: Ferry
Message-ID: <b@x>
Date: Thu, 12 Mar 1998 10:00:00 +0000

I agree with all that you have said of it.

On Thu, Carrow wrote:
> The harbourmaster has resigned and nobody mourns him.
"""


def found(archive: Archive, words: list[str]) -> list[int]:
    """Where the passages begin that are found by these words as a phrase."""
    query = replace(parse_query(f'"{" ".join(words)}"', mode="keyword"), grouped=False)
    return [hit.passage.start for hit in archive.search(query).hits]


@pytest.mark.parametrize(
    ("before", "after", "there"), [(8, 1, True), (1, 8, True), (8, 8, True), (9, 1, False), (1, 9, False)]
)
def test_eight_words_on_either_side_of_the_end_are_found_as_one_phrase(
    archive_of: Make, before: int, after: int, there: bool
) -> None:
    archive = archive_of({"long.txt": " ".join(f"Sentence number {n} ends in word{n}." for n in range(200))})
    document = next(archive.catalog.documents())
    first, second = archive.catalog.passages(document.id)[:2]
    words = [
        *document.text[first.start : first.end].split()[-before:],
        *document.text[second.start : second.end].split()[:after],
    ]
    assert found(archive, words) == ([first.start] if there else [])


@pytest.mark.slow
def test_no_phrase_runs_from_a_mail_into_what_it_quotes(make_archive: Make) -> None:
    archive = make_archive({"b.eml": MAIL})
    document = next(archive.catalog.documents())
    own, quoted = archive.catalog.passages(document.id)[:2]
    assert (own.kind, quoted.kind) == ("paragraph", "reply")
    last = document.text[own.start : own.end].split()[-2:]
    first = document.text[quoted.start : quoted.end].split()[:1]
    assert found(archive, last) == [own.start]
    assert found(archive, [*last, *first]) == []
    archive.close()
