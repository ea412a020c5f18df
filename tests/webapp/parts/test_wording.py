"""Words of the pages."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from indexer.records import DateRange, Document
from webapp.parts.wording import as_given, isolated, metadata_lines


def test_each_run_of_a_line_has_its_own_direction() -> None:
    line = isolated("“שלום”, Haaretz, 1 February 1933", ["שלום", "", "Haaretz", "not there"])
    assert line == [("“", False), ("שלום", True), ("”, ", False), ("Haaretz", True), (", 1 February 1933", False)]


SENT = {"type": "sent", "date": "17. 7. 1896", "earliest": "1896-07-17", "latest": "1896-07-17", "names": ["Bo", "Al"]}
BROUGHT = {"type": "delivered", "earliest": "1896-07-23", "places": ["Hale"]}


@pytest.mark.parametrize(
    ("value", "line"),
    [
        ([SENT, BROUGHT], "sent · 17. 7. 1896 · Bo, Al; delivered · 1896-07-23 · Hale"),
        ({"type": "ink", "colour": "blue"}, "type: ink; colour: blue"),
        ({"type": 5, "places": "Hale"}, "5 · Hale"),
        (["red", "blue"], "red, blue"),
    ],
)
def test_what_else_a_source_says_is_a_line(value: Any, line: str) -> None:
    assert metadata_lines(Document(id="a", text="", title="", metadata={"a_thing": value})) == [("A thing", line)]


@pytest.mark.parametrize(("sure", "given"), [("uncertain", ""), ("stated", "December the 6th")])
def test_the_sources_words_stand_behind_a_date_that_has_not_got_them(sure: Any, given: str) -> None:
    when = DateRange("December the 6th", date(1783, 12, 6), date(1783, 12, 6), sure)
    assert as_given(Document(id="a", text="", title="", date=when)) == given
