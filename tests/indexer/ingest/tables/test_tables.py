from __future__ import annotations

import json
from datetime import date
from itertools import islice

import pytest

from indexer.errors import Unreadable
from indexer.ingest.tables.headings import dated
from indexer.ingest.tables.tables import guess
from indexer.records import Document
from tests.indexer.ingest.reading import blocks_of, doubts_of, read_all
from tests.indexer.timing import is_linear

LONG = "The ferry was late again, and nobody on the pier was surprised at it."


def test_columns_by_their_names() -> None:
    rows = f'url,date,title,text\nhttp://x/1,1964-03-12,Late,"{LONG}\nAgain."\n'
    (document,) = read_all(rows, "a.csv")
    assert (document.title, document.url, document.text) == ("Late", "http://x/1", f"{LONG}\nAgain.")
    assert document.date
    assert document.date.verbatim == "1964-03-12"
    assert document.warnings == ()


@pytest.mark.parametrize("delimiter", ["\t", ";", ","])
def test_delimiters(delimiter: str) -> None:
    (document,) = read_all(delimiter.join(("id", "text")) + "\n" + delimiter.join(("7", "words")) + "\n", "a.csv")
    assert (document.text, document.path) == ("words", "papers/a.csv#7")


def test_a_first_line_for_excel_is_none_of_the_table() -> None:
    for first in ("sep=;\r\n", '"sep=;"\n', "\ufeffSEP=;\n"):
        (document,) = read_all(f'{first}id;text;to\n7;"words, and more";x\n', "a.csv")
        assert (document.text, document.path) == ("words, and more", "papers/a.csv#7")
    assert "a quotation mark in line 3" in doubts_of('sep=;\nid;text\n7;"words\n8;more\n', "a.csv")[0]


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        ('text,date\n"The ferry is late.,1910\nThe ferry is on time.,1911\n', 2),
        ('date,text\n1910,"The ferry\nis late."\n1911,"The ferry\nis on time.', 4),
        ('date,text\r\n1910,Late.\r\n1911,"On time.\r\n1912,Late.\r\n', 3),
    ],
)
def test_a_quotation_mark_that_is_never_closed_is_told_with_its_line(rows: str, line: int) -> None:
    assert any(f"mark in line {line} is never closed" in doubt for doubt in doubts_of(rows, "a.csv"))


@pytest.mark.parametrize("cell", ['"The 6"" gun."', 'The 6" gun.', '"The ferry\nis late."', '"The ""ferry"" is late."'])
def test_quotation_marks_that_are_closed_are_not_told(cell: str) -> None:
    assert doubts_of(f"date,text\n1910,{cell}\n", "a.csv") == []


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("One,Dear Amos, late\n", "row 1 has"),
        ("One,Late,,so\nTwo,Late,so\n", "2 rows, first row 1, have"),
        ("One,Late,7\nTwo,Late,,\n", ""),
        ("One,Late\n,\n , \n", ""),
    ],
)
def test_cells_under_no_name_are_told_and_empty_rows_are_not(rows: str, told: str) -> None:
    sentence = "cells under no name, which were left out: name the column, or quote a cell with its separator"
    assert doubts_of(f"id,text,\n{rows}", "a.csv") == ([f"{told} {sentence}"] if told else [])


def test_columns_that_the_folder_names() -> None:
    rows = f"Body,Headline\n{LONG.replace(',', '')},Late\n"
    (document,) = read_all(rows, "a.csv", (("text", "Body"), ("title", "Headline")))
    assert (document.title, document.warnings) == ("Late", ())
    (document,) = read_all(json.dumps({"b": LONG, "h": "Late"}) + "\n", "a.jsonl", (("text", "b"), ("title", "h")))
    assert (document.title, document.text) == ("Late", LONG)


def test_guesses_are_said_aloud() -> None:
    rows = json.dumps([{"bestTitle": "Late", "words": LONG, "n": "1"}])
    (document,) = read_all(rows, "a.json")
    assert (document.title, document.text) == ("Late", LONG)
    assert document.warnings == ()
    assert doubts_of(rows, "a.json") == ["column 'words' taken as text", "column 'bestTitle' taken as title"]


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("a.json", json.dumps([{"": "7", "title": "A", "text": LONG}, {"": "", "title": "B", "text": LONG}])),
        ("a.csv", f"id; ;title;text\n1;7;A;{LONG}\n2;;B;{LONG}\n"),
    ],
)
def test_a_column_with_a_blank_name_is_taken_for_nothing(name: str, rows: str) -> None:
    found = [(document.path, document.title) for document in read_all(rows, name)]
    assert found == [(f"papers/{name}#1", "A"), (f"papers/{name}#2", "B")]
    assert doubts_of(rows, name) == []


@pytest.mark.slow
def test_the_time_of_what_columns_are_is_linear_in_their_number() -> None:
    row = {f"column {number}": "7" for number in range(800)} | {"text": LONG}

    assert is_linear(lambda size: guess([dict(islice(row.items(), size))] * 50), 200)


def test_a_table_without_a_heading_is_refused() -> None:
    with pytest.raises(Unreadable) as refused:
        read_all(f"1\tBOB\t{LONG}\n2\tANN\t{LONG}\n", "a.tsv")
    assert refused.value.code == "no-columns"


def test_tabs_part_columns_though_the_first_line_has_more_commas() -> None:
    speech = f"1\tBOB\tWe, the citizens, are now joined, all of us\n2\tANN\t{LONG}\n"
    with pytest.raises(Unreadable) as refused:
        read_all(speech, "a.tsv")
    assert refused.value.code == "no-columns"
    (document,) = read_all(f"id\ttext\tnote, if any, and why\n1\t{LONG}, again\t\n", "a.tsv")
    assert document.text == f"{LONG}, again"


@pytest.mark.parametrize(
    ("table", "reason"),
    [("text,text\nLate.,Again.\n", "two columns of the table are called 'text'"), ("id,text\n", "no row of a text")],
)
def test_a_table_of_which_nothing_can_be_read_says_why(table: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        read_all(table, "a.csv")


def test_rows_without_text_and_ids_given_twice() -> None:
    rows = "id,text\n1,one\n2,\n1,three\n"
    documents = read_all(rows, "a.csv")
    assert [d.text for d in documents] == ["one", "three"]
    assert documents[0].id != documents[1].id
    assert [d.warnings for d in documents] == [(), ()]
    assert doubts_of(rows, "a.csv") == [
        "row 2 has no text and was left out", "row 3 has the id '1' again and is known as 1~2",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl"])
def test_rows_of_one_id_keep_theirs_when_another_row_comes_or_goes(name: str) -> None:
    def ids(*rows: tuple[str, str]) -> dict[str, str]:
        lines = [f"{id},{text}" if name == "a.csv" else json.dumps({"id": id, "text": text}) for id, text in rows]
        return {d.text: d.id for d in read_all("\n".join(["id,text"] * (name == "a.csv") + lines), name)}

    rows = [("q", "other"), ("p", "one"), ("p", "two"), ("p~2", "named so"), ("p", "three")]
    before = ids(*rows)
    assert len(set(before.values())) == len(rows)
    assert ids(*rows[1:]) == {text: id for text, id in before.items() if text != "other"}


@pytest.mark.parametrize(
    "value",
    [
        [{"text": "one"}, {"text": "two"}],
        {"articles": [{"text": "one"}, {"text": "two"}], "count": 2},
        {"first": {"text": "one"}, "second": {"text": "two"}},
        {"tags": ["a", "b", "c"], "data": {"items": [{"text": "one"}, {"text": "two"}]}},
        {"data": {"edges": [{"node": {"content": "one"}}, {"node": {"content": "two"}}]}},
        {"data": {"children": [{"kind": "t3", "data": {"text": "one"}}, {"data": {"text": "two"}}]}},
        {"hits": {"hits": [{"_source": {"body": "one"}}, {"_source": {"body": "two", "tags": [{"k": "v" * 50}] * 3}}]}},
        {"f": {"k": [{"a": 1}] * 3}, "docs": [{"text": "one", "long": "x" * 50}, {"text": "two", "long": "x" * 50}]},
    ],
)
def test_where_records_lie_in_json(value: object) -> None:
    assert [d.text for d in read_all(json.dumps(value), "a.json")] == ["one", "two"]


def test_a_record_of_wordpress() -> None:
    body = "<p>The <b>ferry</b> &amp; the pilot.</p><p>Late.<br>Again.</p>"
    post = {"id": 7, "title": {"rendered": "Late &#8211; again"}, "content": {"rendered": body}, "author": 3}
    for source, name in ((json.dumps([post]), "a.json"), (json.dumps(post), "a.jsonl")):
        (document,) = read_all(source, name)
        assert (document.path, document.title, document.authors) == (f"papers/{name}#7", "Late – again", ())
        assert document.text == "The ferry & the pilot.\n\nLate.\nAgain."


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("<p>One <i>two</i>.</p><ul><li>three</li></ul>", "One two.\n\nthree"),
        ("One <em>two</em>,\nthree.\n\n<h2>Four</h2>\nfive", "One two,\nthree.\n\nFour\n\nfive"),
        ("a < b, <b> & c > d", "a < b, <b> & c > d"),
        ("It was <del>never</del> late.<br/>", "It was late."),
    ],
)
def test_a_cell_that_holds_html_is_read_as_such(cell: str, text: str) -> None:
    assert [d.text for d in read_all(json.dumps({"text": cell}), "a.jsonl")] == [text]
    assert [d.text for d in read_all(f'id,text\n1,"{cell}"\n', "a.csv")] == [text]


QUOTED = "<p>He wrote:</p><blockquote>Mend the quay.</blockquote>"


@pytest.mark.parametrize(
    ("source", "name"),
    [
        (json.dumps({"text": QUOTED}), "a.jsonl"),
        (f'id,text\n1,"{QUOTED}"\n', "a.csv"),
        (json.dumps([{"id": 7, "content": {"rendered": QUOTED}}]), "a.json"),
    ],
)
def test_what_html_sets_off_stays_set_off(source: str, name: str) -> None:
    (document,) = read_all(source, name)
    assert blocks_of(document, "quote") == ["Mend the quay."]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("One <em>two</em>\n\nthree <b>four\n\nfive</b>", "One two\n\nthree four\n\nfive"),
        ("<h2>One</h2>\n\ntwo\n\n<p>three\n\nthree</p>\n\nfour\n\nfive", "One\n\ntwo\n\nthree three\n\nfour\n\nfive"),
        ("<ul>\n\n<li>one</li>\n\n<li>two</li>\n</ul>\n\nthree", "one\n\ntwo\n\nthree"),
        ("<div>One\n\ntwo\nthree</div>", "One\n\ntwo three"),
    ],
)
def test_blank_lines_part_what_no_sign_of_a_paragraph_holds(cell: str, text: str) -> None:
    assert [d.text for d in read_all(json.dumps({"text": cell}), "a.jsonl")] == [text]


def test_json_lines_that_are_called_json() -> None:
    assert [d.text for d in read_all('{"text": "one"}\n{"text": "two"}\n', "a.json")] == ["one", "two"]


def test_annotated_newspapers() -> None:
    source = (
        "TOKEN\tNE-COARSE-LIT\tMISC\n# hipe2022:document_id = d1\n# hipe2022:date = 1860-04-19\n"
        "# topres19th:publication_title = The Herald\nverlän\tO\tNoSpaceAfter\n¬\tO\tEndOfLine\ngernden\tO\t_\n"
        "Krieges\tO\tNoSpaceAfter\n.\tO\t_\n# hipe2022:document_id = d2\n\x0cWords\tO\t_\n"
    )
    first, second = read_all(source, "a.tsv")
    assert (first.text, first.source, first.kind) == ("verlängernden Krieges.", "The Herald", "article")
    assert first.date
    assert first.date.verbatim == "1860-04-19"
    assert (second.text, second.path) == ("Words", "papers/a.tsv#d2")


def test_rows_left_out_are_told_once_even_at_the_end() -> None:
    rows = "id,text\n1,\n2,one\n3,\n4,\n"
    (document,) = read_all(rows, "a.csv")
    assert document.warnings == ()
    assert doubts_of(rows, "a.csv") == ["3 rows have no text and were left out, the first of them row 1"]


def one(source: str) -> tuple[Document, str]:
    (document,) = read_all(source, "a.csv")
    return document, document.date.verbatim if document.date else ""


@pytest.mark.parametrize(
    "heading",
    ["absender;empfänger;datum;ort;titel;quelle;brief", "Expéditeur;Destinataire;data;LIEU;Titre;Fonte;Lettre",
     "mittente;destinatario;Data;luogo;titolo;fonte;testo"],
)  # fmt: skip
def test_columns_with_names_in_other_languages(heading: str) -> None:
    rows = f"{heading}\nAnsell;Hale;12.3.1911;Farness;Late;Packet;{LONG}\n"
    document, verbatim = one(rows)
    assert ([n.text for n in document.senders], [n.text for n in document.recipients]) == (["Ansell"], ["Hale"])
    assert ([n.text for n in document.places], document.title, document.source) == (["Farness"], "Late", "Packet")
    assert (document.kind, document.text, verbatim) == ("letter", LONG, "12.3.1911")
    assert document.date
    assert document.date.earliest == document.date.latest == date(1911, 3, 12)
    theirs = heading.split(";")
    assert set(doubts_of(rows, "a.csv")) == {
        f"column {name!r} taken as {ours}"
        for name, ours in zip(theirs, ("sender", "recipient", "date", "place", "title", "source", "text"), strict=True)
    }


@pytest.mark.parametrize(
    "heading",
    [
        "Erschienen",
        "Erscheinungsdatum",
        "veröffentlicht",
        "Publié le",
        "data di pubblicazione",
        "Datum der Veröffentlichung",
        "Date of publication",
        "created_at",
        "createdAt",
    ],
)
def test_when_something_came_out_is_its_date(heading: str) -> None:
    rows = f"{heading};author_created_at;text\n12.3.1911;1.1.1899;{LONG}\n"
    document, verbatim = one(rows)
    assert verbatim == "12.3.1911"
    assert document.metadata == {"author_created_at": "1.1.1899"}
    assert doubts_of(rows, "a.csv") == [f"column {heading!r} taken as date"]


def test_a_column_is_not_what_its_values_are_not() -> None:
    rows = f"data;brief;text\n4.7 kg;17;{LONG}\n"
    document, verbatim = one(rows)
    assert (verbatim, document.text, doubts_of(rows, "a.csv")) == ("", LONG, [])
    assert document.metadata == {"data": "4.7 kg", "brief": "17"}


@pytest.mark.parametrize(("heading", "value"), [("Erstellt am", "12.3.1911"), ("Begun", "May 1911"), ("Year", "1911")])
def test_a_column_of_dates_that_is_not_read_is_told(heading: str, value: str) -> None:
    rows = f"{heading};page;text\n{value};1200;{LONG}\n"
    assert one(rows)[1] == ""
    told = f"column '{heading}' has dates and is metadata: if they are the texts' own, say columns = {{ date = "
    assert doubts_of(rows, "a.csv") == [f'{told}"{heading}" }} in pressmark.toml']
    assert doubts_of(rows.replace("page", "date").replace("1200", "1911-03"), "a.csv") == []


def test_columns_for_the_names_of_sender_and_recipient() -> None:
    (letter,) = read_all(f"Sender name;Recipient name;text\nMaud Ferris;Edwin Hale;{LONG}\n", "a.csv")
    assert ([name.text for name in letter.senders + letter.recipients], letter.kind) == (
        ["Maud Ferris", "Edwin Hale"],
        "letter",
    )


def test_a_column_of_transcriptions_is_the_text_where_notes_are_longer() -> None:
    rows = f"Transcription;Notes\nThe ferry is late today.;{LONG}\n"
    assert [document.text for document in read_all(rows, "a.csv")] == ["The ferry is late today."]
    for other in ("yes", "interviews/1961-07-12_harbour.docx"):  # of which there is a transcript
        rows = f"Transcription;Notes\n{other};{LONG}\n"
        assert [document.text for document in read_all(rows, "a.csv")] == [LONG]


def test_noughts_are_no_dates_and_not_empty() -> None:
    assert not dated((0, 0, 0, "1961-05-03"))
    assert dated(("", None, "1961-05-03"))


def test_days_without_a_century_and_words_for_no_date_are_what_a_column_of_dates_has() -> None:
    days = ("12.5.61", "o.D.", "Mai 1961", "o.D.", "ohne Datum")
    rows = "Datum;text\n" + "".join(f"{day};{LONG}\n" for day in days)
    assert tuple(d.date.verbatim for d in read_all(rows, "a.csv") if d.date) == days
    assert not any(d.date for d in read_all(rows.replace("12.5.61", "12.5").replace("Mai 1961", "3"), "a.csv"))


@pytest.mark.parametrize(
    ("heading", "days", "expected"),
    [
        ("datum", ["3/4/1911"], [date(1911, 4, 3)]),  # a German column has the day first
        ("date", ["3/4/1911", "13/5/1911"], [date(1911, 4, 3), date(1911, 5, 13)]),
        ("date", ["3/4/1911", "5/13/1911"], [date(1911, 3, 4), date(1911, 5, 13)]),
        ("datum", ["3-4-1911", "31-2-1911"], [date(1911, 4, 3), None]),
        ("Date", ["3/4/1911 10:00 AM", "5/13/1911 9:30:15 pm"], [date(1911, 3, 4), date(1911, 5, 13)]),
        ("Datum", ["3/4/1911, 14:05 Uhr"], [date(1911, 4, 3)]),
        ("date", ["3/4/1911"], [date(1911, 1, 1)]),  # the year alone
        ("date", ["13/5/1911", "5/13/1911"], [date(1911, 1, 1), date(1911, 1, 1)]),
    ],
)
def test_numeric_dates_only_where_their_order_is_known(
    heading: str, days: list[str], expected: list[date | None]
) -> None:
    rows = f"{heading};text\n" + "".join(f"{day};{LONG}\n" for day in days)
    documents = read_all(rows, "a.csv")
    assert [d.date and d.date.verbatim for d in documents] == days
    assert [d.date and d.date.earliest for d in documents] == expected
    said = "and are taken as their year alone" if date(1911, 1, 1) in expected else "read with the"
    assert any(said in doubt for doubt in doubts_of(rows, "a.csv"))


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (["3/4/1911", "12/5/1911"], "'3/4/1911' can be read two ways"),
        (
            ["3/4/1911", "13/03/1890", "5/13/1911"],
            "'13/03/1890' and '5/13/1911' have the day first here and the month first there",
        ),
    ],
)
def test_the_example_of_a_doubtful_date_is_one(days: list[str], said: str) -> None:
    rows = "date,text\n" + "".join(f"{day},{LONG.replace(',', '')}\n" for day in days)
    assert f"dates such as {said} and are taken as their year alone: write them as 1911-03-12" in " ".join(
        doubts_of(rows, "a.csv")
    )


def test_a_table_of_whole_mails_is_read_as_mails() -> None:
    mail = "Message-ID: <{0}@x>\nDate: Mon, 14 May 2001 16:39:00 -0700\nFrom: a@x.example\nTo: b@x.example\n\n{0}\n"
    rows = [("pell/1.", mail.format("Late.")), ("pell/2.", mail.format("Later.")), ("pell/3.", "To: b@x.example\n\n")]
    source = "file,message\n" + "".join(f'"{file}","{message}"\n' for file, message in rows)
    first, second = read_all(source, "a.csv")
    assert (first.text, first.path, first.metadata["file"]) == ("Late.", "papers/a.csv#Late.@x", "pell/1.")
    assert (first.kind, first.date and first.date.earliest) == ("letter", date(2001, 5, 14))
    assert [name.text for name in (*second.senders, *second.recipients)] == ["a@x.example", "b@x.example"]
    assert doubts_of(source, "a.csv") == [
        "column 'message' holds whole mails, and each is read as one", "row 3 was left out: the message has no text",
    ]  # fmt: skip
    assert "is never closed" in doubts_of(source.rstrip('"\n'), "a.csv")[-1]
    empty = "file,message\n" + f'pell/1.,"{mail.format("")}"\n' * 2
    with pytest.raises(Unreadable, match="row 2 was left out: the message has no text"):
        read_all(empty, "a.csv")
