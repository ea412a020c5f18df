import numpy as np
import pytest

from indexer.search.retrieve import _best


@pytest.mark.parametrize(
    ("most", "kept"), [(1, [4]), (2, [1, 3, 4, 6]), (4, [1, 3, 4, 6]), (5, [0, 1, 3, 4, 6]), (9, [0, 1, 3, 4, 6])]
)
def test_equals_of_the_last_that_is_kept_are_kept_too(most: int, kept: list[int]) -> None:
    scores = np.array([1, 2, 0, 2, 3, 0, 2], np.float32)
    assert _best(scores, most).tolist() == kept
