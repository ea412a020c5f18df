from __future__ import annotations

from math import hypot

import numpy as np
import pytest

from indexer.search.example import moved

NONE = np.empty((0, 2), dtype=np.float32)
EAST, NORTH = np.eye(2, dtype=np.float32)


def test_a_query_moves_towards_examples_and_away_from_others() -> None:
    assert moved(EAST, NORTH[None], NONE) == pytest.approx(np.array([1, 0.75]) / hypot(1, 0.75))
    assert moved(EAST, NONE, NORTH[None]) == pytest.approx(np.array([1, -0.15]) / hypot(1, 0.15))
    assert moved(None, np.stack([EAST, NORTH]), NONE) == pytest.approx(np.array([1, 1]) / hypot(1, 1))


def test_without_a_direction_there_is_nothing_to_go_by() -> None:
    assert moved(None, NONE, EAST[None]) is None
    assert moved(None, np.stack([EAST, -EAST]), NONE) == pytest.approx(np.zeros(2))
