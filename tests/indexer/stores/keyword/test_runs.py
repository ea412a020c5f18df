from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.stores.keyword.runs import runs

PLACES = st.sets(st.integers(0, 30), max_size=12).map(sorted)


@pytest.mark.slow
@given(st.lists(PLACES, min_size=2, max_size=4), st.integers(0, 6))
def test_a_place_of_the_rarest_word_is_in_a_run_as_often_as_trying_all_says(lists: list[list[int]], slop: int) -> None:
    begins, ends = runs([np.array(places, np.int64) for places in lists], slop)
    rarest = min(range(len(lists)), key=lambda word: len(lists[word]))
    orders = [run for run in product(*lists) if list(run) == sorted(set(run)) and run[-1] - run[0] < len(run) + slop]
    assert len(begins) == len({run[rarest] for run in orders})
    assert set(zip(begins.tolist(), ends.tolist(), strict=True)) <= {(run[0], run[-1]) for run in orders}
