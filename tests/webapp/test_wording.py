"""Words of the pages."""

from __future__ import annotations

from webapp.wording import isolated


def test_each_run_of_a_line_has_its_own_direction() -> None:
    line = isolated("“שלום”, Haaretz, 1 February 1933", ["שלום", "", "Haaretz", "not there"])
    assert line == [("“", False), ("שלום", True), ("”, ", False), ("Haaretz", True), (", 1 February 1933", False)]
