import random

import numpy as np
import pytest

from indexer.stores.packed import packed, unpacked


@pytest.mark.parametrize("numbers", [[], [0], [127], [128], [16383, 16384], [0, 2**21 - 1, 2**21, 2**28, 2**32 - 1]])
def test_numbers_come_back(numbers: list[int]) -> None:
    data, ends = packed(np.array(numbers, np.int64))
    assert unpacked(data.tobytes()).tolist() == numbers
    assert len(ends) == len(numbers)
    assert ends.tolist()[-1:] == ([len(data)] if numbers else [])


def test_a_number_has_a_byte_for_each_seven_bits() -> None:
    data, ends = packed(np.array([1, 127, 128, 300]))
    assert data.tolist() == [1, 127, 128, 1, 300 % 128 + 128, 300 // 128]
    assert ends.tolist() == [1, 2, 4, 6]


def test_each_number_is_found_where_it_ends() -> None:
    chance = random.Random(1)
    numbers = [chance.getrandbits(chance.randint(1, 32)) for _ in range(2000)]
    data, ends = packed(np.array(numbers))
    for first in range(0, 2000, 97):
        start = int(ends[first - 1]) if first else 0
        assert unpacked(data[start : int(ends[first])]).tolist() == [numbers[first]]
