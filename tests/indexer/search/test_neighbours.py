import numpy as np
import pytest

from indexer.search.neighbours import NEAREST, POWER, smoothed


def documents(*places: int) -> np.ndarray:
    return np.array(places, np.int32)


def test_a_passage_among_good_ones_gains_and_a_stranger_keeps_its_score() -> None:
    vectors = np.array([[1, 0], [0.6, 0.8], [0, -1]], np.float32)
    scores = np.array([0.9, 0.5, 0.4], np.float32)
    # 0 and 1 hear only each other, at a cosine of 0.6; nobody is at a positive cosine to 2
    expected = [0.4 * 0.9 + 0.6 * 0.5, 0.4 * 0.5 + 0.6 * 0.9, 0.4]
    assert smoothed(scores, vectors, documents(0, 1, 2)) == pytest.approx(expected)


def test_what_is_heard_is_weighed_by_powers_of_the_cosine_and_counts_by_its_mean() -> None:
    vectors = np.array([[1, 0, 0], [0.8, 0.6, 0], [0.5, 0, 0.75**0.5]], np.float32)
    scores = np.array([0.3, 0.6, 0.9], np.float32)
    near, far, share = 0.8**POWER, 0.5**POWER, (0.8 + 0.5) / 2
    said = (near * 0.6 + far * 0.9) / (near + far)
    assert smoothed(scores, vectors, documents(2, 1, 0))[0] == pytest.approx((1 - share) * 0.3 + share * said)


def test_a_document_does_not_hear_itself_and_speaks_once_by_its_nearest_passage() -> None:
    vectors = np.array([[1, 0], [1, 0], [0.8, 0.6], [0.6, 0.8]], np.float32)
    scores = np.array([0.2, 0.9, 0.5, 0.7], np.float32)
    # 0 does not hear 1, which is of its document, and of document 3 hears 2 alone
    assert smoothed(scores, vectors, documents(7, 7, 3, 3))[0] == pytest.approx(0.2 * 0.2 + 0.8 * 0.5)


def test_only_the_nearest_are_heard() -> None:
    n = NEAREST + 2
    cosines = np.linspace(0.9, 0.5, n - 1)
    vectors = np.zeros((n, n), np.float32)
    vectors[0, 0] = 1
    for i, cosine in enumerate(cosines, start=1):
        vectors[i, 0], vectors[i, i] = cosine, (1 - cosine**2) ** 0.5
    scores = np.zeros(n, np.float32)
    scores[-1] = 1  # the furthest
    assert smoothed(scores, vectors, np.arange(n, dtype=np.int32))[0] == 0
    scores[-2] = 1
    assert smoothed(scores, vectors, np.arange(n, dtype=np.int32))[0] > 0


def test_the_order_of_passages_does_not_matter() -> None:
    chance = np.random.default_rng(0)
    vectors = chance.standard_normal((20, 8)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    scores, places = chance.random(20, np.float32), chance.integers(0, 6, 20).astype(np.int32)
    order = chance.permutation(20)
    whole = smoothed(scores, vectors, places)
    assert smoothed(scores[order], vectors[order], places[order]) == pytest.approx(whole[order], abs=1e-6)


@pytest.mark.parametrize("n", [0, 1, 2])
def test_too_few_stay_as_they_are(n: int) -> None:
    scores = np.full(n, 0.5, np.float32)
    one = np.zeros(n, np.int32)  # of one document
    assert smoothed(scores, np.ones((n, 2), np.float32) / 2**0.5, one).tolist() == scores.tolist()
