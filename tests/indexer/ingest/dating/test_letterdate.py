"""A letter typed out lately is of the day at its head or in its file's name, not of the day it was typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from indexer.ingest.dating.letterdate import with_letters_date
from indexer.records import DateRange, Document, Name
from tests.indexer.ingest.reading import read_one, zipped

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
ODF = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "meta", "style")
)
MADE = "2019-03-02"
Maker = Callable[..., Document]
"""Makes a file of lines, and of lines in a header above them, typed by Karl on the second of March 2019; reads it."""


def docx(*lines: str, name: str = "a", above: str = "") -> Document:
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    section = '<w:sectPr><w:headerReference w:type="default" r:id="h"/></w:sectPr>'
    members = {
        "word/document.xml": f'<w:document xmlns:w="{W}" xmlns:r="{relations}"><w:body>{body}{section}</w:body>'
        "</w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}"><Relationship Id="h" '
        f'Type="{relations}/header" Target="h.xml"/></Relationships>',
        "word/h.xml": f'<w:hdr xmlns:w="{W}"><w:p><w:r><w:t>{above}</w:t></w:r></w:p></w:hdr>',
        "docProps/core.xml": f'<c {DC} xmlns:t="http://purl.org/dc/terms/"><dc:creator>Karl</dc:creator>'
        f"<t:created>{MADE}T10:00:00Z</t:created></c>",
    }
    return read_one(zipped(members), f"{name}.docx")


def odt(*lines: str, name: str = "a", above: str = "") -> Document:
    body = "".join(f"<text:p>{line}</text:p>" for line in lines)
    page = f"<style:master-page style:name='Standard'><style:header><text:p>{above}</text:p></style:header>"
    members = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"<office:document-content {ODF}><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>",
        "styles.xml": f"<office:document-styles {ODF}>{page}</style:master-page></office:document-styles>",
        "meta.xml": f"<office:document-meta {ODF} {DC}><meta:initial-creator>Karl</meta:initial-creator>"
        f"<meta:creation-date>{MADE}T10:00:00</meta:creation-date></office:document-meta>",
    }
    return read_one(zipped(members), f"{name}.odt")


def rtf(*lines: str, name: str = "a", above: str = "") -> Document:
    info = r"{\info{\author Karl}{\creatim\yr2019\mo3\dy2}}"
    header = rf"{{\header {above}\par}}" if above else ""
    return read_one(rf"{{\rtf1\ansi{info}{header}" + r"\par ".join(lines) + "}", f"{name}.rtf")


typed = pytest.mark.parametrize("typed", [docx, odt, rtf])
LETTER = ("Liebe Mutter!", "Es regnet noch immer. Uns geht es gut.")


def day(year: int, month: int, number: int) -> tuple[date, date, str]:
    return date(year, month, number), date(year, month, number), "inferred"


def when(document: Document) -> tuple[date | None, date | None, str] | None:
    said = document.date
    return said and (said.earliest, said.latest, said.sure)


@typed
@pytest.mark.parametrize(
    ("head", "dated"),
    [
        ("Vor Metz, am 3. September 1870", day(1870, 9, 3)),
        ("den 4. Juli 1866", day(1866, 7, 4)),
        ("Hollerstedt, 20. Februar 1844", day(1844, 2, 20)),
    ],
)
def test_a_letter_is_of_the_day_at_its_head(typed: Maker, head: str, dated: tuple[date, date, str]) -> None:
    for document in (typed(head, *LETTER), typed(*LETTER, above=head), typed(head, *LETTER, above="Feldpost")):
        assert when(document) == dated
        assert document.authors == (Name("Karl"),)
    assert typed(head, *LETTER, name="1999-01-01").date == typed(head, *LETTER).date
    assert typed(head, *LETTER).date == read_one("\n\n".join((head, *LETTER)), "a.txt").date


@typed
def test_the_head_of_the_letter_itself_beats_a_date_above_it(typed: Maker) -> None:
    assert when(typed("Metz, 3. September 1870", *LETTER, above="Abschrift, 1. Mai 2018")) == day(1870, 9, 3)


@typed
def test_then_the_day_in_the_files_name_counts_whatever_the_text_is(typed: Maker) -> None:
    assert when(typed(*LETTER, name="1866-07-04-friedrich")) == day(1866, 7, 4)
    assert when(typed("Es regnet.", name="1866-07-04-friedrich")) == day(1866, 7, 4)


@typed
def test_then_a_vague_head(typed: Maker) -> None:
    assert when(typed("Ende Mai 1851", *LETTER)) == (date(1851, 5, 1), date(1851, 5, 31), "inferred")
    assert typed("Ostern 1871", *LETTER).date == DateRange("Ostern 1871")
    assert when(typed("Ostern 1871", *LETTER, name="1871-04-09-karl")) == day(1871, 4, 9)


@typed
@pytest.mark.parametrize("head", ["4th March '61", "Lindale, 4. 3. 61"])
def test_a_head_whose_date_has_no_century_is_not_of_the_day_it_was_typed(typed: Maker, head: str) -> None:
    words = head.removeprefix("Lindale, ")
    for document in (typed(head, *LETTER), typed("Lindale", head, "Dear Sir,", "I was born in 1919.")):
        assert document.date == DateRange(words)
        assert with_letters_date(replace(document, kind="letter")).date == DateRange(words)


@typed
def test_last_counts_when_the_file_was_made(typed: Maker) -> None:
    assert when(typed("The budget of 1999 was too small.")) == day(2019, 3, 2)
    assert when(typed(*LETTER)) == day(2019, 3, 2)
    assert when(typed("Dear Sir,", "I was born in 1919.")) == day(2019, 3, 2)


@typed
@pytest.mark.parametrize(
    ("head", "name"),
    [
        (("9. März 1870", "Beantwortet 12. März 1870"), "a"),  # two days: neither is believed, 2019 still less
        (("Entwurf 3. März 2019", "Metz, 9. März 1870"), "a"),
        (("Im Jahre 1870",), "a"),
        ((), "Brief aus Metz 1870"),
    ],
)
def test_a_letter_that_names_another_year_is_not_of_the_day_it_was_typed(
    typed: Maker, head: tuple[str, ...], name: str
) -> None:
    assert typed(*head, *LETTER, name=name).date is None
    assert when(typed(*(line.replace("1870", "2019") for line in head), *LETTER)) == day(2019, 3, 2)


def test_the_day_itself_is_kept_as_it_is_written() -> None:
    found = odt("Vor Metz, am 3. September 1870", *LETTER).date
    assert found == DateRange("am 3. September 1870", date(1870, 9, 3), date(1870, 9, 3), "inferred")


@typed
def test_what_opens_with_another_years_day_is_not_of_the_day_it_was_typed(typed: Maker) -> None:
    assert typed("Metz, 3. September 1870", "Es regnet.").date is None  # or a history's chapter on that day
    assert when(typed("Metz, 3. September 2019", "Es regnet.")) == day(2019, 3, 2)


@pytest.mark.slow
@typed
def test_what_is_called_a_letter_needs_no_salutation(typed: Maker) -> None:
    def called_a_letter(*lines: str, **more: str) -> Document:
        return with_letters_date(replace(typed(*lines, **more), kind="letter"))

    for document in (
        called_a_letter("Metz, 3. September 1870", "Es regnet."),
        called_a_letter("Metz, 3. September 1870", "Es regnet.", name="Brief"),
    ):
        assert when(document) == day(1870, 9, 3)
    assert when(called_a_letter("Metz 3. September 1870", "Es regnet.")) == day(1870, 9, 3)
    for heading in ("Schlacht bei Metz 3. September 1870", "Meeting Metz 3. September 1870"):
        assert when(called_a_letter(heading, "Es regnet.")) != day(1870, 9, 3)
    assert called_a_letter("Ostern 1871", "Es regnet.").date == DateRange("Ostern 1871")
    assert when(called_a_letter("Ostern 1871", "Es regnet.", name="1871-04-09")) == day(1871, 4, 9)
    assert when(called_a_letter("Die Flut von 1851 war schlimmer.", "Es regnet.")) == day(2019, 3, 2)
    assert called_a_letter("9. September 1870", "Beantwortet 12. September 1870", *LETTER).date is None


def test_a_date_that_is_said_stays_though_the_first_line_has_another() -> None:
    letter = "---\nkind: letter\n{}---\nMetz, 3. September 1870\n\nEs regnet."
    said = read_one(letter.format("date: 1871\n"), "a.md")
    assert with_letters_date(said) == said
    assert when(with_letters_date(read_one(letter.format(""), "a.md"))) == day(1870, 9, 3)
    greeted = letter.format("").replace("\n\nEs", "\n\nLiebe Mutter!\n\nEs")
    assert when(with_letters_date(read_one(greeted, "a.md"))) == day(1870, 9, 3)
    article = replace(said, kind="article", date=None)
    assert with_letters_date(article) == article


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Letter from Maud Ferris to the board, 4 May 1961", day(1961, 5, 4)),
        ("Maud Ferris to Edwin Hale, undated [May 1961]", (date(1961, 5, 1), date(1961, 5, 31), "inferred")),
        ("Maud Ferris an Edwin Hale – Hafen, 4. Mai 1961.", day(1961, 5, 4)),
        ("Maud Ferris to Edwin Hale, 1961/1962", (date(1961, 1, 1), date(1962, 12, 31), "inferred")),
        ("Maud Ferris to Edwin Hale, 1961-62", (date(1961, 1, 1), date(1962, 12, 31), "inferred")),
        ("Maud Ferris to Edwin Hale (1961–1962)", (date(1961, 1, 1), date(1962, 12, 31), "inferred")),
        ("Maud Ferris to Edwin Hale, 1914-18", None),
        ("Maud Ferris to Edwin Hale: The Flood, 1961-62", None),
        ("The Flood, 1961-62", None),
        ("Maud Ferris to Edwin Hale, n.d. [May 1961]", (date(1961, 5, 1), date(1961, 5, 31), "inferred")),
        ("Maud Ferris to Edwin Hale, Easter 1961", (None, None, "stated")),  # its year is inferred later, and told
        ("Maud Ferris to Edwin Hale (1961)", (date(1961, 1, 1), date(1961, 12, 31), "inferred")),
        ("Letter on the flood (4 May 1961)", day(1961, 5, 4)),
        ("Letter to Edwin Hale, 1961-05", (date(1961, 5, 1), date(1961, 5, 31), "inferred")),
        ("Letter to Edwin Hale (1961-05)", (date(1961, 5, 1), date(1961, 5, 31), "inferred")),
        (
            "Maud Ferris, on board the Patience, to Edwin Hale (May 1961)",
            (date(1961, 5, 1), date(1961, 5, 31), "inferred"),
        ),
        ("Letter about the War (1914-1918)", None),  # its subject's years
        ("The War, 1914–18", None),
        ("Letter about the Flood (1953)", None),
        ("Erinnerungen an die Flut (Februar 1953)", None),
        ("Letter about the War (1914-1918), May 1961", (date(1961, 5, 1), date(1961, 5, 31), "inferred")),
        ("Letter on the flood of 1851", None),
        ("The flood, 1851: a letter", None),
        ("Letter from Maud Ferris, c. 1st Battalion 1961", None),
        ("Letter from Maud Ferris, no. 1961", None),
    ],
)
def test_last_counts_the_date_in_a_letters_title(title: str, expected: object) -> None:
    letter = read_one(f"---\nkind: letter\ntitle: '{title}'\n---\nIt rains.", "a.md")
    assert letter.date is None
    assert when(with_letters_date(letter)) == expected
    assert with_letters_date(replace(letter, kind="article")).date is None
    assert with_letters_date(replace(letter, title_derived=True)).date is None


def test_days_that_are_said_or_stand_in_the_head_beat_those_of_the_title() -> None:
    letter = read_one("---\nkind: letter\ntitle: A to B, 4 May 1961\n---\nOrrowmouth, 7 May 1961\n\nIt rains.", "a.md")
    assert when(with_letters_date(letter)) == day(1961, 5, 7)
    assert with_letters_date(replace(letter, date=DateRange("1960", date(1960, 1, 1)))).date == DateRange(
        "1960", date(1960, 1, 1)
    )
    assert when(with_letters_date(replace(letter, date=DateRange("-06", sure="uncertain")))) == day(1961, 5, 4)
