"""Two of one surname, told apart by their first names."""

from __future__ import annotations

import pytest

from indexer.quotes.speaking.namesakes import are_namesakes


@pytest.mark.parametrize(
    ("name", "other", "told"),
    [
        ("Mary Smith", "JOHN SMITH", True), ("Smith, John", "Mary Smith", True), ("John Smith, Jr.", "Ann Smith", True),
        ("Richard Henry Lee", "Arthur Lee", True), ("M. Smith", "John Smith", False),
        ("Chancellor Smith", "Mary Smith", False), ("Gene Debs", "Eugene Debs", False),
        ("Harbourmaster John Smith", "Mary Smith", True), ("Harry Truman", "Harold Truman", False),
        ("Senator Smith", "John Smith", False), ("Smith", "John Smith", False), ("Mary Smith", "Mary Jones", False),
        ("Thos. Smith", "Thomas Smith", False), ("Wm. Smith", "William Smith", False),
        ("Bill Smith", "Wm. Smith", False), ("Bill Smith", "William J. Smith", False),
        ("J. B. Smith", "John Smith", False),
        ("Mrs. John Smith", "Mary Smith", False), ("Smith, Maria, 1768-1849", "Maria Smith", False),
    ],
)  # fmt: skip
def test_first_names_tell_two_of_one_surname_apart(name: str, other: str, told: bool) -> None:
    assert are_namesakes(name, other) is told
    assert are_namesakes(other, name) is told
