"""A year counts the documents that choosing it finds."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.records import DateRange, Facet, Filters
from indexer.stores.catalog.years import Years
from indexer.text.dates import overlaps, parse_date


def counted(*dates: DateRange, filters: Filters = Filters()) -> Facet:  # noqa: B008 (frozen)
    first, last = (
        np.array([day.year if day else 0 for day in days], dtype=np.int32)
        for days in ([when.earliest for when in dates], [when.latest for when in dates])
    )
    matching = np.array([overlaps(when, filters.after, filters.before) for when in dates], dtype=np.bool_)
    return Years(first, last).count(matching, filters)


def of(*texts: str, filters: Filters = Filters()) -> dict[str, int]:  # noqa: B008 (frozen)
    return dict(counted(*map(parse_date, texts), filters=filters).values)


def test_a_vague_date_counts_under_every_year_that_it_can_mean() -> None:
    assert of("1889", "c. 1890", "1892-03") == {"1888": 1, "1889": 2, "1890": 1, "1891": 1, "1892": 2}
    assert of("1890/91", "1893-05-06") == {"1890": 1, "1891": 1, "1893": 1}


def test_a_date_open_at_an_end_counts_as_far_as_the_others_go() -> None:
    assert of("before 1871") == {"1870": 1}
    assert of("after 1871") == {"1872": 1}
    assert of("1869", "1873", "before 1871", "after 1871") == {"1869": 2, "1870": 1, "1872": 1, "1873": 2}


def test_years_stay_within_the_dates_asked_for() -> None:
    filters = Filters(after=date(1890, 1, 1), before=date(1891, 12, 31))
    assert of("1889", "c. 1890", "before 1900", "since 1891", filters=filters) == {"1890": 2, "1891": 3}
    assert of("since 1850", filters=filters) == {"1890": 1}


def test_of_undated_documents_and_of_none_there_are_no_years() -> None:
    assert of("Tuesday evening") == of() == {}
    assert counted(parse_date("Tuesday evening")) == Facet("year", (), undated=1)


def test_what_is_of_no_year_is_counted_apart_and_within_no_dates() -> None:
    dates = [parse_date(text) for text in ("1889", "Tuesday evening", "before 1871", "")]
    assert counted(*dates).undated == 2
    assert counted(*dates, filters=Filters(after=date(1889, 1, 1))) == Facet("year", (("1889", 1),), (1,))


def test_a_year_early_in_time_has_four_figures() -> None:
    assert of("0871", "0872-05") == {"0871": 1, "0872": 1}


_DAYS = st.dates(date(1880, 1, 1), date(1899, 12, 31))
_DATES = st.builds(
    lambda a, b, opened: DateRange("", None if opened == 1 else min(a, b), None if opened == 2 else max(a, b)),
    _DAYS, _DAYS, st.sampled_from([0, 0, 1, 2, 3]),
)  # fmt: skip


@pytest.mark.slow
@given(st.lists(_DATES, max_size=8), st.none() | st.integers(1885, 1890), st.none() | st.integers(1890, 1895))
def test_a_year_s_count_is_what_choosing_it_gives(
    dates: list[DateRange], after: int | None, before: int | None
) -> None:
    filters = Filters(after=after and date(after, 1, 1), before=before and date(before, 12, 31))
    facet = counted(*dates, filters=filters)
    for year, number in facet.values:
        begins, ends = date(int(year), 1, 1), date(int(year), 12, 31)
        assert number == sum(overlaps(when, begins, ends) for when in dates)
    matching = [when for when in dates if overlaps(when, filters.after, filters.before)]
    assert sum(facet.begun) == len(matching), "each begins once"
