from datetime import date

import pytest

from indexer.errors import Unreadable
from indexer.ingest.documents import document_id
from indexer.ingest.texts import markdown
from indexer.records import DateRange, Document, Name

LETTER = """\
---
title: "The bridge: a protest"
kind: letter
date: 1961-03
from: Thomas Ruddock
to: [The Editor, The Mayor]
place: Farness
source: County Herald
url: https://example.org/a
box: 7
---

# Heading

Dear Sir, I protest.

> You wrote of *progress*.
> It is none.

1. First
2. Second
"""


def read(text: str) -> Document:
    (document,) = markdown.read("papers/a.md", text.encode("utf-8"))
    return document


def test_front_matter_fills_the_fields_and_keeps_the_rest() -> None:
    document = read(LETTER)
    assert (document.title, document.title_derived, document.kind) == ("The bridge: a protest", False, "letter")
    assert document.date == DateRange("1961-03", date(1961, 3, 1), date(1961, 3, 31))
    assert document.senders == (Name("Thomas Ruddock"),)
    assert document.recipients == (Name("The Editor"), Name("The Mayor"))
    assert document.places == (Name("Farness"),)
    assert (document.source, document.url) == ("County Herald", "https://example.org/a")
    assert document.metadata == {"box": "7"}


def test_a_value_that_is_none_says_nothing() -> None:
    document = read("---\ntitle: null\nplace: ~\nsource: Packet\n---\nThe ferry is late.\n")
    assert (document.title, document.title_derived, document.places) == ("The ferry is late.", True, ())
    assert document.source == "Packet"


def test_the_id_that_a_file_gives_itself_is_kept_beside_that_of_its_place() -> None:
    document = read("---\nid: wardletter\n---\nThe ferry is late.\n")
    assert (document.id, document.path) == (document_id("papers/a.md"), "papers/a.md")
    assert document.metadata == {"id": "wardletter"}


def test_the_text_reads_without_marks_and_loses_no_word() -> None:
    assert read(LETTER).text == (
        "Heading\n\nDear Sir, I protest.\n\nYou wrote of progress.\nIt is none.\n\n1. First\n2. Second"
    )


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("a <b>bold</b> <!-- no\nword --><br/>word", "a bold \nword"),
        ("<div align=center>\nof *it*\n</div>\n\n<!-- more -->", "of it"),
        ("Dear <Name>, `<b>` &lt;i&gt; 10<sup>6</sup>", "Dear <Name>, <b> <i> 10<sup>6</sup>"),
        ("[the letter](https://example.org) **says** so", "the letter says so"),
        ("- one\n- two\n\n  more of two", "– one\n– two\n\nmore of two"),
        ("    code stays", "code stays"),
        ("Signed,  \nRuth", "Signed,\nRuth"),
        (
            "| Ship | Tons |\n|---|---:|\n| *Hope* | 1,200 | lost |\n| a \\| b | |\nafter",
            "Ship Tons\n\nHope 1,200 lost\n\na | b\n\nafter",
        ),
        ("| Ship | Tons |\n|---|---|\n| <p>Hope</p><p>lost</p> | 9<br>or 8 |", "Ship Tons\n\nHope lost 9\nor 8"),
        ("Told:\n| Ship |\n|---|\n> said", "Told:\n\nShip\n\nsaid"),
        ("a | b\n---", "a | b"),
        ("no | table\n|---|---|---|", "no | table\n|---|---|---|"),
        (
            "denied;[^1] [^x]\n\n[^1]: Ibid.\n[^b]: *More*\n  of it.\n\nLast.",
            "denied;[1] [^x]\n\nLast.\n\n[1] Ibid.\n\n[b] More\nof it.",
        ),
        ("See [[Ferry]], [[log/1961|the *log*]] and [[#Pier]].", "See Ferry, the *log* and Pier."),
        ("A ![[pier.png|300]]b ![[Notes]] [[1]](https://example.org) [[x", "A b Notes [1] [[x"),
        ("| a |\n|---|\n| [[Ferry\\|boat]] |", "a\n\nboat"),
        ("[^1](https://example.org)\n\n[^1]: A\n\n    B\n\nC", "^1\n\nC\n\n[1] A\n\nB"),
    ],
)
def test_marks_of_emphasis_links_lists_tables_and_notes(written: str, text: str) -> None:
    assert read(written).text == text


def test_headings_quotations_and_lists_are_marked() -> None:
    document = read(LETTER)
    assert [(b.kind, document.text[b.start : b.end]) for b in document.blocks] == [
        ("heading", "Heading"),
        ("quote", "You wrote of progress.\nIt is none."),
        ("list", "1. First"),
        ("list", "2. Second"),
    ]


@pytest.mark.parametrize(
    ("written", "text", "quoted"),
    [
        ("So:\n\n<blockquote>It *is* late.</blockquote>\n\nYes.", "So:\n\nIt is late.\n\nYes.", ["It is late."]),
        ("So: <BLOCKQUOTE cite='x'>It is late.</BLOCKQUOTE> Yes.", "So:\n\nIt is late.\n\nYes.", ["It is late."]),
        ("<blockquote>\n\nLate.\n\nAgain.\n\n</blockquote>\nYes.", "Late.\n\nAgain.\n\nYes.", ["Late.", "Again."]),
        ("<blockquote><p>Late.</p><p>Again.</p></blockquote>Yes.", "Late.\n\nAgain.\n\nYes.", ["Late.", "Again."]),
        ("<blockquote>Late.<footer>— Ruth</footer></blockquote>", "Late.\n\n— Ruth", ["Late.", "— Ruth"]),
        ("<blockquote>\n\n- Late.\n- Again.\n</blockquote>\n\nYes.", "– Late.\n\n– Again.\n\nYes.",
         ["– Late.", "– Again."]),
        ("<blockquote><blockquote>Late.</blockquote>Again.</blockquote>Yes.", "Late.\n\nAgain.\n\nYes.",
         ["Late.", "Again."]),
        ("- So: <blockquote>Late.</blockquote>\n\nYes.", "– So:\n\nLate.\n\nYes.", []),
        ("The tag <blockquote> is HTML.\n\nYes.", "The tag\n\nis HTML.\n\nYes.", []),
        ("Write `<blockquote>Late.</blockquote>`.", "Write <blockquote>Late.</blockquote>.", []),
    ],
)  # fmt: skip
def test_a_quotation_may_be_set_off_by_html(written: str, text: str, quoted: list[str]) -> None:
    document = read(written)
    assert document.text == text
    assert [document.text[b.start : b.end] for b in document.blocks if b.kind == "quote"] == quoted


def test_footnotes_are_notes_after_the_text() -> None:
    document = read("> Said[^a] so.\n\n[^a]: In a letter.\n\n- one\n- two")
    assert [(b.kind, document.text[b.start : b.end]) for b in document.blocks] == [
        ("quote", "Said[a] so."),
        ("list", "– one"),
        ("list", "– two"),
        ("note", "[a] In a letter."),
    ]


@pytest.mark.parametrize("written", ["1961", "1961-03", "about 1961", "1961-03-04"])
def test_a_date_is_kept_as_it_is_written(written: str) -> None:
    when = read(f"---\ndate: {written}\n---\nText.").date
    assert when is not None
    assert when.verbatim == written


def test_the_title_comes_from_the_heading_then_from_the_first_sentence() -> None:
    assert (read("# A Head #\n\nText.").title, read("# A Head #\n\nText.").title_derived) == ("A Head", False)
    assert (read("Some text. More.").title, read("Some text. More.").title_derived) == ("Some text.", True)
    assert read("# A[^1] Head[^2]\n\nText.\n\n[^1]: x\n[^2]: x").title == "A Head"
    assert read("Some[^1] text.[^2] More.\n\n[^1]: x\n[^2]: x").title == "Some text."


@pytest.mark.parametrize(
    ("front", "warning"),
    [
        ("title: [", "the front matter is not YAML in line"),
        ("m: " + "[" * 2000 + "]" * 2000, "the front matter is nested too deeply"),
        ("m: " + "{a: " * 600 + "}" * 600, "the front matter is nested too deeply"),
    ],
)
def test_front_matter_that_cannot_be_read_is_told_and_left_out(front: str, warning: str) -> None:
    document = read(f"---\n{front}\n---\nText.")
    assert document.text == "Text."
    assert len(document.warnings) == 1
    assert document.warnings[0].startswith(warning)


def test_front_matter_may_be_toml() -> None:
    document = read('+++\n# made by hand\ntitle = "Late"\ndate = 1961-03-04\nbox = 7\nto = ["Amos Pell"]\n+++\nText.')
    assert (document.title, document.text, document.metadata) == ("Late", "Text.", {"box": 7})
    assert document.date == DateRange("1961-03-04", date(1961, 3, 4), date(1961, 3, 4))
    assert document.recipients == (Name("Amos Pell"),)
    broken = read("+++\ntitle = Late\n+++\nText.")
    assert broken.text == "Text."
    assert broken.warnings[0].startswith("the front matter is not TOML and was left out: ")
    assert read("+++\nText.\n+++\nMore.").text.startswith("+++")


@pytest.mark.parametrize(
    ("front", "when"),
    [
        ("published: 2024-02-10", "2024-02-10"), ("date: 1961\npublished: 2024-02-10", "1961"),
        ("Date: 1961\npublished: 2024-02-10", "1961"), ("published: true", None), ("published: 3", None),
    ],
)  # fmt: skip
def test_front_matter_that_says_when_it_was_published_is_dated(front: str, when: str | None) -> None:
    said = read(f"---\n{front}\n---\nText.").date
    assert (said and said.verbatim) == when


def test_the_properties_of_a_page_that_notion_exports_are_front_matter() -> None:
    page = b"# Late\n\nDate: March 4, 1961\nFrom: Ruth Ansell\nBox no: 7\n\nThe ferry: late.\n\nAgain: late.\n"
    (document,) = markdown.read(f"papers/Late {'0af' * 10}42.md", page)
    assert (document.title, document.text) == ("Late", "Late\n\nThe ferry: late.\n\nAgain: late.")
    assert (document.date and document.date.earliest) == date(1961, 3, 4)
    assert (document.senders, document.metadata) == ((Name("Ruth Ansell"),), {"box no": "7"})
    assert read(page.decode()).text.startswith("Late\n\nDate: March 4, 1961")


@pytest.mark.parametrize(
    "front", ["# Made by hand\ntitle: x", "\ntitle: x", "'title': x", "title : x\n\nbox: 7", "Full title: x"]
)
def test_front_matter_begins_with_a_key(front: str) -> None:
    document = read(f"---\n{front}\n---\nText.")
    assert (document.text, document.warnings) == ("Text.", ())
    assert "x" in (document.title, document.metadata.get("full title"))


@pytest.mark.parametrize(
    "words",
    [
        "just words", "\nThe judge had been bribed.\n", "\nHe said: he was bribed.\n", "– Who: he?", "– one: two",
        '"He said: he was bribed."', "'Twas: so.'", "The witness said: he was bribed.", "*Really* bribed.",
        "at 10:15 he left.", "see https://example.org",
    ],
)  # fmt: skip
def test_what_stands_between_two_rules_without_keys_is_text(words: str) -> None:
    document = read(f"---\n{words}\n\n---\n\nMore.")
    assert document.text == f"{words.strip().replace('*', '')}\n\nMore."
    assert document.warnings == ()


def test_front_matter_cannot_pass_for_the_text() -> None:
    assert read("---\ntext: false\n---\nTrue text.").text == "True text."


def test_a_rule_between_paragraphs_is_no_front_matter() -> None:
    assert read("Text.\n\n---\n\nMore.").text == "Text.\n\nMore."


@pytest.mark.parametrize("front", ["a: !!python/object/apply:os.system ['false']", "a: &x [*x]", "a: *nothing"])
def test_yaml_runs_nothing_and_breaks_nothing(front: str) -> None:
    assert read(f"---\n{front}\n---\nText.").text == "Text."


@pytest.mark.parametrize("text", ["---\ntitle: x\n---\n\n", "\n\n"])
def test_a_file_without_text_is_unreadable(text: str) -> None:
    with pytest.raises(Unreadable) as raised:
        read(text)
    assert raised.value.code == "empty"


def test_a_nest_of_brackets_is_not_given_to_a_parser_that_takes_minutes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yaml.scan", lambda text: pytest.fail("it was given to it"))
    assert read(f"---\nm: {'[ {' * 30}\n---\nText.").text == "Text."


def test_struck_words_are_no_text_unless_most_are() -> None:
    document = read("It is ~~never *once*~~ late again.\n\n- ~~gone~~\n- here\n\n~~And~~ so.")
    assert (document.text, document.warnings) == ("It is late again.\n\n– here\n\nso.", ("struck words left out: 4",))
    whole = read("~~It is late again.~~ So.")
    assert whole.text == "~~It is late again.~~ So."
    assert whole.warnings == ("more than half of the text is struck out, and was kept",)
