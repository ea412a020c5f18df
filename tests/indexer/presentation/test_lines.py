from dataclasses import replace

import pytest

from indexer.presentation.lines import people_line, title_line
from indexer.records import Document, Name


@pytest.mark.parametrize(
    ("people", "line"),
    [
        ({"senders": (Name("A"), Name("B")), "recipients": (Name("C"),)}, "A, B → C"),
        ({"senders": (Name("A"),)}, "A → ?"),
        ({"recipients": (Name("C"),), "authors": (Name("X"),)}, "? → C"),
        ({"authors": (Name("X"), Name("Y"))}, "X, Y"),
        ({"senders": (Name("A, B"), Name("C"))}, "A, B; C → ?"),
        ({"recipients": tuple(map(Name, "ABCDE"))}, "? → A, B, C, D, E"),
        ({"recipients": tuple(map(Name, "ABCDEFG"))}, "? → A, B, C, D and 3 more"),
        ({}, ""),
    ],
)
def test_people(people: dict[str, tuple[Name, ...]], line: str) -> None:
    assert people_line(Document(id="d", text="", title="", **people)) == line


@pytest.mark.parametrize(
    ("title", "derived", "line"),
    [("Lost", False, "Lost"), ("The ferry sank.", True, "“The ferry sank.”"), ("", True, "Untitled")],
)
def test_the_first_words_of_a_text_without_a_title_are_quoted(title: str, derived: bool, line: str) -> None:
    assert title_line(Document(id="d", text="", title=title, title_derived=derived)) == line


@pytest.mark.parametrize(
    ("title", "line"),
    [("a " * 19, "a " * 19), ("ab " * 20, "ab " * 9 + "ab…"), ("灯" * 50, "灯" * 30 + "…")],
)
def test_a_long_title_is_cut_between_its_words_where_it_has_several(title: str, line: str) -> None:
    named = Document(id="d", text="", title=title)
    assert (title_line(named, 30), title_line(named)) == (line, title)
    assert title_line(replace(named, title_derived=True), 30) == f"“{line}”"
