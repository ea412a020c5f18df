from __future__ import annotations

from datetime import date

import pytest

from indexer.presentation.datewords import dated
from indexer.records import DateRange, Document
from indexer.text.dates import parse_date

MARCH_5 = date(1991, 3, 5)


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (None, "undated"),
        (parse_date("1991-03-05"), "5 March 1991"),
        (parse_date("1991-03"), "March 1991"),
        (parse_date("1991"), "1991"),
        (parse_date("spring 1991"), "spring 1991"),
        (parse_date("5th March, 1991"), "5 March 1991"),
        (DateRange("5th March, 1991", MARCH_5, MARCH_5, "inferred"), "5 March 1991"),
        (DateRange("5th March, 1991?", MARCH_5, MARCH_5, "uncertain"), "5th March, 1991?"),
        (DateRange("Tuesday, March the 5th", MARCH_5, MARCH_5, "uncertain"), "Tuesday, March the 5th [1991]"),
        (DateRange("March 1991", MARCH_5, MARCH_5, "uncertain"), "March 1991"),
        (DateRange("the late XXth century", date(1967, 1, 1), date(2000, 12, 31)), "the late XXth century"),
        (DateRange("Tuesday evening"), "Tuesday evening"),
        (DateRange("Tue, 05 Mar 1991 10:02:00 +0100 (CET)", MARCH_5, MARCH_5), "5 March 1991"),
        (DateRange("5 Mar 91 10:02 EST", MARCH_5, MARCH_5), "5 March 1991"),
        (DateRange("1991-03-05T10:02:00Z", MARCH_5, MARCH_5), "5 March 1991"),
    ],
)
def test_a_date_in_words(when: DateRange | None, words: str) -> None:
    assert dated(Document(id="a", text="x", title="", date=when)) == words
