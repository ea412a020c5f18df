"""A line near a text's head that is nothing but a day, or whose words say that the text is of it, dates the text."""

from __future__ import annotations

from datetime import date

import pytest

from indexer.ingest.dating.ownline import own_day
from indexer.records import DateRange
from tests.indexer.ingest.office.test_pdf import pdf
from tests.indexer.ingest.reading import read_one

BODY = "The ferry struck a pier of the bridge, and nobody was hurt."
DAY = date(1962, 3, 4)


@pytest.mark.parametrize(
    ("head", "verbatim"),
    [
        ("4 March 1962", "4 March 1962"),
        ("The Ferry\n\nSunday, March 4, 1962", "Sunday, March 4, 1962"),
        ("The Ferry\n(4 March 1962)", "4 March 1962"),
        ("The Ferry\n1962-03-04\nby Ruth Ansell", "1962-03-04"),
        ("The Ferry\nBy Ruth Ansell\n4 March 1962", "4 March 1962"),
        ("The Ferry\nBy Ruth Ansell, 4 March 1962", "4 March 1962"),
        ("The Ferry\nBy Ruth Ansell | 4 March 1962", "4 March 1962"),
        ("The Ferry\nRuth Ansell · 4 March 1962", "4 March 1962"),
        ("Date of interview: 4 March 1962\nCopied out by Ida Benn, 3 May 1999", "4 March 1962"),
        ("PRESS RELEASE\nFor immediate release: 4 March 1962", "4 March 1962"),
        ("Published: 4 March 1962", "4 March 1962"),
        ("Speech, 4 March 1962", "4 March 1962"),
        ("SPEECH TO THE HARBOUR BOARD\n4 March 1962", "4 March 1962"),
        ("Speech to the Harbour Board, 4 March 1962", "4 March 1962"),
        ("Transcript of interview with Mrs. Maud Ferris, 4 March 1962", "4 March 1962"),
        ("Interview: Maud Ferris, 4 March 1962", "4 March 1962"),
        ("Discours\nle 4 mars 1962", "le 4 mars 1962"),
    ],
)
def test_a_line_of_its_own_says_of_what_day_a_text_is(head: str, verbatim: str) -> None:
    assert own_day(f"{head}\n\n{BODY}") == DateRange(verbatim, DAY, DAY, "inferred")


@pytest.mark.parametrize(
    "text",
    [
        f"The Battle of Farness\n4 March 1862\n\n{BODY} In 1901 a stone was set there.",
        f"Interview about the Flood, 4 March 1962\n\n{BODY}",
        f"Statement on the Flood, 4 March 1962\n\n{BODY}",
        f"The Ferry\n\nChapter One\n\n4 March 1962\n\n{BODY}",
        f"The Harbour Act, 4 March 1962\n\n{BODY}",
        f"Maud Ferris\nDate of birth: 4 March 1962\n\n{BODY}",
        f"Maud Ferris\nBorn 4 March 1962\n\n{BODY}",
        f"The Ferry\nUpdated 4 March 1962\n\n{BODY}",
        f"On 4 March 1962\n\n{BODY}",
        "The ferry struck a pier on\n4 March 1962\nIn the fog.",
        "The ferry struck a pier\n4 March 1962\nin the fog.",
        f"4 March 1962\n\n{BODY}\n\n5 March 1962\n\nIt is mended.",
        f"Ferry Report, 5 March 1962\n4 March 1962\n\n{BODY}",
        f"{BODY * 3}\n\n4 March 1962\n\n{BODY}",
        "The Ferry\n\n4 March 1962",
        f"March 1962\n\n{BODY}",
        f"3/4/1962\n\n{BODY}",
    ],
)
def test_a_day_that_may_be_another_s_dates_nothing(text: str) -> None:
    assert own_day(text) is None


def test_articles_of_any_format_are_dated_by_such_a_line() -> None:
    day = DateRange("4 March 1962", DAY, DAY, "inferred")
    assert read_one(f"# The Ferry\n\n*4 March 1962*\n\n{BODY}", "a.md").date == day
    assert read_one(f"The Ferry\n4 March 1962\n\n{BODY}", "a.txt").date == day
    rtf = rf"{{\rtf1\ansi{{\info{{\creatim\yr2019\mo3\dy2}}}}The Ferry\par 4 March 1962\par {BODY}}}"
    assert read_one(rtf, "a.rtf").date == day
    page = f"BT /F1 12 Tf 72 700 Td (The Ferry) Tj 0 -40 Td (4 March 1962) Tj 0 -40 Td ({BODY}) Tj ET"
    assert read_one(pdf(page), "2019-03-02.pdf").date == day
    assert read_one(pdf(page.replace("4 March 1962", "The Pier")), "2019-03-02.pdf").date is None
