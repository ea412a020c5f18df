"""Of a page's date no more is believed than the page has."""

from datetime import date, datetime

import pytest

from indexer.ingest import pagedate
from indexer.ingest.html import read
from indexer.ingest.pagedate import spelled_out
from indexer.records import DateRange

WORDS = "The ferry was late again, and nobody on the pier was surprised by it. " * 20


def test_a_date_that_htmldate_cannot_read_itself_does_not_start_dateparser(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise AssertionError("dateparser compiles expressions for 200 languages")

    monkeypatch.setattr("htmldate.extractors.get_external_parser", refuse)
    page = f"<html><body><p class='date'>Wtorek, 3 stycznia 1998</p><p>{WORDS}</p></body></html>"
    assert list(read("a.html", page.encode()))
    assert pagedate._one_day("3 mars 1998") == datetime(1998, 3, 3)
    assert pagedate._one_day("mars 1998") is None


@pytest.mark.parametrize(
    ("guess", "page", "known"),
    [
        ("2015-02-17", "nothing", "2015-02-17"),
        ("2015-02-01", "see /2015/02/the-ferry.html", "2015-02"),
        ("2015-02-01", "February 2015", "2015-02"),
        ("1998-01-01", "© 1998 The Packet", "1998"),
        ("1998-01-01", "January 1998", "1998-01"),
        ("1998-01-01", "/1998/01/ferry", "1998-01"),
        ("1998-01-01", "11.1.1998 and 21 January 1998", "1998-01"),
        ("2015-02-01", "posted 2015-02-01T10:00", "2015-02-01"),
        ("2015-02-01", "/2015/2/1/ferry", "2015-02-01"),
        ("2015-02-01", "20150201", "2015-02-01"),
        ("2015-02-01", "am 01.02.2015 um", "2015-02-01"),
        ("2015-02-01", "on 2/1/15 at", "2015-02-01"),
        ("2015-02-01", "1. Februar 2015", "2015-02-01"),
        ("2015-02-01", "le 1er février 2015", "2015-02-01"),
        ("2015-02-01", "Feb. 1, 2015", "2015-02-01"),
        ("2015-02-01", "2015年2月1日", "2015-02-01"),
        ("2015-02-01", "2015-02-11, 21.02.2015, 11 February 2015, February 12, 2015", "2015-02"),
    ],
)
def test_a_first_of_the_month_must_be_spelled_out(guess: str, page: str, known: str) -> None:
    assert spelled_out(guess, page) == known


def test_a_page_that_names_a_year_is_of_that_year() -> None:
    page = f"<html><body><article><p>{WORDS}</p></article><footer>© 1998 The Packet</footer></body></html>"
    (document,) = read("a.html", page.encode())
    assert document.date == DateRange("1998", date(1998, 1, 1), date(1998, 12, 31), "inferred")
    assert document.warnings == ("date 1998 inferred from the page",)
