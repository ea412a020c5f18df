"""Words as vectors: of the passages that hold them, in whatever order those came and however much is held at a time."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from indexer.archive import Archive
from indexer.encoders import Vectors, unit
from indexer.errors import BrokenArchive
from indexer.records import Document, Passage
from indexer.search.query import parse_query
from indexer.settings import Settings
from indexer.stores.generations.folder import VECTORS
from indexer.stores.keyword import update_keyword_index
from indexer.stores.keyword.postings import Postings
from indexer.stores.layout import Layout
from indexer.stores.vectors import words_writer as wordvectors_writer
from indexer.stores.vectors.index import VectorIndex, write_vectors
from indexer.stores.vectors.words import NAMES, WordVectors, file_of
from indexer.stores.vectors.words_writer import LEAST, write_word_vectors

SIZE, DIMENSION = 40, 16
TEXTS = [f"ferry {'lamp ' * (n % 3 == 0)}{'gull ' * (n < LEAST - 1)}{'quay ' * (n < LEAST)}n{n}" for n in range(SIZE)]
WORDS = ["ferri", "lamp", "quay"]
"""Those that enough of the texts hold, in the order of their numbers."""


def meanings() -> Vectors:
    """A unit vector of each text, as it is kept."""
    made = unit(np.random.default_rng(3).standard_normal((SIZE, DIMENSION)).astype(np.float32))
    return made.astype(np.float16).astype(np.float32)


def written(folder: Path, order: Sequence[int]) -> WordVectors:
    """The word vectors of the texts, which came in this order; each is a document."""
    folder.mkdir()
    passages = [
        (Document(id=f"d{n:02}", text=TEXTS[n], title="A lamp"), Passage(f"d{n:02}", 0, len(TEXTS[n]), id=row + 1))
        for row, n in enumerate(order)
    ]
    update_keyword_index(folder, None, (), passages)
    write_vectors(folder / VECTORS, iter([meanings()[list(order)]]), DIMENSION)
    layout = Layout(np.arange(1, SIZE + 1), np.array(order, np.int32), np.zeros(SIZE, np.int64))
    write_word_vectors(folder, Postings(folder), layout, VectorIndex(folder / VECTORS))
    return WordVectors(folder, SIZE)


def saved(folder: Path, name: str) -> np.ndarray:
    found: np.ndarray = np.load(file_of(folder, name))
    return found


def cosine(words: WordVectors, number: int, vector: Vectors) -> float:
    """How near a word of the first passage, which has all of them, is to a unit vector."""
    return float(words.cosines(vector[None], 0)[0, number])


def test_a_word_lies_where_the_passages_that_hold_it_do_seen_from_the_mean_of_all(tmp_path: Path) -> None:
    words, vectors = written(tmp_path / "one", range(SIZE)), meanings()
    assert words.mean == pytest.approx(vectors.mean(axis=0), abs=1e-6)
    assert len(saved(tmp_path / "one", "vectors")) == len(WORDS)
    for number, rows in enumerate([range(SIZE), range(0, SIZE, 3), range(LEAST)][1:], start=1):
        wanted = vectors[list(rows)].mean(axis=0) - words.mean
        assert cosine(words, number, wanted / np.linalg.norm(wanted)) > 0.999


def test_a_word_that_all_passages_hold_lies_nowhere(tmp_path: Path) -> None:
    words = written(tmp_path / "one", range(SIZE))
    assert np.abs(words.cosines(np.eye(DIMENSION, dtype=np.float32), 0)[:, 0]).max() < 1e-6


def test_each_passage_has_those_of_its_words_that_are_known_and_none_of_its_title(tmp_path: Path) -> None:
    words = written(tmp_path / "one", range(SIZE))
    assert [[WORDS[number] for number in words.of_passage(row)] for row in (9, 1, 0)] == [
        ["ferri", "lamp"], ["ferri", "quay"], ["ferri", "lamp", "quay"],
    ]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("most", [8, 64])
def test_they_are_the_same_in_whatever_order_documents_came(
    tmp_path: Path, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wordvectors_writer, "_MOST", most)
    order = np.random.default_rng(5).permutation(SIZE)
    one, other = written(tmp_path / "one", range(SIZE)), written(tmp_path / "other", order.tolist())
    assert one.mean.tolist() == other.mean.tolist()
    assert saved(tmp_path / "one", "vectors").tolist() == saved(tmp_path / "other", "vectors").tolist()
    for row, n in enumerate(order):
        assert other.of_passage(row).tolist() == one.of_passage(n).tolist()


@pytest.mark.slow
@pytest.mark.parametrize("asked", [1, 7, 8, 9, 40])
def test_cosines_are_those_of_the_words_however_many_are_asked_for(tmp_path: Path, asked: int) -> None:
    words = written(tmp_path / "one", range(SIZE))
    vectors = unit(saved(tmp_path / "one", "vectors").astype(np.float32)[1:])
    directions = unit(np.random.default_rng(1).standard_normal((asked, DIMENSION)).astype(np.float32))
    assert words.cosines(directions, 0)[:, 1:] == pytest.approx(directions @ vectors.T, abs=1e-6)
    assert words.cosines(directions, 0).shape == (asked, len(WORDS))


def test_they_are_the_same_however_much_is_held_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path / "whole", range(SIZE))
    monkeypatch.setattr(wordvectors_writer, "_AT_ONCE", 1)
    monkeypatch.setattr(wordvectors_writer, "_POSTINGS", 1)
    written(tmp_path / "parts", range(SIZE))
    for name in NAMES:
        assert file_of(tmp_path / "parts", name).read_bytes() == file_of(tmp_path / "whole", name).read_bytes()


def test_a_sample_is_spread_over_documents_and_over_each_of_them() -> None:
    documents, starts = np.divmod(np.arange(1000), 100)
    order = wordvectors_writer._spread(Layout(np.arange(1000), documents.astype(np.int32), starts))
    taken = wordvectors_writer._sample(np.arange(1000), order, 50)
    assert set(np.bincount(documents[taken], minlength=10)) <= {4, 5, 6}
    within = wordvectors_writer._sample(np.flatnonzero(documents == 3), order, 10) - 300
    assert np.histogram(within, bins=5, range=(0, 100))[0].min() >= 1


def test_an_archive_of_nothing_or_of_little_has_none(make_archive, settings: Settings) -> None:  # type: ignore[no-untyped-def]
    archive: Archive = make_archive({"a.txt": "The ferry left."})
    assert len(saved(archive.generation.path, "vectors")) == 0
    assert len(archive.search(parse_query("ferry")).hits) == 1


def test_what_is_damaged_or_of_other_passages_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "one"
    written(folder, range(SIZE))
    with pytest.raises(BrokenArchive, match="do not hold the same passages"):
        WordVectors(folder, SIZE + 1)
    file_of(folder, "vectors").write_bytes(b"garbage" * 100)
    with pytest.raises(BrokenArchive, match="cannot be read"):
        WordVectors(folder, SIZE)
    file_of(folder, "vectors").unlink()
    with pytest.raises(BrokenArchive, match="is missing"):
        WordVectors(folder, SIZE)
