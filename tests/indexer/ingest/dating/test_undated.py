"""A date that is not understood is said aloud; it becomes the year that it names, and nothing more precise."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from indexer.ingest.choosing.sources import find_files, find_roots
from indexer.ingest.dating.undated import year_named
from indexer.ingest.read import read_file
from indexer.records import DateRange, Document
from tests.indexer.ingest.reading import LIMITS

TEXT = "The ferry went over at noon, and nobody was on it but the pilot and his dog."


def read(folder: Path, name: str, content: str) -> Document:
    """The one document of a file, read as a run of the indexer reads it."""
    (folder / name).write_text(content, encoding="utf-8")
    (file,) = (file for root in find_roots([folder / name], {}) for file in find_files(root))
    (document,) = (found for found in read_file(file, LIMITS) if isinstance(found, Document))
    return document


def front_matter(when: str) -> str:
    return f"---\ndate: '{when}'\n---\n{TEXT}\n"


@pytest.mark.parametrize(
    "when", ["Easter 1910", "1910-13-45", "1910-02-30", "32 Foo 1910", "31/02/1910", "3/4/1910", "[Lent 1910?]"]
)
def test_the_one_year_in_the_words_is_inferred(tmp_path: Path, when: str) -> None:
    document = read(tmp_path, "a.md", front_matter(when))
    assert document.date == DateRange(when, date(1910, 1, 1), date(1910, 12, 31), "inferred")
    (warning,) = document.warnings
    assert f"date {when!r} was not understood: taken as the year 1910" in warning


@pytest.mark.parametrize(
    "when", ["44", "10 BC", "4 March ’61", "Tuesday evening", "before Easter 1910", "1910/05", "Ward 1910, Orme 1911"]
)
def test_what_names_no_year_is_undated_and_not_sure(tmp_path: Path, when: str) -> None:
    document = read(tmp_path, "a.md", front_matter(when))
    assert document.date == DateRange(when, sure="uncertain")
    (warning,) = document.warnings
    assert f"date {when!r} was not understood: the document is undated" in warning


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", f"date,text\nEaster 1910,{TEXT.replace(',', '')}\n"),
        ("a.jsonl", json.dumps({"date": "Easter 1910", "text": TEXT})),
        ("a.json", json.dumps([{"date": "Easter 1910", "text": TEXT}])),
        ("a.eml", f"From: ward@example.org\nTo: orme@example.org\nDate: Easter 1910\n\n{TEXT}\n"),
        ("a.xml", '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><profileDesc><correspDesc><correspAction '
                  'type="sent"><date>Easter 1910</date></correspAction></correspDesc></profileDesc></teiHeader>'
                  f"<text><body><p>{TEXT}</p></body></text></TEI>"),
    ],
)  # fmt: skip
def test_every_format_tells(tmp_path: Path, name: str, content: str) -> None:
    document = read(tmp_path, name, content)
    assert document.date == DateRange("Easter 1910", date(1910, 1, 1), date(1910, 12, 31), "inferred")
    assert any("'Easter 1910' was not understood" in warning for warning in document.warnings)


@pytest.mark.parametrize(
    "when",
    [
        "",
        "1910",
        "spring 1910",
        "before 1910",
        "about 1910",
        "um 1910",
        "1910/11",
        "undated",
        "n.d.",
        "Unknown Date",
        "o. D.",
        "б. д.",
        "bez daty",
    ],
)
def test_of_dates_that_are_understood_nothing_is_said(tmp_path: Path, when: str) -> None:
    document = read(tmp_path, "a.md", front_matter(when))
    assert (document.warnings, document.date.sure if document.date else "") in (
        ((), ""),
        ((), "stated"),
        ((), "uncertain"),
    )


def test_a_placeholder_that_a_reader_put_aside_is_no_year(tmp_path: Path) -> None:
    content = (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><profileDesc><correspDesc><correspAction type="sent">'
        '<date when="1111-01-01"/></correspAction></correspDesc></profileDesc></teiHeader>'
        f"<text><body><p>{TEXT}</p></body></text></TEI>"
    )
    assert read(tmp_path, "a.xml", content).date == DateRange("1111-01-01")


@pytest.mark.parametrize(
    ("words", "year"),
    [
        ("Easter 1910", 1910), ("Easter 1910, or thereabouts", None), ("Easter 1910 and 1910", None),
        ("Thursday, 1910, the 1910 floods", 1910), ("Easter 1910 to Whitsun", None), ("nach Ostern 1910", None),
        ("1910-13", None), ("10 February 1710/11", None), ("the 1910s", None), ("1910 BC", None), ("Easter 0910", None),
        ("Easter 2101", None), ("box 19101", None), ("Christmas 1910 – ", None), ("Mid-Lent 1910", 1910),
        ("12 Ramadan 1340", None), ("21 Farvardin 1304", None), ("1 апреля 1880", 1880),
        ("Пасха 1880 г.", 1880), ("до Пасхи 1880 г.", None), ("po Vánocích 1880", None),
        ("не позднее Пасхи 1880", None),
        ("przed Wielkanocą 1880", None), ("do 1880 r. lub później", None), ("início do ano de 1880", 1880),
        ("1880 előtt", None), ("πριν από το Πάσχα του 1880", None), ("1880'den önce", None), ("före jul 1880", None),
        ("1880 jälkeen", None), ("5 محرم 1393", None), ("12 Mart 1333 Salı", None), ("Do 4/5/1880", 1880),
        ("к зиме 1880 г.", None), ("omkr. jul 1880", None), ("начало 1880-х гг.", None), ("koniec lat 1880-tych", None),
        ("scrisoare din iarna 1880", 1880),
    ],
)  # fmt: skip
def test_the_year_that_words_name(words: str, year: int | None) -> None:
    assert year_named(words) == year


@pytest.mark.parametrize("name", ["a.txt", "a.rtf"])
@pytest.mark.parametrize(
    ("head", "year"),
    [
        ("Easter 1946", 1946), ("Sonntag nach Ostern 1871", 1871),
        ("Hollerstedt, 2. Sonntag nach Trinitatis 1844", 1844),
        ("Maundy Thursday, 1944.", 1944), ("Ash Wednesday morning 1851", 1851), ("before Easter 1910", None),
        ("Sunday after Christmas 1910", None), ("Whit Monday 1961", 1961),
        ("Easter Day 1861", 1861), ("Feast of St. Swithun, 1961", 1961),
        ("3/4/1961", 1961), ("4th March '61", None), ("4-iii-61", None),
    ],
)  # fmt: skip
def test_a_letters_head_that_is_no_date_names_its_year(tmp_path: Path, name: str, head: str, year: int | None) -> None:
    lines = (head, "Dear Ida,", TEXT)
    content = "\n\n".join(lines) if name == "a.txt" else r"{\rtf1 " + r"\par ".join(lines) + "}"
    document = read(tmp_path, name, content)
    words = head.removeprefix("Hollerstedt, ").removesuffix(".")
    year_long = year and DateRange(words, date(year, 1, 1), date(year, 12, 31), "inferred")
    assert document.date == (year_long or DateRange(words, sure="uncertain"))
    (warning,) = document.warnings
    assert f"date {words!r} was not understood" in warning


@pytest.mark.parametrize("name", ["a.txt", "a.rtf"])
@pytest.mark.parametrize("head", ["1861", "c. 1861", "ca. 1861.", "(1861)"])
def test_a_year_alone_at_a_letters_head_is_told_to_date_nothing(tmp_path: Path, name: str, head: str) -> None:
    lines = (head, "Dear Ida,", TEXT)
    made = r"{\info{\creatim\yr2019\mo3\dy2}}"
    content = "\n\n".join(lines) if name == "a.txt" else rf"{{\rtf1 {made}" + r"\par ".join(lines) + "}"
    document = read(tmp_path, name, content)
    assert document.date == DateRange(head, sure="uncertain")
    (warning,) = document.warnings
    told = f"date {head!r} may be a number: the document is undated; write a month beside it, or state the date"
    assert warning == told


def test_no_number_but_a_years_is_told(tmp_path: Path) -> None:
    for head in ("12", "986", "2861", "1861 Harbour Street", "1861\n\n1862"):
        document = read(tmp_path, "a.txt", f"{head}\n\nDear Ida,\n\n{TEXT}")
        assert (document.date, document.warnings) == (None, ())
