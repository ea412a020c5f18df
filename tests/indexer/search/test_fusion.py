import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.records import Mode
from indexer.search.fusion import Candidates, best_first, convex, followed, rank, reciprocal_rank, reordered
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


def test_the_divisor_is_at_least_a_share_of_the_ceiling() -> None:
    scores = convex(np.array([1.0, 0.5], np.float32), np.zeros(2, np.float32), 0.7, ceiling=10.0)
    assert scores == pytest.approx([0.3 * 1 / (0.4 * 10), 0.3 * 0.5 / (0.4 * 10)])


def test_ties_break_by_document_then_start() -> None:
    found = candidates([1.0, 1.0, 1.0], [0.5, 0.5, 0.5], [True, True, True])
    ranking = rank(found, layout([1, 0, 1], [9, 5, 2]), "hybrid", "convex", 0.7)
    assert ranking.rows.tolist() == [1, 2, 0]


def test_legs_carry_their_own_rank_and_only_where_they_found_the_passage() -> None:
    found = candidates([0.0, 2.0, 5.0], [0.9, 0.1, 0.3], [True, False, True])
    ranking = rank(found, layout([0, 1, 2], [0, 0, 0]), "hybrid", "convex", 0.5)
    ranks = {int(row): i for i, row in enumerate(ranking.rows)}
    assert [int(ranking.keyword_ranks[ranks[row]]) for row in (0, 1, 2)] == [0, 2, 1]
    assert [int(ranking.semantic_ranks[ranks[row]]) for row in (0, 1, 2)] == [1, 0, 2]


@pytest.mark.parametrize(("mode", "rows"), [("keyword", [1, 2, 0]), ("semantic", [0, 2, 1])])
def test_one_leg_alone(mode: Mode, rows: list[int]) -> None:
    found = candidates([1.0, 3.0, 2.0], [0.9, 0.1, 0.5], [True, True, True])
    assert rank(found, layout([0, 1, 2], [0, 0, 0]), mode, "convex", 0.7).rows.tolist() == rows


def test_rrf_can_be_chosen() -> None:
    found = candidates([1.0, 3.0, 2.0], [0.9, 0.1, 0.5], [True, True, True])
    ranking = rank(found, layout([0, 1, 2], [0, 0, 0]), "hybrid", "rrf", 0.7)
    assert ranking.scores.tolist() == pytest.approx([1 / 63 + 1 / 61, 1 / 61 + 1 / 63, 1 / 62 + 1 / 62])


def test_what_is_reordered_stays_before_the_rest() -> None:
    found = candidates([0.0] * 3, [0.9, 0.8, 0.7], [True] * 3)
    ranking = rank(found, layout([0, 1, 2], [0, 0, 0]), "semantic", "convex", 0.7)
    best, rest = ranking.take(np.array([0, 1])), ranking.take(np.array([2]))
    changed = followed(reordered(best, np.array([0.2, 0.3], np.float32), layout([0, 1, 2], [0, 0, 0])), rest)
    assert changed.rows.tolist() == [1, 0, 2]
    assert changed.scores.tolist() == pytest.approx([0.3, 0.2, min(0.7, 0.2)])
    assert changed.semantic.tolist() == pytest.approx([0.8, 0.9, 0.7])


@pytest.mark.slow
@given(st.lists(st.sampled_from([-1.5, -0.25, -0.0, 0.0, 1e-30, 0.25, 0.75, 2.0]), max_size=30))
def test_scores_are_sorted_from_the_highest_on_and_equals_stay_in_order(values: list[float]) -> None:
    scores = np.array(values, dtype=np.float32)
    assert best_first(scores).tolist() == np.argsort(-scores, kind="stable").tolist()
