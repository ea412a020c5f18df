"""Titles that say who wrote to whom, and titles that only look so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from indexer.ingest.correspondents import with_correspondents
from indexer.records import Document, Name
from tests.indexer.ingest.reading import read_one


def letter(title: str) -> Document:
    return Document(id="a", path="a.md", text="It rains.", title=title, kind="letter")


@pytest.mark.parametrize(
    ("title", "sender", "recipient"),
    [
        ("Maud Ferris to Edwin Hale", "Maud Ferris", "Edwin Hale"),
        ("Letter from Maud Ferris to the Harbour Board, 4 May 1961", "Maud Ferris", "Harbour Board"),
        ("letter from Maud to Edwin Hale, Jr.", "", ""),  # no capital: a sentence
        ("Letter from Maud Ferris to Edwin Hale, Jr.", "Maud Ferris", "Edwin Hale, Jr."),
        ("Letter from Farness to Edwin Hale", "", ""),  # a place, or Maud
        ("Letter from London to Paris", "", ""),
        ("From Maud Ferris to Edwin Hale", "", ""),
        ("Letter from New York to San Francisco, 4 May 1961", "", ""),
        ("Letter from Maud Ferris to St Petersburg", "", ""),
        ("Frankfurt am Main to Kansas City", "", ""),
        ("Maud Ferris to the United Nations", "Maud Ferris", "United Nations"),
        ("Central Committee to Edwin Hale", "Central Committee", "Edwin Hale"),
        ("Maud Ferris to United Kingdom", "", ""),
        ("New York Delegates to Edwin Hale", "New York Delegates", "Edwin Hale"),
        ("Maud von der Furt an Edwin Hale – Hafen, 4. Mai 1961", "Maud von der Furt", "Edwin Hale"),
        ("Lettre de Maud Ferris à l’abbé Hale", "", ""),
        ("Émile d’Arcy to Maud Ferris (copy)", "Émile d’Arcy", "Maud Ferris"),
        ("Napoléon Bonaparte à Paris", "", ""),
        ("Jan Novák a Synové", "", ""),
        ("Christmas Greetings to Edwin Hale", "", ""),
        ("General Orders to Colonel Hale", "", ""),
        ("The Harbour Board to Pell & Sons", "Harbour Board", "Pell & Sons"),
        ("Theodorick and Martha Pell to Lord Hale.", "Theodorick and Martha Pell", "Lord Hale"),
        ("Maud Ferris to Unknown", "Maud Ferris", ""),
        ("Maud Ferris to Edwin Hale?", "", ""),
        ("Łucja Ősi to Жанна Икс", "Łucja Ősi", "Жанна Икс"),
        ("Maud ősi łucja to Edwin Hale", "", ""),
        ("Reply to Edwin Hale", "", ""),
        ("An Open Letter to the Harbour Board", "", ""),
        ("A Journey to Orrowmouth", "", ""),
        ("What Maud Ferris said to Edwin Hale", "", ""),
        ("Maud Ferris says no to Edwin Hale", "", ""),
        ("The flood", "", ""),
    ],
)
def test_a_title_names_both_or_nobody(title: str, sender: str, recipient: str) -> None:
    found = with_correspondents(letter(title))
    assert [name.text for name in (*found.senders, *found.recipients)] == [name for name in (sender, recipient) if name]
    assert bool(found.warnings) == bool(sender)


def test_those_whom_a_title_names_besides_are_taken_where_it_agrees_with_what_is_said() -> None:
    said = letter("Maud Ferris and Ruth Ansell to Edwin Hale, 4 May 1961")
    assert with_correspondents(said).senders == (Name("Maud Ferris"), Name("Ruth Ansell"))
    found = with_correspondents(replace(said, recipients=(Name("Mr Hale"),)))
    assert (len(found.senders), found.recipients) == (2, (Name("Mr Hale"),))
    assert found.warnings == ("sender as the title names them",)
    found = with_correspondents(replace(said, senders=(Name("Ferris, M."),)))
    assert (found.senders, found.recipients) == ((Name("Ferris, M."),), (Name("Edwin Hale"),))


def test_a_first_line_that_says_who_wrote_to_whom_is_the_title() -> None:
    said = replace(letter("It rains."), title_derived=True, text="Maud Ferris to Edwin Hale, c. May 1961\n\nIt rains.")
    found = with_correspondents(said)
    assert (found.title, found.title_derived) == ("Maud Ferris to Edwin Hale, c. May 1961", False)
    assert (found.senders, found.recipients) == ((Name("Maud Ferris"),), (Name("Edwin Hale"),))


def test_only_letters_that_name_nobody_or_somebody_else_are_looked_at() -> None:
    said = letter("Maud Ferris to Edwin Hale")
    for document in (
        replace(said, kind="article"),
        replace(said, title_derived=True),
        replace(said, title_derived=True, text="Maud Ferris to Edwin Hale\nsays this: it rains."),
        replace(said, senders=(Name("Ruth Ansell"),)),
        replace(said, recipients=(Name("Ruth Ansell"),)),
    ):
        assert with_correspondents(document) == document


def test_front_matter_that_says_it_is_a_letter_is_enough() -> None:
    found = read_one("---\nkind: letter\ntitle: Maud Ferris to Edwin Hale, 4 May 1961\n---\nIt rains.", "a.md")
    assert (with_correspondents(found).senders, with_correspondents(found).recipients) == (
        (Name("Maud Ferris"),), (Name("Edwin Hale"),),
    )  # fmt: skip
