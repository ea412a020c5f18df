import tracemalloc
from types import SimpleNamespace

import numpy as np
import pytest

from indexer.records import Word
from indexer.search.matching import Mask, Matcher
from indexer.search.query import parse_query

ROWS = 100_000
MANY = [f"n{n}" for n in range(90)]


class Keyword:
    """Holds each word in the row of its number, and in all rows from the hundredth on."""

    def word_mask(self, word: Word) -> Mask:
        mask = np.arange(ROWS) >= 100
        mask[int(word.text.removeprefix("n"))] = True
        return mask


@pytest.fixture
def matcher() -> Matcher:
    catalog = SimpleNamespace(mask=lambda filters: None, layout=SimpleNamespace(replies=None))
    return Matcher(catalog, Keyword())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "first", "others"),
    [
        (f"-{' -'.join(MANY)}", [False] * 90 + [True] * 10, False),
        (" OR ".join(MANY), [True] * 90 + [False] * 10, True),
        (" AND ".join(MANY), [False] * 100, True),
    ],
)
def test_of_many_clauses_one_mask_is_held_at_a_time(
    matcher: Matcher, text: str, first: list[bool], others: bool
) -> None:
    query = parse_query(text)
    tracemalloc.start()
    asked = matcher.asked(query)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert asked is not None
    assert (asked[:100].tolist(), set(asked[100:].tolist())) == (first, {others})
    assert peak < 15 * ROWS  # eight of them are the numbers of the rows, for the mask of a word


def test_of_nothing_that_must_occur_all_rows_are_left(matcher: Matcher) -> None:
    assert matcher.asked(parse_query("n7")) is None
