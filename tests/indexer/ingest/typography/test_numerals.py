import pytest

from indexer.ingest.typography.numerals import numeral, whole_number


@pytest.mark.parametrize(
    ("number", "form", "doubled", "shown"),
    [
        (4, "1", False, "4"), (4, "01", False, "04"), (4, "", False, "4"), (4, "x", False, "4"),
        (26, "a", False, "z"), (28, "a", False, "ab"), (28, "A", True, "BB"), (703, "a", False, "aaa"),
        (1949, "i", False, "mcmxlix"), (14, "I", False, "XIV"),
        (0, "a", False, "0"), (-3, "I", False, "-3"), (4000, "i", False, "4000"), (10**8, "a", True, "100000000"),
    ],
)  # fmt: skip
def test_numerals(number: int, form: str, doubled: bool, shown: str) -> None:
    assert numeral(number, form, doubled) == shown


@pytest.mark.parametrize(
    ("said", "number"), [("7", 7), (" -7 ", -7), ("", 1), (None, 1), ("1.5", 1), ("9" * 5000, 1), ("²", 1)]
)
def test_whole_numbers(said: str | None, number: int) -> None:
    assert whole_number(said, 1) == number
