"""What is an answer and what is only near: meaning and words, each alone and together."""

from __future__ import annotations

import numpy as np
import pytest

from indexer.records import Query
from indexer.search.evidence.strength import COVERAGE_WEIGHT, LEAST_COVERAGE, LEAST_TOGETHER, strong
from indexer.search.fusion import Ranking
from indexer.search.query import parse_query

CEILING = 10.0


def is_strong(query: Query, cosine: float, coverage: float, ceiling: float = CEILING, with_all: bool = False) -> bool:
    first = np.array([1], np.int64)
    worded = first if coverage else np.zeros(1, np.int64)
    keyword, semantic = (np.array([value], np.float32) for value in (coverage * ceiling, cosine))
    ranking = Ranking(first, semantic, worded, keyword, first, semantic)
    return bool(strong(query, ranking, ceiling, np.array([with_all]))[0])


@pytest.mark.parametrize(
    ("cosine", "coverage", "answer"),
    [
        (LEAST_TOGETHER + 0.01, 0, True),
        (LEAST_TOGETHER - 0.01, 0, False),
        (LEAST_TOGETHER - 0.01, 0.04 / COVERAGE_WEIGHT, True),
        (LEAST_TOGETHER - 0.05, 0.04 / COVERAGE_WEIGHT, False),
        (-0.1, LEAST_COVERAGE + 0.01, True),  # a rare name in a letter about something else
        (0.0, LEAST_COVERAGE - 0.01, False),
    ],
)
def test_words_make_up_for_a_meaning_that_is_further_off(cosine: float, coverage: float, answer: bool) -> None:
    assert is_strong(parse_query("when does the ferry leave"), cosine, coverage) is answer


def test_words_that_the_archive_does_not_have_say_nothing() -> None:
    assert not is_strong(parse_query("zzxqv"), 0.1, 0, ceiling=0.0)


@pytest.mark.parametrize("typed", ['"the ferry"', "boat OR ferry"])
def test_what_has_to_occur_is_an_answer_whatever_its_meaning(typed: str) -> None:
    assert is_strong(parse_query(typed), 0.0, 0.01)


def test_asked_by_words_alone_whatever_has_one_is_an_answer() -> None:
    assert is_strong(parse_query("ferry", mode="keyword"), 0.0, 0.01)


def test_a_passage_with_all_the_words_is_an_answer_however_long_it_is() -> None:
    assert is_strong(parse_query("harmonium"), 0.1, LEAST_COVERAGE - 0.1, with_all=True)
    assert not is_strong(parse_query("harmonium"), 0.1, LEAST_COVERAGE - 0.1)
