"""Dates as German, French and Italian letters have them."""

from __future__ import annotations

from datetime import date

import pytest

from indexer.dates import parse_date


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("13. 1. 1893", date(1893, 1, 13)),
        ("13.1.1893", date(1893, 1, 13)),
        ("Freitag, den 13. Januar 1893", date(1893, 1, 13)),
        ("5. März 1915", date(1915, 3, 5)),
        ("le 12 Janvier 1915", date(1915, 1, 12)),
        ("samedi 9 janvier 1915", date(1915, 1, 9)),
        ("1er août 1914", date(1914, 8, 1)),
        ("13 luglio 1616", date(1616, 7, 13)),
        ("martedì, 13 luglio 1616", date(1616, 7, 13)),
        ("2015-07-24T05:36:09+01:00", date(2015, 7, 24)),
    ],
)
def test_a_day(text: str, day: date) -> None:
    when = parse_date(text)
    assert (when.verbatim, when.earliest, when.latest, when.sure) == (text, day, day, "stated")


def test_brackets_and_question_marks_are_doubts() -> None:
    assert parse_date("[13. 1. 1893?]").sure == "uncertain"


def test_a_day_that_does_not_exist_is_no_date() -> None:
    assert not parse_date("31. 2. 1893").known
    assert not parse_date("13. 13. 1893").known
