import numpy as np

from indexer.records import Filters
from indexer.stores.catalog.facetcolumn import FacetColumn


def test_the_fifty_most_frequent_values_are_counted() -> None:
    often = np.repeat(np.arange(60, dtype=np.int32), np.arange(1, 61))  # value n for n + 1 documents
    column = FacetColumn("source", tuple(f"s{n}" for n in range(60)), np.arange(len(often), dtype=np.int32), often)
    counted = column.count(np.ones(len(often), dtype=np.bool_), Filters())
    assert counted.values == tuple((f"s{n}", n + 1) for n in range(59, 9, -1))


def test_values_may_be_asked_for_one_after_another() -> None:
    places = np.arange(5, dtype=np.int32)
    column = FacetColumn("source", ("a", "b", "c", "d", "e"), places, places)
    for wanted in (["b", "d", "none"], (value for value in "dbd")):
        assert column.having(wanted, 5).tolist() == [False, True, False, True, False]
