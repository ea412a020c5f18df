from __future__ import annotations

import math
import random

import pytest

from indexer.stores.keyword.merging import how_many_merge

MOST = 10_000


@pytest.mark.parametrize(
    ("sizes", "new", "count"),
    [
        ([], 5, 0),
        ([5], 5, 1),
        ([6], 5, 0),
        ([6, 11], 5, 2),  # too large for the new one alone, but not together with the next
        ([6, 12], 5, 0),
        ([4000, 4000], 2000, 2),
        ([4000, 4000], 2001, 0),
        ([2999, 4000, 4000], 2999, 2),
    ],
)
def test_up_to_the_largest_that_the_smaller_outweigh(sizes: list[int], new: int, count: int) -> None:
    assert how_many_merge(sizes, new, MOST) == count


@pytest.mark.parametrize("largest", [1, 50, 3000, MOST])
def test_segments_stay_few_and_words_are_not_written_again_and_again(largest: int) -> None:
    chance = random.Random(largest)
    sizes: list[int] = []
    added = written = 0
    for _ in range(3000):
        new = chance.randint(1, largest)
        count = how_many_merge(sizes, new, MOST)
        merged = new + sum(sizes[:count])
        sizes = sorted([merged, *sizes[count:]])
        added, written = added + new, written + merged
        assert merged <= MOST
        assert len(sizes) <= math.log2(MOST) + 4 * added / MOST
    assert written <= added * (1 + math.log2(MOST))
