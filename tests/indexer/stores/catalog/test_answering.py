"""Letters find the letters that their sources name, however these are named; what is ambiguous is not found."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from indexer.records import Document
from indexer.stores.catalog.listing import Listing
from indexer.stores.catalog.writer import CatalogWriter


def links(tmp_path: Path, *letters: Document) -> list[tuple[str, str]]:
    """(letter, the one before it) of every letter that has one, after checking that the way back exists."""
    writer = CatalogWriter(tmp_path / "catalog.sqlite")
    for letter in letters:
        writer.put(letter, [], letter.path, datetime(2026, 3, 2, tzinfo=UTC))
    writer.commit()
    writer.close()
    found = Listing(tmp_path / "catalog.sqlite").answering
    assert {entry.title for entry in found.previous.values()} <= {letter.title for letter in letters}
    assert all(before.id in found.next for before in found.previous.values())
    return sorted((id, before.id) for id, before in found.previous.items())


def letter(id: str, path: str, *previous: str, **metadata: object) -> Document:
    return Document(id=id, text="Sir,", title=f"T {id}", path=path, previous=previous, metadata=metadata)


def test_a_mail_of_another_file_and_another_folder(tmp_path: Path) -> None:
    first, second = letter("a", "in/1.eml#one@x.org"), letter("b", "sent/2.mbox#two@x.org", "one@x.org")
    assert links(tmp_path, first, second) == [("b", "a")]


def test_what_hangs_on_a_mail_is_not_the_mail(tmp_path: Path) -> None:
    hanging, answer = letter("a", "in/1.eml#one@x.org/note.pdf"), letter("b", "in/2.eml#two@x.org", "one@x.org")
    assert links(tmp_path, hanging, answer) == []


def test_a_file_beside_it_by_its_name_with_and_without_the_suffix(tmp_path: Path) -> None:
    files = [letter(id, f"town/tei/L{id}.xml") for id in "abc"]
    assert links(tmp_path, *files, letter("d", "town/tei/Ld.xml", "La.xml"), letter("e", "town/tei/Le.xml", "Lb")) == [
        ("d", "a"), ("e", "b"),
    ]  # fmt: skip


def test_a_file_by_its_place_in_the_source(tmp_path: Path) -> None:
    other, there = letter("a", "town/a.txt"), letter("b", "town/letters/a.txt")
    assert links(tmp_path, other, there, letter("c", "town/articles/c.md", "letters/a.txt")) == [("c", "b")]


def test_an_xml_id_in_the_same_folder_and_no_other(tmp_path: Path) -> None:
    here, there = letter("a", "one/x.xml", xml_id="L1"), letter("b", "two/x.xml", xml_id="L2")
    assert links(tmp_path, here, there, letter("c", "one/y.xml", "#L1"), letter("d", "one/z.xml", "L2")) == [("c", "a")]


def test_a_record_of_the_same_file_and_no_other(tmp_path: Path) -> None:
    one, other = letter("a", "p/a.jsonl#1"), letter("b", "p/b.jsonl#1")
    assert links(tmp_path, one, other, letter("c", "p/b.jsonl#2", "1")) == [("c", "b")]


def test_the_next_letter_said_by_the_one_before(tmp_path: Path) -> None:
    first = letter("a", "p/a.xml", next=["b.xml"])
    assert links(tmp_path, first, letter("b", "p/b.xml")) == [("b", "a")]


def test_the_first_name_that_is_held_and_never_itself(tmp_path: Path) -> None:
    assert links(tmp_path, letter("a", "p/a.xml"), letter("b", "p/b.xml", "b.xml", "gone.xml", "a.xml")) == [("b", "a")]


def test_where_no_source_names_a_letter_nothing_is_looked_for(tmp_path: Path) -> None:
    assert links(tmp_path, letter("a", "p/a.xml"), letter("b", "p/b.xml", "gone.xml")) == []


@pytest.mark.parametrize("said", ["Chapter 2", 5, 1.5, True, "12", {"a": "b"}, ["c", 7, None], None, [], ""])
def test_what_anybody_calls_next_names_a_letter_or_nothing(tmp_path: Path, said: object) -> None:
    found = links(tmp_path, letter("a", "t/a.md", next=said), letter("b", "t/b.md", next="a.md"))
    assert found == [("a", "b")]
