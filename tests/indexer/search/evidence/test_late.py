from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest

from indexer.archive import Archive
from indexer.encoders import Vectors
from indexer.search.evidence.late import READ, SENTENCES, TOKENS, late_interaction, read_again, token_weights
from indexer.search.query import parse_query
from indexer.settings import Settings
from indexer.text.words import words_of
from tests.conftest import WordEncoder

Make = Callable[..., Archive]

FILES = {f"{n}.txt": f"The ferry left the harbour at hour {n}, and the lamp was lit." for n in range(30)}


def vectors(*rows: Sequence[float]) -> Vectors:
    return np.array(rows, np.float32)


def numbers(*values: float) -> Vectors:
    return np.array(values, np.float32)


def test_each_token_of_the_query_finds_its_nearest_in_the_passage_and_counts_as_it_weighs() -> None:
    asked, both = vectors([1, 0], [0, 1]), numbers(1, 1)
    assert late_interaction(asked, both, vectors([0.6, 0.8], [0.8, 0.6])) == pytest.approx((0.8 + 0.8) / 2)
    assert late_interaction(asked, both, vectors([1, 0])) == pytest.approx((1 + 0) / 2)
    assert late_interaction(asked, numbers(3, 1), vectors([1, 0])) == pytest.approx((3 * 1 + 1 * 0) / 4)


def test_nothing_asked_or_read_says_nothing() -> None:
    nothing, one = np.empty((0, 2), np.float32), vectors([1, 0])
    assert late_interaction(nothing, numbers(), one) == late_interaction(one, numbers(1), nothing) == 0
    assert late_interaction(one, numbers(0), one) == 0


def test_a_word_weighs_what_it_is_rare_shared_by_its_tokens_and_a_sign_nothing() -> None:
    said = "query: the ferryman?"
    spans = [(0, 5), (5, 6), (7, 10), (11, 16), (16, 19), (19, 20)]
    words = words_of(said, len("query: "))
    assert token_weights(spans, words, {"the": 0.5, "ferryman": 4.0}.__getitem__).tolist() == [0, 0, 0.5, 2, 2, 0]
    assert token_weights([], words_of("the"), lambda word: 1.0).tolist() == []


def test_the_scores_move_by_how_far_a_passage_is_above_the_mean() -> None:
    moved = read_again(numbers(0.5, 0.4, 0.3), numbers(0.6, 1), numbers(0.9, 0.5))
    assert moved == pytest.approx([0.5 - TOKENS * 0.2 + SENTENCES * 0.2, 0.4 + TOKENS * 0.2 - SENTENCES * 0.2, 0.3])
    assert len(read_again(numbers(), numbers(), numbers())) == 0


class Counting(WordEncoder):
    """Says which texts were read token by token."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def token_vectors(self, texts: Sequence[str]) -> list[Vectors]:
        self.read += texts
        return super().token_vectors(texts)


@pytest.mark.slow
def test_a_thorough_search_reads_the_query_and_the_best_passages_and_no_other_search_does(
    make_archive: Make, settings: Settings
) -> None:
    make_archive(FILES)
    encoder = Counting()
    archive = Archive.open(settings, encoder)
    query = parse_query("ferry lamp")
    archive.search(query)
    for mode in ("keyword", "semantic"):
        archive.search(replace(query, mode=mode, thorough=True))  # type: ignore[arg-type]
    assert encoder.read == []
    archive.search(replace(query, thorough=True))
    assert encoder.read[0] == "ferry lamp"
    assert len(encoder.read) == 1 + READ
    assert set(encoder.read[1:]) <= set(FILES.values())


def test_the_setting_makes_every_search_thorough(make_archive: Make, settings: Settings) -> None:
    some = {"x.txt": "A ferry, a ferry, a ferry.", "y.txt": "A lamp. " + "A gull and a boat. " * 3}
    archive = make_archive({**FILES, **some})
    asked = parse_query("gull ferry lamp")
    thorough = Archive.open(replace(settings, thorough=True), archive.encoder)
    plain, deep = archive.rank(asked), thorough.rank(asked)
    assert deep.scores.tolist() == archive.rank(replace(asked, thorough=True)).scores.tolist()
    assert deep.scores.tolist() != plain.scores.tolist()
    assert sorted(deep.rows) == sorted(plain.rows)
