"""Names by their words, however many begin alike."""

import numpy as np
import pytest

from indexer.records import Filters
from indexer.stores.catalog.facetcolumn import column_of
from indexer.stores.catalog.names import Names, fold_name
from tests.indexer.timing import is_linear


def names(*values: str) -> Names:
    column = column_of("people", enumerate(values))
    return Names(column, [fold_name(value) for value in column.values], of_people=True)


def test_a_name_is_found_by_its_words_in_any_order() -> None:
    found = names("Office of Secretary 1", "Secretary of Office 2", "Office 1")
    assert np.flatnonzero(found.having(["secretary office"], 3)).tolist() == [0, 1]
    assert np.flatnonzero(found.having(["1 office"], 3)).tolist() == [0, 2]
    assert not found.having([""], 3).any()


def test_an_initial_for_a_name_is_nobody_elses_whose_name_begins_so() -> None:
    found = names("D", "Jean d'Estournelles", "J. D.", "Jean")
    column = found.widened("people")
    held = {value: sorted(column.documents[column.codes == code].tolist()) for code, value in enumerate(column.values)}
    assert held == {"D": [0], "Jean d'Estournelles": [1], "J. D.": [2], "Jean": [1, 3]}
    for value, documents in held.items():
        assert np.flatnonzero(found.having([value], 4)).tolist() == documents


def offered(found: Names, size: int) -> dict[str, int]:
    return dict(found.widened("person").count(np.ones(size, np.bool_), Filters()).values)


def test_a_name_that_stands_for_longer_ones_is_not_offered() -> None:
    found = names(*["Ann Lee"] * 9, "Ann Lee", "Miss Ann Lee", "Lee", *["Bo Lee"] * 4, "Bo", "Bo")
    assert offered(found, 18) == {"Ann Lee": 11, "Miss Ann Lee": 1, "Bo Lee": 4, "Bo": 6}
    assert found.having(["Lee"], 18).sum() == 16  # found all the same
    called = names("Ann Lee", "Ann Lee, clerk", "Ann Lee, clerk")
    assert offered(called, 3) == {"Ann Lee": 3, "Ann Lee, clerk": 2}


def test_one_with_years_and_without_is_offered_once_unless_two_have_the_name() -> None:
    found = names("Ann Lee", "Lee, Ann, 1744-1817", "Lee, Ann, 1744-1817", "Secretary 1", "Secretary")
    assert offered(found, 5) == {"Ann Lee": 3, "Secretary": 2, "Secretary 1": 1}
    two = names("Ann Lee", "Lee, Ann, 1744-1817", "Lee, Ann, 1780-1850", "Bo Lee, 1916")
    assert offered(two, 4) == {"Ann Lee": 3, "Lee, Ann, 1744-1817": 1, "Lee, Ann, 1780-1850": 1, "Bo Lee, 1916": 1}
    seldom = names("Ann Lee", *["Ann Lee-Cox, 1744-1817"] * 5, *["Ann Lee, 1744-1817"] * 9)
    assert offered(seldom, 15) == {
        "Ann Lee-Cox, 1744-1817": 5,
        "Ann Lee, 1744-1817": 14,
    }  # the latter's words are there


@pytest.mark.slow
def test_names_that_begin_alike_are_many_without_taking_ever_longer() -> None:
    assert is_linear(lambda size: names(*(f"Office of Secretary {n}" for n in range(size))).widened("people"), 1_500)
