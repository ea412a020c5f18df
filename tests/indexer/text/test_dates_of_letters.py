"""Dates as English, German, French and Italian letters have them."""

from __future__ import annotations

from datetime import date

import pytest

from indexer.records import DateRange
from indexer.text.dates import parse_date


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("13. 1. 1893", date(1893, 1, 13)),
        ("13.1.1893", date(1893, 1, 13)),
        ("Freitag, den 13. Januar 1893", date(1893, 1, 13)),
        ("am 13. Januar 1893", date(1893, 1, 13)),
        ("5. März 1915", date(1915, 3, 5)),
        ("le 12 Janvier 1915", date(1915, 1, 12)),
        ("samedi 9 janvier 1915", date(1915, 1, 9)),
        ("1er août 1914", date(1914, 8, 1)),
        ("13 luglio 1616", date(1616, 7, 13)),
        ("martedì, 13 luglio 1616", date(1616, 7, 13)),
        ("2015-07-24T05:36:09+01:00", date(2015, 7, 24)),
        ("July 2nd. 1861", date(1861, 7, 2)),
        ("28th. October 1861", date(1861, 10, 28)),
        ("12 th May 1861", date(1861, 5, 12)),
        ("Decr. 21 st. 1818", date(1818, 12, 21)),
        ("April 4.th 1810", date(1810, 4, 4)),
        ("August 22d. 1828", date(1828, 8, 22)),
        ("Novr 10h 1837", date(1837, 11, 10)),
        ("28th March,1861", date(1861, 3, 28)),
        ("March, 27th. 1861", date(1861, 3, 27)),
        ("Nov.26,1820", date(1820, 11, 26)),
        ("17th day of June 1861", date(1861, 6, 17)),
    ],
)
def test_a_day(text: str, day: date) -> None:
    when = parse_date(text)
    assert (when.verbatim, when.earliest, when.latest, when.sure) == (text, day, day, "stated")


@pytest.mark.parametrize(
    "text", ["[13. 1. 1893?]", "13. 1. [1893]", "1[3]. 1. 1893", "13. [1. 1893]", "13. 1. 1893 (?)"]
)
def test_brackets_and_question_marks_are_doubts(text: str) -> None:
    assert parse_date(text) == DateRange(text, date(1893, 1, 13), date(1893, 1, 13), "uncertain")


def test_a_day_that_does_not_exist_is_no_date() -> None:
    assert not parse_date("31. 2. 1893").known
    assert not parse_date("13. 13. 1893").known


@pytest.mark.parametrize(
    "text",
    ["um 1890", "gegen 1890", "etwa 1890", "vers 1890", "environ 1890", "verso il 1890", "circa 1890", "hacia 1890",
     "c 1890", "undatiert [um 1890]", "o. D. (um 1890)", "n.d., c. 1890", "[s. d.; vers 1890]"],
)  # fmt: skip
def test_about_a_year(text: str) -> None:
    assert parse_date(text) == DateRange(text, date(1888, 1, 1), date(1892, 12, 31), "uncertain")


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("vor 1890", None, date(1889, 12, 31)),
        ("avant 1890", None, date(1889, 12, 31)),
        ("prima del 1890", None, date(1889, 12, 31)),
        ("antes de 1890", None, date(1889, 12, 31)),
        ("vor dem 3. März 1890", None, date(1890, 3, 2)),
        ("avant le 3 mars 1890", None, date(1890, 3, 2)),
        ("nach 1890", date(1891, 1, 1), None),
        ("après 1890", date(1891, 1, 1), None),
        ("dopo il 1890", date(1891, 1, 1), None),
        ("después de 1890", date(1891, 1, 1), None),
        ("bis 1890", None, date(1890, 12, 31)),
        ("jusqu'en 1890", None, date(1890, 12, 31)),
        ("seit 1890", date(1890, 1, 1), None),
        ("depuis 1890", date(1890, 1, 1), None),
        ("nicht vor 1890", date(1890, 1, 1), None),
        ("pas après 1890", None, date(1890, 12, 31)),
    ],
)
def test_before_and_after(text: str, earliest: date | None, latest: date | None) -> None:
    assert parse_date(text) == DateRange(text, earliest, latest)
