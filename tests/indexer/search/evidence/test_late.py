from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from indexer.archive import Archive
from indexer.encoders import Prompts, Vectors
from indexer.reindex import reindex
from indexer.search.evidence.late import WEIGHED, WEIGHT, directions, late_interaction, weighed_again
from indexer.search.evidence.neighbours import SIZE
from indexer.search.query import parse_query
from indexer.settings import Settings
from indexer.stores.keyword.bm25f import idf
from indexer.stores.vectors.words import WordVectors
from indexer.stores.vectors.words_writer import LEAST
from tests.conftest import WordEncoder, write_papers

Make = Callable[..., Archive]


def vectors(*rows: Sequence[float]) -> Vectors:
    return np.array(rows, np.float32)


def numbers(*values: float) -> Vectors:
    return np.array(values, np.float32)


def test_each_word_asked_finds_its_nearest_in_the_passage_and_counts_as_it_weighs() -> None:
    one, other = vectors([0.6, 0.8], [0, 0.3]), vectors([0.1], [0.9])
    assert late_interaction([one, other], numbers(1, 1)) == pytest.approx([(0.8 + 0.3) / 2, (0.1 + 0.9) / 2])
    assert late_interaction([one, other], numbers(3, 1)) == pytest.approx([(2.4 + 0.3) / 4, (0.3 + 0.9) / 4])


def test_a_passage_without_words_or_with_none_that_is_near_speaks_to_nothing() -> None:
    assert late_interaction([vectors([-0.5, -0.2]), np.empty((1, 0), np.float32)], numbers(1)).tolist() == [0, 0]


def test_a_word_lies_where_its_tokens_do_seen_from_what_all_passages_mean() -> None:
    tokens, words = vectors([1, 0], [0, 1]), np.array([[True, True], [True, False], [False, True]])
    half = 0.5**0.5
    assert directions(tokens, words, numbers(0, 0)) == pytest.approx(vectors([half, half], [1, 0], [0, 1]))
    assert directions(tokens, words[1:], numbers(0.5, 0.5)) == pytest.approx(vectors([half, -half], [-half, half]))
    assert directions(tokens, words[1:2], numbers(1, 0)).tolist() == [[0, 0]]
    assert directions(tokens, words[:0], numbers(1, 0)).shape == (0, 2)


def test_the_scores_move_by_how_far_a_passage_is_above_the_mean() -> None:
    moved = weighed_again(numbers(0.5, 0.4, 0.3), numbers(0.6, 1))
    assert moved == pytest.approx([0.5 - WEIGHT * 0.2, 0.4 + WEIGHT * 0.2, 0.3])
    assert len(weighed_again(numbers(), numbers())) == 0


FERRIES = {f"f{n}.txt": f"The ferry left the quay at hour {n}, and the lamp was lit." for n in range(LEAST)}
LAMPS = {f"l{n}.txt": f"The lamp was lit at hour {n}, and the lamp was put out again." for n in range(LEAST)}


@pytest.mark.slow
def test_it_is_for_searches_by_words_and_meaning_and_can_be_left_out(make_archive: Make, settings: Settings) -> None:
    archive = make_archive({**FERRIES, **LAMPS})
    without = Archive.open(replace(settings, late_interaction=False), archive.encoder)
    asked = parse_query("lamp at the quay")
    for mode in ("keyword", "semantic", "hybrid"):
        query = replace(asked, mode=mode)  # type: ignore[arg-type]
        same = archive.rank(query).scores.tolist() == without.rank(query).scores.tolist()
        assert same == (mode != "hybrid")
        assert sorted(archive.rank(query).rows) == sorted(without.rank(query).rows)


class Prompted(WordEncoder):
    """Reads some words before each query."""

    prompts = Prompts(query="find the ferry: ")
    fingerprint = "prompted"


@pytest.mark.slow
def test_every_word_of_the_query_is_asked_for_as_much_as_it_is_rare_and_none_of_the_prompt(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    reindex([write_papers(tmp_path / "papers", {**FERRIES, **LAMPS})], settings, encoder=Prompted())
    archive = Archive.open(settings, Prompted())
    weighed: list[Vectors] = []
    near: dict[int, Vectors] = {}
    found = WordVectors.cosines

    def weighing(cosines: Sequence[Vectors], weights: Vectors) -> Vectors:
        weighed.append(weights)
        return late_interaction(cosines, weights)

    def looking(words: WordVectors, asked: Vectors, row: int) -> Vectors:
        near[row] = found(words, asked, row)
        return near[row]

    monkeypatch.setattr("indexer.search.ranking.late_interaction", weighing)
    monkeypatch.setattr(WordVectors, "cosines", looking)
    ranking = archive.rank(parse_query("lamp quays"))
    size = len(FERRIES) + len(LAMPS)
    assert [weights.tolist() for weights in weighed] == [pytest.approx([idf(size, size), idf(size, len(FERRIES))])]
    assert len(near) == WEIGHED
    for row, (_, quay) in near.items():
        assert (quay.max() > 0.1) == (row in ranking.rows[: len(FERRIES)])
    paths = [archive.catalog.paths[archive.layout.documents[row]] for row in ranking.rows[: len(FERRIES)]]
    assert sorted(paths) == sorted(f"papers/{name}" for name in FERRIES)


@pytest.mark.slow
def test_what_is_not_weighed_again_stays_below(make_archive: Make) -> None:
    archive = make_archive({f"{n}.txt": f"The ferry left the quay at hour {n}." for n in range(SIZE + 5)})
    ranking = archive.rank(parse_query("ferry at the quay"))
    assert len(set(ranking.rows.tolist())) == SIZE + 5
    assert (np.diff(ranking.scores) <= 0).all()
