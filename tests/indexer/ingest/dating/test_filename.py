from __future__ import annotations

from datetime import date

import pytest

from indexer.ingest.dating.filename import date_in_name
from indexer.records import DateRange


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("2016-04-18_x.txt", "2016-04-18"), ("letters/20160418_x.txt", "20160418"), ("IMG20160418T1.pdf", "20160418"),
        ("IMG_20160418_123456.pdf", "20160418"), ("2016_04_18_x.txt", "2016_04_18"),
        ("Box_7_2016_04_18.txt", "2016_04_18"),
        ("20160418-20160418.txt", "20160418"), ("20163518 of 20160418.txt", "20160418"),
        ("16101010_2016-04-18.txt", "2016-04-18"), ("10101010_2016_04_18.txt", "2016_04_18"),
    ],
)  # fmt: skip
def test_a_day_in_a_files_name(name: str, words: str) -> None:
    assert date_in_name(name) == DateRange(words, date(2016, 4, 18), date(2016, 4, 18), "inferred")


@pytest.mark.parametrize(
    "name",
    [
        "120160418.txt", "2016041812.txt", "20160431.txt", "30160418.txt", "14990418.txt", "20161301.txt",
        "1001_02_03.txt", "16_04_18.txt",
        "20160418-20160420.txt", "2016_04_18_to_2016_04_20.txt", "20160418/x.txt",
    ],
)  # fmt: skip
def test_what_is_no_day_or_several_is_none(name: str) -> None:
    assert date_in_name(name) is None
