from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.errors import BrokenArchive
from indexer.stores.vectors.index import VectorIndex, Vectors, write_vectors

DIMENSION = 4
HALF = 5e-4
"""What rounding to float16 may take from a number below 1."""


def index(tmp_path: Path, *batches: Vectors) -> VectorIndex:
    assert write_vectors(tmp_path / "v", iter(batches), DIMENSION) == sum(map(len, batches))
    return VectorIndex(tmp_path / "v")


def vectors(*rows: list[float]) -> Vectors:
    return np.array(rows, np.float32)


EAST, NORTH, BETWEEN = [1.0, 0, 0, 0], [0, 1.0, 0, 0], [0.6, 0.8, 0, 0]


def test_the_nearest_come_first_with_their_cosine(tmp_path: Path) -> None:
    rows, cosines = index(tmp_path, vectors(EAST, NORTH), vectors(BETWEEN)).search(np.float32([1, 0, 0, 0]), 2)
    assert list(rows) == [0, 2]
    assert cosines == pytest.approx([1.0, 0.6], abs=HALF)


def test_vectors_are_brought_to_unit_length(tmp_path: Path) -> None:
    found = index(tmp_path, vectors([5.0, 0, 0, 0], [0.03, 0.04, 0, 0]))
    assert found.vectors(np.array([0, 1])) == pytest.approx(vectors(EAST, [0.6, 0.8, 0, 0]), abs=HALF)


def test_what_is_carried_over_again_and_again_does_not_drift(tmp_path: Path) -> None:
    rows = np.arange(500)
    first = index(tmp_path, np.random.default_rng(0).standard_normal((500, DIMENSION)).astype(np.float32)).vectors(rows)
    carried = first
    for _ in range(3):
        carried = index(tmp_path, carried).vectors(rows)
    assert np.array_equal(carried, first)


def test_asking_for_more_than_there_are_gives_what_there_is(tmp_path: Path) -> None:
    found = index(tmp_path, vectors(EAST, NORTH, BETWEEN))
    assert len(found.search(np.float32(EAST), 99)[0]) == 3
    assert list(found.search(np.float32(EAST), 99, np.array([False, True, False]))[0]) == [1]


def test_the_mask_holds_before_the_nearest_are_taken(tmp_path: Path) -> None:
    found = index(tmp_path, vectors(*([EAST] * 20), NORTH))
    mask = np.arange(21) == 20
    rows, cosines = found.search(np.float32(EAST), 1, mask)
    assert (list(rows), list(cosines)) == ([20], [0.0])


@pytest.mark.parametrize("mask", [None, np.zeros(2, np.bool_)])
@pytest.mark.parametrize("k", [0, 5])
def test_nothing_to_find(tmp_path: Path, k: int, mask: np.ndarray | None) -> None:
    if k and mask is None:
        return
    rows, cosines = index(tmp_path, vectors(EAST, NORTH)).search(np.float32(EAST), k, mask)
    assert (len(rows), len(cosines)) == (0, 0)


def test_an_empty_index_finds_nothing(tmp_path: Path) -> None:
    found = index(tmp_path)
    assert (len(found), found.dimension) == (0, DIMENSION)
    assert len(found.search(np.float32(EAST), 5)[0]) == 0
    assert len(found.scores(np.float32(EAST), np.empty(0, np.int64))) == 0


def test_scores_of_chosen_rows(tmp_path: Path) -> None:
    found = index(tmp_path, vectors(EAST, NORTH, BETWEEN))
    assert found.scores(np.float32(NORTH), np.array([0, 2])) == pytest.approx([0.0, 0.8], abs=HALF)


@pytest.mark.parametrize("bad", [[0.0, 0, 0, 0], [float("nan"), 0, 0, 0], [float("inf"), 0, 0, 0]])
def test_what_has_no_direction_is_refused(tmp_path: Path, bad: list[float]) -> None:
    with pytest.raises(ValueError, match="not finite or has no length"):
        write_vectors(tmp_path / "v", iter([vectors(EAST, bad)]), DIMENSION)


@pytest.mark.parametrize("content", [None, b"", b"not faiss at all"])
def test_a_damaged_file_is_named(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "v").write_bytes(content)
    with pytest.raises(BrokenArchive, match="cannot be read"):
        VectorIndex(tmp_path / "v")


@pytest.mark.slow
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(1, 40), st.integers(1, 50), st.integers(0, 2**32 - 1))
def test_the_search_is_exact(tmp_path: Path, n: int, k: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    stored = random.standard_normal((n, DIMENSION)).astype(np.float32)
    query = random.standard_normal(DIMENSION).astype(np.float32)
    query /= np.linalg.norm(query)
    mask = random.random(n) < 0.5
    found = index(tmp_path, stored)
    rows, cosines = found.search(query, k, mask)
    expected = found.vectors(np.arange(n)) @ query
    assert expected == pytest.approx((stored / np.linalg.norm(stored, axis=1, keepdims=True)) @ query, abs=2 * HALF)
    assert len(rows) == min(k, mask.sum())
    assert mask[rows].all()
    assert cosines == pytest.approx(expected[rows], abs=1e-6)
    assert cosines == pytest.approx(np.sort(expected[mask])[::-1][: len(rows)], abs=1e-6)


def test_what_the_disk_does_not_take_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="none"):
        write_vectors(tmp_path / "none" / "vectors.faiss", iter([np.eye(4, dtype=np.float32)]), 4)


def test_a_vector_that_is_damaged_is_named_as_such(tmp_path: Path) -> None:
    index(tmp_path, vectors(EAST, NORTH))
    file = tmp_path / "v"
    file.write_bytes(file.read_bytes()[:-2] + b"\xff\xff")  # no number
    with pytest.raises(BrokenArchive, match="v is damaged: go back with"):
        VectorIndex(file).scores(np.float32([1, 0, 0, 0]), np.array([0, 1]))
