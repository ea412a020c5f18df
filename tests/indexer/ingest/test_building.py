from __future__ import annotations

import pytest

from indexer.ingest.building import JOINT, PAGE, TextBuilder, flow, joined
from indexer.ingest.office.pdf.paragraphs import paragraphs
from indexer.records import Block, Page


@pytest.mark.parametrize(
    ("raw", "whole"),
    [
        ("a con-\nspiracy", "a conspiracy"),
        ("a con¬\nspiracy", "a conspiracy"),
        ("Mac¬\nQueen", "MacQueen"),
        ("the Anglo-\nIrish", "the Anglo-Irish"),
        ("went away -\nthen", "went away -\nthen"),
        ("pages 10-\n12", "pages 10-\n12"),
        ("as follows-\n1. The ferry", "as follows-\n1. The ferry"),
    ],
)
def test_words_broken_by_line_ends(raw: str, whole: str) -> None:
    assert joined(raw) == whole


def test_a_hyphen_that_the_word_has_elsewhere_stays() -> None:
    assert joined("an anti-\naircraft gun") == "an antiaircraft gun"
    assert joined("an anti-\naircraft gun", {"anti-aircraft"}) == "an anti-aircraft gun"


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("a Franco-\nGerman tie", "a Franco-German tie"), ("my mother-\nin-law's", "my mother-in-law's"),
        ("LIEU-\nTENANT", "LIEUTENANT"),
        ("l'Al-\nsace-Lorraine", "l'Alsace-Lorraine"),
        ("twenty-\nthree", "twenty-three"), ("twenty-\nish", "twentyish"), ("con-\nceal", "conceal"),
        ("a well-\nknown self-\ngovernment", "a well-known self-government"),
        ("Well-\nington, Well-\nesley, self-\nish", "Wellington, Wellesley, selfish"),
    ],
)  # fmt: skip
def test_a_hyphen_of_the_words_own_stays(broken: str, whole: str) -> None:
    assert joined(broken) == whole
    assert flow(broken.replace("\n", JOINT)) == whole
    assert paragraphs([broken.replace("-\n", "\ufffe")]).text == whole


def test_lines_run_on_or_stay() -> None:
    assert flow("My dear\n  Madam ,\n\nI am") == "My dear Madam , I am"
    assert flow("St. Paul's \n Churchyard", keep_lines=True) == "St. Paul's\nChurchyard"
    assert flow(f"conci-{JOINT}toyens") == "concitoyens"


@pytest.mark.parametrize("typed", ["\f", "\v"])
def test_what_somebody_typed_is_no_mark(typed: str) -> None:
    builder = TextBuilder()
    builder.add(f"{typed} Not to {typed} gether,{typed}con-\n{typed}cealed.{typed}")
    assert (builder.text, builder.pages) == ("Not to gether, concealed.", ())


def test_a_page_of_a_plain_text_begins_where_it_began() -> None:
    assert joined("It was con-\n\fcealed.") == "It was con\fcealed."
    assert joined("It was con-\n\n\f\n\ncealed.") == joined("It was con- \f\n\ncealed.") == "It was con\fcealed."


@pytest.mark.parametrize("mark", ["-", "\u2010", "¬"])
def test_a_word_is_not_whole_over_a_blank_line(mark: str) -> None:
    said = f"It was sent to the trade{mark}\n \n  he came home and said well{mark}\n\nJohn Smith arrived."
    assert joined(said) == said


def test_a_mark_that_stands_in_the_source_begins_no_page() -> None:
    builder = TextBuilder()
    builder.add(f"{builder.page('1')}It was {PAGE}late.")
    assert (builder.text, builder.pages) == ("It was late.", (Page(0, "1"),))


def test_blocks_and_pages_know_their_places() -> None:
    builder = TextBuilder()
    builder.add(builder.page("1") + "A heading", "heading")
    builder.add("   ")
    builder.add("It was con-\n" + builder.page("2") + "cealed from us. " + builder.page("3"))
    builder.add("A note.", "note")
    assert builder.text == "A heading\n\nIt was concealed from us.\n\nA note."
    assert builder.blocks == (Block("heading", 0, 9), Block("note", 38, 45))
    assert builder.pages == (Page(0, "1"), Page(builder.text.index("cealed"), "2"), Page(36, "3"))
