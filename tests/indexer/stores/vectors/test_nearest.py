"""The faster way to the nearest: made, measured, carried on, and never in the way of a filter."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from indexer.archive import Archive
from indexer.keeping.check import check
from indexer.records import Query
from indexer.reindex import reindex
from indexer.search.query import parse_query
from indexer.settings import Settings
from indexer.stores.generations.folder import NEAREST, VECTORS, Generation, current
from indexer.stores.generations.manifest import Manifest
from indexer.stores.vectors import nearest
from indexer.stores.vectors.index import VectorIndex, Vectors, write_vectors
from tests.conftest import WordEncoder
from tests.indexer.keeping.test_check import reseal

pytestmark = pytest.mark.slow

SIZE, DIMENSION = 3000, 16


def clustered(size: int = SIZE, seed: int = 0) -> Vectors:
    """Unit vectors around forty centres."""
    centres = np.random.default_rng(1).standard_normal((40, DIMENSION))
    chance = np.random.default_rng(seed)
    made = centres[chance.integers(40, size=size)] + 0.5 * chance.standard_normal((size, DIMENSION))
    unit: Vectors = (made / np.linalg.norm(made, axis=1, keepdims=True)).astype(np.float32)
    return unit


def generation(folder: Path, vectors: Vectors, ids: np.ndarray, base: Generation | None = None) -> Generation:
    folder.mkdir()
    write_vectors(folder / VECTORS, iter([vectors]), DIMENSION)
    found = nearest.update_nearest(folder, ids, base, threads=1)
    manifest = Manifest(
        format=2, model="", fingerprint="", dimension=DIMENSION, languages=(), passage_words=120, documents=0,
        passages=len(ids), created="", nearest=found,
    )  # fmt: skip
    return Generation(folder, manifest)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few thousand vectors are many, and a few lists enough."""
    monkeypatch.setattr(nearest, "EXACT_UP_TO", 1000)
    monkeypatch.setattr(nearest, "_LEAST", 2)
    monkeypatch.setattr(nearest, "_DEPTH", 50)


def recall(generation: Generation, ids: np.ndarray, queries: Vectors, k: int = 10) -> float:
    exact, fast = VectorIndex(generation.path / VECTORS), nearest.open_vectors(generation, ids)
    return float(np.mean([np.isin(exact.search(q, k)[0], fast.search(q, 50)[0]).mean() for q in queries]))


def test_a_small_archive_is_searched_exactly(tmp_path: Path) -> None:
    made = generation(tmp_path / "g", clustered(), np.arange(SIZE))
    assert made.manifest.nearest is None
    assert not (made.path / NEAREST).exists()


@pytest.mark.usefixtures("small")
def test_what_is_written_finds_as_much_as_it_says(tmp_path: Path) -> None:
    ids = np.arange(10, SIZE + 10)
    made = generation(tmp_path / "g", clustered(), ids)
    assert made.manifest.nearest is not None
    assert made.manifest.nearest.recall >= nearest.RECALL
    assert made.manifest.nearest.probes < made.manifest.nearest.lists
    assert recall(made, ids, clustered(100, seed=2)) > 0.95


@pytest.mark.usefixtures("small")
def test_cosines_are_exact_the_order_repeats_and_ties_go_by_row(tmp_path: Path) -> None:
    vectors = clustered()
    vectors[7] = vectors[2000] = vectors[1000]
    ids = np.arange(SIZE)
    found = nearest.open_vectors(generation(tmp_path / "g", vectors, ids), ids)
    rows, cosines = found.search(vectors[1000], 20)
    assert list(rows[:3]) == [7, 1000, 2000]
    assert cosines == pytest.approx(found.vectors(rows) @ vectors[1000], abs=1e-6)
    assert cosines == pytest.approx(vectors[rows] @ vectors[1000], abs=5e-4)
    assert list(cosines) == sorted(cosines, reverse=True)
    assert all((found.search(vectors[1000], 20)[0] == rows).all() for _ in range(3))
    assert len(found.search(vectors[1000], 3)[0]) <= 3


@pytest.mark.usefixtures("small")
def test_a_filtered_search_stays_exact(tmp_path: Path) -> None:
    vectors, ids = clustered(), np.arange(SIZE)
    found = nearest.open_vectors(generation(tmp_path / "g", vectors, ids), ids)
    mask = np.arange(SIZE) % 97 == 0
    for query in clustered(20, seed=3):
        rows, _ = found.search(query, 10, mask)
        best = np.flatnonzero(mask)[np.argsort(-(vectors[mask] @ query), kind="stable")[:10]]
        assert set(rows) == set(best)


@pytest.mark.usefixtures("small")
def test_it_is_carried_on_and_made_anew_when_the_archive_has_doubled(tmp_path: Path) -> None:
    vectors, ids = clustered(2 * SIZE), np.arange(1, 2 * SIZE + 1)
    first = generation(tmp_path / "1", vectors[:SIZE], ids[:SIZE])
    kept = np.ones(SIZE + 500, np.bool_)
    kept[100:200] = False
    second = generation(tmp_path / "2", vectors[: SIZE + 500][kept], ids[: SIZE + 500][kept], first)
    assert second.manifest.nearest is not None
    assert second.manifest.nearest.trained == SIZE
    held = nearest.NearestIndex(second.path / NEAREST, second.manifest.nearest).passages()
    assert sorted(held) == list(ids[: SIZE + 500][kept])
    assert recall(second, ids[: SIZE + 500][kept], clustered(100, seed=2)) > 0.95
    third = generation(tmp_path / "3", vectors, ids, second)
    assert third.manifest.nearest is not None
    assert third.manifest.nearest.trained == 2 * SIZE


@pytest.mark.usefixtures("small")
def test_where_it_would_miss_too_much_search_stays_exact(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nearest, "RECALL", 1.1)
    made = generation(tmp_path / "g", clustered(), np.arange(SIZE))
    assert made.manifest.nearest is None
    assert not (made.path / NEAREST).exists()


def test_an_archive_is_searched_by_it_and_checked(
    make_archive: Callable[..., Archive], settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nearest, "EXACT_UP_TO", 100)
    monkeypatch.setattr(nearest, "RECALL", 0.3)  # four hundred texts of the same words lie in no clusters
    texts = {f"{n}.txt": f"The letter of {n} is about the number {n} and {n * 7}." for n in range(400)}
    archive = make_archive(texts)
    assert archive.generation.manifest.nearest
    query = parse_query("letter about number 77")
    assert archive.search(query).hits[0].document.path == "papers/77.txt"
    assert archive.search(Query(text="number 77", clauses=query.clauses, mode="semantic")).hits
    (tmp_path / "papers" / "7.txt").unlink()
    reindex([tmp_path / "papers"], settings, encoder=WordEncoder(), prune=True)
    assert check(settings, WordEncoder()) == []
    stale = archive.generation
    archive = Archive.open(settings, WordEncoder())
    (archive.generation.path / NEAREST).write_bytes((stale.path / NEAREST).read_bytes())
    reseal(archive.generation.path)
    assert ["index of the nearest vectors" in finding.what for finding in check(settings)] == [True]
    assert current(settings.archive).manifest.nearest
