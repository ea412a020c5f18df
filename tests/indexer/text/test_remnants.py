"""What is left of a passage in another version of its text."""

import pytest

from indexer.records import Span
from indexer.text.remnants import remnants
from tests.indexer.timing import is_linear

OLD = "The ferry was late again and nobody on the pier was told why."


def test_runs_of_words_go_as_far_as_they_stand_the_longest_first() -> None:
    new = "On the pier was told why. So: the ferry was late again, and nobody ON the pier was told a thing."
    found = [new[run.start : run.end] for run in remnants(OLD, Span(0, len(OLD)), new)]
    assert found == ["ferry was late again, and nobody", "the pier was told why"]


@pytest.mark.slow
def test_what_stands_again_and_again_takes_time_that_grows_with_the_text() -> None:
    assert is_linear(
        lambda size: remnants(OLD, Span(0, len(OLD)), "was late again and nobody " * (size // 26)), 120_000
    )
