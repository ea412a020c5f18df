from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from indexer.errors import Unreadable
from indexer.ingest.choosing.rules import FolderRules
from indexer.ingest.choosing.sources import SourceFile
from indexer.ingest.documents import document_id
from indexer.ingest.limits import Limits
from indexer.ingest.read import Ending, read_file
from indexer.ingest.texts import plaintext
from indexer.records import DateRange, Document
from indexer.settings import Settings
from tests.indexer.ingest.reading import read_one

LIMITS = Limits.of(Settings())


def read(text: str) -> Document:
    (document,) = plaintext.read("papers/a.txt", text.encode("utf-8"))
    return document


def test_the_first_line_gives_the_date_and_the_rest_is_the_text() -> None:
    document = read(" date 2024-11-19 A group of 193 groups wrote. It asked much.\n\nMore.\n")
    assert document.date == DateRange("2024-11-19", date(2024, 11, 19), date(2024, 11, 19))
    assert document.text == "A group of 193 groups wrote. It asked much.\n\nMore.\n"
    assert (document.title, document.title_derived) == ("A group of 193 groups wrote.", True)
    assert (document.id, document.path) == (document_id("papers/a.txt"), "papers/a.txt")


@pytest.mark.parametrize(
    ("opening", "verbatim"), [("date 1961 ", "1961"), ("Date: 1961-03\n", "1961-03"), ("\ufeffdate 1961\n", "1961")]
)
def test_a_date_need_not_have_a_day(opening: str, verbatim: str) -> None:
    document = read(f"{opening}The bridge.")
    assert document.date is not None
    assert (document.date.verbatim, document.text) == (verbatim, "The bridge.")


def test_front_matter_says_of_a_plain_text_what_it_says_in_markdown() -> None:
    document = read("---\ntitle: On the ferry\ndate: 1961-03\nsender: Anna Grey\n---\n*The* ferry is late.\n")
    assert document.text == "*The* ferry is late.\n"
    assert (document.title, document.title_derived, document.date and document.date.verbatim) == (
        "On the ferry", False, "1961-03",
    )  # fmt: skip
    assert [name.text for name in document.senders] == ["Anna Grey"]


@pytest.mark.parametrize("text", ['---\nNote: "half\na: [\n---\nThe ferry.', "---\nThe ferry is late.\n---\nMore."])
def test_what_is_not_quite_front_matter_is_text(text: str) -> None:
    assert read(text).text == text


@pytest.mark.parametrize(
    "text", ["The date 1961 is wrong.", "dated 1961 in Farness.", "date of the 1961 vote", "1961 ."]
)
def test_other_openings_are_text(text: str) -> None:
    assert (read(text).text, read(text).date) == (text, None)


@pytest.mark.parametrize(
    ("name", "verbatim"),
    [
        ("1894-05-06-smith-to-jones.txt", "1894-05-06"), ("letter_1894-05-06.txt", "1894-05-06"),
        ("1894-05-06.md", "1894-05-06"), ("1894-13-06-smith.txt", None), ("1894-05-06-to-1894-05-09.txt", None),
        ("a1894-05-06.txt", None), ("18940506.txt", "18940506"), ("1894-05-061.txt", None), ("12-1894-05-06.txt", None),
    ],
)  # fmt: skip
def test_a_day_in_the_files_name_is_inferred(name: str, verbatim: str | None) -> None:
    document = read_one("The ferry is late.\n", name)
    day = date(1894, 5, 6)
    assert document.date == (DateRange(verbatim, day, day, "inferred") if verbatim else None)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("1894-05-06-a.txt", "date 1961 The ferry."),
        ("1894-05-06-a.txt", "Farness, March 1961\n\nDear Sir,\n\nThe ferry is late.\n"),
        ("1894-05-06-a.md", "---\ndate: 1961\n---\nThe ferry."),
    ],
)
def test_what_the_text_says_comes_before_its_files_name(name: str, text: str) -> None:
    found = read_one(text, name).date
    assert found
    assert found.verbatim.endswith("1961")


def test_a_word_that_a_line_broke_behind_a_sharp_s_is_whole() -> None:
    document = read("Der Groß¬\nkampf begann mit einer Flut.")
    assert (document.text, document.warnings) == ("Der Großkampf begann mit einer Flut.", ())


def test_newlines_become_one_kind() -> None:
    assert read("one\r\ntwo\rthree").text == "one\ntwo\nthree"


@pytest.mark.parametrize("text", [" \n ", "date 1961-03-04\n\n", "\ufeff"])
def test_a_file_without_text_is_unreadable(text: str) -> None:
    with pytest.raises(Unreadable) as raised:
        read(text)
    assert raised.value.code == "empty"


@pytest.mark.parametrize(
    ("name", "content", "max_bytes", "code"),
    [("a.txt", b"text", 3, "too-large"),
     ("a.txt", b" \n", 99, "empty"), ("a.txt", b"\x00\x01\x02\x03" * 20, 99, "binary"),
     ("a.md", b"---\na: b\n---\n", 99, "empty"),
     ("a.jsonl", b"nothing", 99, "no-documents")],
)  # fmt: skip
def test_what_cannot_be_read_has_a_code(tmp_path: Path, name: str, content: bytes, max_bytes: int, code: str) -> None:
    (tmp_path / name).write_bytes(content)
    source = SourceFile(f"papers/{name}", tmp_path / name, len(content), 0, FolderRules())
    (ending,) = read_file(source, replace(LIMITS, file=max_bytes))
    assert isinstance(ending, Ending)
    assert (ending.code, bool(ending.sha256)) == (code, code != "too-large")


def test_a_file_that_has_gone_is_unreadable(tmp_path: Path) -> None:
    (ending,) = read_file(SourceFile("papers/a.txt", tmp_path / "a.txt", 4, 0, FolderRules()), LIMITS)
    assert ending == Ending("no-access", "cannot be opened: No such file or directory")
