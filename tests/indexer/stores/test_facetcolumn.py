import numpy as np

from indexer.stores.facetcolumn import FacetColumn


def test_values_may_be_asked_for_one_after_another() -> None:
    places = np.arange(5, dtype=np.int32)
    column = FacetColumn("source", ("a", "b", "c", "d", "e"), places, places)
    for wanted in (["b", "d", "none"], (value for value in "dbd")):
        assert column.having(wanted, 5).tolist() == [False, True, False, True, False]
