from indexer.commands.telling import inventory_lines, warning_lines
from indexer.writing.run import Warned


def test_warnings_of_one_kind_are_counted_beyond_the_first_three() -> None:
    mended = [Warned(f"a/{n}.xml", f"mojibake mended in {n} line{'s' if n > 1 else ''}") for n in range(1, 6)]
    dates = [
        Warned(f"b/{n}.md", f"date 'Easter {n}' was not understood: taken as the year {n}") for n in range(1910, 1914)
    ]
    other = [Warned("c.txt", "encoding guessed: cp1252")]
    assert list(warning_lines([*mended, *other, *dates])) == [
        "a/1.xml: mojibake mended in 1 line",
        "a/2.xml: mojibake mended in 2 lines",
        "a/3.xml: mojibake mended in 3 lines",
        "c.txt: encoding guessed: cp1252",
        *(f"{each.path}: {each.warning}" for each in dates[:3]),
        "… and 2 more: mojibake mended in …; --report FILE lists all",
        "… and 1 more: date … was not understood; --report FILE lists all",
    ]


def test_what_is_told_of_few_files_is_told_whole() -> None:
    assert list(warning_lines([])) == []
    assert list(warning_lines([Warned("a", "encoding guessed: cp1252")] * 3)) == ["a: encoding guessed: cp1252"] * 3


def test_what_an_archive_has_none_of_is_said_so() -> None:
    assert list(inventory_lines({"sources": {"": 2, "Herald": 1}, "earliest": None, "undated": 0})) == [
        "sources      (none) 2, Herald 1", "earliest     (none)", "undated      0",
    ]  # fmt: skip
