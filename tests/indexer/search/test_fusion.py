import numpy as np
import pytest

from indexer.search.fusion import Candidates, convex, rank, reciprocal_rank
from indexer.stores.layout import Layout


def layout(documents: list[int], starts: list[int]) -> Layout:
    n = len(documents)
    return Layout(np.arange(1, n + 1), np.array(documents, np.int32), np.array(starts, np.int64))


def candidates(keyword: list[float], semantic: list[float], near: list[bool]) -> Candidates:
    return Candidates(
        np.arange(len(keyword)), np.array(keyword, np.float32), np.array(semantic, np.float32), np.array(near)
    )


def test_convex_divides_the_keyword_score_by_its_maximum() -> None:
    scores = convex(np.array([4.0, 2.0, 0.0], np.float32), np.array([0.5, 0.9, 0.2], np.float32), 0.7)
    assert scores == pytest.approx([0.7 * 0.5 + 0.3 * 4 / 4, 0.7 * 0.9 + 0.3 * 2 / 4, 0.7 * 0.2])


def test_convex_without_any_keyword_match_is_the_cosine_alone() -> None:
    scores = convex(np.zeros(2, np.float32), np.array([0.5, 0.9], np.float32), 0.7)
    assert scores == pytest.approx([0.7 * 0.5, 0.7 * 0.9])


def test_reciprocal_rank_adds_over_both_legs_and_rank_zero_adds_nothing() -> None:
    scores = reciprocal_rank(np.array([3, 0, 1]), np.array([1, 2, 0]))
    assert scores == pytest.approx([1 / (60 + 3) + 1 / (60 + 1), 1 / (60 + 2), 1 / (60 + 1)])


def test_ties_break_by_document_then_start() -> None:
    found = candidates([1.0, 1.0, 1.0], [0.5, 0.5, 0.5], [True, True, True])
    ranked = rank(found, layout([1, 0, 1], [9, 5, 2]), "hybrid", "convex", 0.7)
    assert [r.row for r in ranked] == [1, 2, 0]


def test_legs_carry_their_own_rank_and_only_where_they_found_the_passage() -> None:
    found = candidates([0.0, 2.0, 5.0], [0.9, 0.1, 0.3], [True, False, True])
    by_row = {r.row: r for r in rank(found, layout([0, 1, 2], [0, 0, 0]), "hybrid", "convex", 0.5)}
    assert by_row[0].keyword is None
    assert by_row[0].semantic is not None
    assert by_row[0].semantic.rank == 1
    assert by_row[1].semantic is None
    assert by_row[1].keyword is not None
    assert (by_row[1].keyword.rank, by_row[1].keyword.score) == (2, 2.0)
    assert by_row[2].semantic is not None
    assert by_row[2].semantic.rank == 2


def test_rrf_can_be_chosen() -> None:
    found = candidates([1.0, 3.0, 2.0], [0.9, 0.1, 0.5], [True, True, True])
    ranked = rank(found, layout([0, 1, 2], [0, 0, 0]), "hybrid", "rrf", 0.7)
    assert ranked[0].score == pytest.approx(max(1 / 63 + 1 / 61, 1 / 61 + 1 / 63, 1 / 62 + 1 / 62))
    assert [r.row for r in ranked] == [0, 1, 2]
