from __future__ import annotations

import pytest

from indexer.text.initials import says_initials_at_most


@pytest.mark.parametrize("name", ["", "M.", "J. H.", "[R]", "(J. H.)", "[R. A.]", "R A", "R.-A.", "É."])
def test_initials_alone(name: str) -> None:
    assert says_initials_at_most(name)


@pytest.mark.parametrize("name", ["Ruth", "RA", "Mrs. A.", "王", "R. Ansell", "r.", "Q. 5"])
def test_more_than_initials(name: str) -> None:
    assert not says_initials_at_most(name)
