import numpy as np
import pytest

from indexer.search.evidence import neighbours
from indexer.search.evidence.neighbours import SIZE, smoothed


@pytest.fixture
def three(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three passages are as many as are smoothed."""
    monkeypatch.setattr(neighbours, "SIZE", 3)


def test_a_passage_among_good_ones_gains_and_a_stranger_keeps_its_score(three: None) -> None:
    vectors = np.array([[1, 0], [0.6, 0.8], [0, -1]], np.float32)
    scores = np.array([0.9, 0.5, 0.4], np.float32)
    # 0 and 1 see only each other (cosine 0.6; nobody is at a positive cosine to 2)
    assert smoothed(scores, vectors, np.arange(3, dtype=np.int32)) == pytest.approx(
        [0.5 * 0.9 + 0.5 * 0.5, 0.5 * 0.5 + 0.5 * 0.9, 0.4]
    )


def test_weights_are_cosines_to_the_fourth_power(three: None) -> None:
    vectors = np.array([[1, 0, 0], [0.8, 0.6, 0], [0.5, 0, 0.75**0.5]], np.float32)
    scores = np.array([0.3, 0.6, 0.9], np.float32)
    near, far = 0.8**4, 0.5**4
    assert smoothed(scores, vectors, np.arange(3, dtype=np.int32))[0] == pytest.approx(
        0.5 * 0.3 + 0.5 * (near * 0.6 + far * 0.9) / (near + far)
    )


def test_the_passages_of_a_document_keep_their_order(three: None) -> None:
    vectors = np.array([[0, 1], [1, 0], [0, 1]], np.float32)
    scores = np.array([0.9, 0.5, 0.4], np.float32)  # 0 and 2 see each other, 1 nobody
    first, alone, drawn = 0.5 * 0.9 + 0.5 * 0.4, 0.5, 0.5 * 0.4 + 0.5 * 0.9
    assert smoothed(scores, vectors, np.arange(3, dtype=np.int32)) == pytest.approx([first, alone, drawn])
    assert smoothed(scores, vectors, np.array([0, 1, 1], np.int32)) == pytest.approx([first, drawn, alone])


@pytest.mark.parametrize("n", [0, 1])
def test_too_few_stay_as_they_are(n: int) -> None:
    scores = np.full(n, 0.5, np.float32)
    assert smoothed(scores, np.ones((n, 2), np.float32), np.zeros(n, np.int32)).tolist() == scores.tolist()


def test_few_say_little_for_each_other() -> None:
    scores, vectors = np.array([0.9, 0.5, 0.4], np.float32), np.ones((3, 2), np.float32)
    share = 0.5 * 3 / SIZE
    assert smoothed(scores, vectors, np.arange(3, dtype=np.int32)) == pytest.approx(
        [0.9 + share * (0.45 - 0.9), 0.5 + share * (0.65 - 0.5), 0.4 + share * (0.7 - 0.4)]
    )
