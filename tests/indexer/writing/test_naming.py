from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from indexer.archive import Archive
from indexer.commands.telling import summary_lines
from indexer.ingest.documents import document_id
from indexer.records import Document, Name, Query
from indexer.reindex import reindex
from indexer.search.query import parse_query
from indexer.settings import Settings
from indexer.stores.catalog.reader import Catalog
from indexer.stores.generations.folder import CATALOG, current
from indexer.writing.naming import keyed, with_listed_names
from tests.conftest import WordEncoder, write_papers
from tests.indexer.writing.test_reshape import same_as_fresh

LISTED = keyed(
    [
        ("papers/lists/people.xml", Name("Ansell, Ruth", "p1")),
        ("papers/lists/people.xml", Name("Hale, Edwin", "p2")),
        ("papers/old/people.xml", Name("Hale, Edward", "p2")),
        ("papers/old/people.xml", Name("Ansell, Ruth", "p1")),
        ("others/people.xml", Name("Benn, Ida", "p3")),
    ]
)


@pytest.mark.parametrize(
    ("reference", "name"),
    [
        ("people.xml#p1", "Ansell, Ruth"),
        ("../people.xml#p1", "Ansell, Ruth"),
        ("https://example.org/lists/people.xml#p1", "Ansell, Ruth"),
        ("people.xml#p2", "my brother"),  # two lists of this name differ
        ("people.xml#p3", "my brother"),  # another source's
        ("#p1", "my brother"),
        ("p1", "my brother"),
        ("places.xml#p1", "my brother"),
        ("", "my brother"),
    ],
)
def test_a_reference_is_named_by_its_source_s_list(reference: str, name: str) -> None:
    people = (Name("my brother", reference),)
    document = Document(id="d", text="Sir,", title="", path="papers/letters/a.xml", people=people)
    assert with_listed_names(document, LISTED).people == (Name(name, reference),)


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("", "Ansell, Ruth"),
        ("R.", "Ansell, Ruth"),
        ("[R. A.]", "Ansell, Ruth"),
        ("R A", "Ansell, Ruth"),
        ("R.-A.", "Ansell, Ruth"),
        ("Ruth", "Ruth"),
        ("RA", "RA"),
        ("Mrs. A.", "Mrs. A."),
        ("王", "王"),
    ],
)
def test_a_list_names_in_the_header_who_is_not_named_there(printed: str, name: str) -> None:
    sender = (Name(printed, "people.xml#p1"),)
    document = Document(id="d", text="Sir,", title="", path="papers/a.xml", senders=sender, recipients=sender)
    named = with_listed_names(document, LISTED)
    assert (named.senders, named.recipients) == ((Name(name, "people.xml#p1"),),) * 2


def test_whom_nothing_names_is_left_out() -> None:
    nobody = (Name("", "people.xml#p9"),)
    document = Document(id="d", text="Sir,", title="", path="papers/a.xml", senders=nobody, people=nobody)
    named = with_listed_names(document, LISTED)
    assert (named.senders, named.people) == ((), ())


def test_whom_the_header_has_does_not_stand_among_others_too() -> None:
    nameless, printed = (Name("", "people.xml#p1"),), (Name("my friend", "people.xml#p1"),)
    document = Document(id="d", text="Sir,", title="", path="papers/a.xml", recipients=nameless, people=printed)
    named = with_listed_names(document, LISTED)
    assert (named.recipients, named.people) == ((Name("Ansell, Ruth", "people.xml#p1"),), ())
    unknown = with_listed_names(document, {})
    assert (unknown.recipients, unknown.people) == ((), printed)


def letter(words: str) -> str:
    return f"""<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>A letter</title>
    </titleStmt></fileDesc></teiHeader>
    <text><body><p>I saw {words} at <placeName ref="where.xml#q1">the old town</placeName> today.
    </p></body></text></TEI>"""


def people(name: str) -> str:
    return f"""<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body><listPerson><person xml:id="p1">
    <persName>{name}</persName></person></listPerson></body></text></TEI>"""


@pytest.mark.slow
def test_a_file_that_gives_names_alone_is_read_and_counted(tmp_path: Path) -> None:
    papers = write_papers(tmp_path / "papers", {"a.txt": "The ferry.", "who.xml": people("Ansell, Tom")})
    summary = reindex([papers], Settings(archive=tmp_path / "archive"), encoder=WordEncoder())
    assert (summary.files_read, summary.files_of_names, summary.skipped) == (2, 1, [])
    assert "1 file gave names alone" in next(summary_lines(summary, papers))


@pytest.mark.slow
def test_lists_name_texts_read_before_and_after_them(tmp_path: Path) -> None:
    settings = Settings(archive=tmp_path / "archive")
    mine = letter('<persName ref="who.xml#p1">my brother</persName>')

    def named(files: dict[str, str]) -> tuple[list[str], list[str], int]:
        summary = reindex([write_papers(tmp_path / "papers", files)], settings, encoder=WordEncoder())
        archive = Archive.open(settings, WordEncoder())
        try:
            found = [name.text for name in archive.document(document_id("papers/a.xml")).people]
            asked = [f"person:{word}" for word in ("brother", "Ansell", "Cobb") if archive.search(query(word)).hits]
        finally:
            archive.close()
        return found, asked, summary.documents_changed

    def query(word: str) -> Query:
        return parse_query(f"person:{word}")

    assert named({"a.xml": mine}) == (["my brother"], ["person:brother"], 0)
    assert named({"who.xml": people("Ansell, Tom")}) == (["Ansell, Tom"], ["person:Ansell"], 0)
    assert named({"a.xml": f"{mine} "}) == (["Ansell, Tom"], ["person:Ansell"], 0)  # read again, and the same
    assert named({"who.xml": people("Cobb, Tom")}) == (["Cobb, Tom"], ["person:Cobb"], 0)
    (tmp_path / "papers" / "who.xml").unlink()
    assert named({}) == (["my brother"], ["person:brother"], 0)
    assert named({"who.xml": people("Cobb, Tom")}) == (["Cobb, Tom"], ["person:Cobb"], 0)


SAID = "the committee of the harbour has never once asked the fishermen what they think of the bridge"
LETTER = f"""<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>A letter</title>
</titleStmt></fileDesc><profileDesc><correspDesc><correspAction type="sent"><persName ref="who.xml#p1"/>
<date when="1890-05-01"/></correspAction></correspDesc></profileDesc></teiHeader>
<text><body><p>Sir, {SAID}.</p></body></text></TEI>"""
ARTICLE = f"---\ndate: 1891-05-01\n---\nNothing has been done. “{SAID},” wrote Amos Pell in a letter.\n"


@pytest.mark.slow
def test_who_a_list_says_has_written_is_held_against_who_quotes_it_and_stays_if_the_list_cannot_be_read(
    tmp_path: Path,
) -> None:
    settings = Settings(archive=tmp_path / "archive")
    papers = tmp_path / "papers"

    def run(files: dict[str, str]) -> tuple[str, str, int]:
        summary = reindex([write_papers(papers, files)], settings, encoder=WordEncoder())
        with closing(Catalog(current(settings.archive).path / CATALOG)) as catalog:
            (quotation,) = catalog.quotations.of(document_id("papers/b.md"))
            senders = catalog.document(document_id("papers/a.xml")).senders
        assert quotation.source
        return "".join(name.text for name in senders), quotation.source.reason, summary.documents_renamed

    ruth, amos = people("Ruth Ansell"), people("Amos Pell")
    doubt = "They are given to Amos Pell here, but the letter is by Ruth Ansell."
    sender, reason, renamed = run({"a.xml": LETTER, "b.md": ARTICLE, "who.xml": ruth})
    assert (sender, doubt in reason, renamed) == ("Ruth Ansell", True, 0)
    sender, reason, renamed = run({"who.xml": amos})
    assert (sender, doubt in reason, renamed) == ("Amos Pell", False, 1)
    assert same_as_fresh(papers, settings)
    sender, reason, renamed = run({"who.xml": ruth})
    assert (sender, doubt in reason, renamed) == ("Ruth Ansell", True, 1)
    assert same_as_fresh(papers, settings)
    assert run({"who.xml": ruth[:120]})[::2] == ("Ruth Ansell", 0)  # cut off in the middle
