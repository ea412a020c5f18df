"""From files to an archive: what is told of each file, what is named on the command line, what answers searches."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from email.message import EmailMessage
from hashlib import sha256
from pathlib import Path

import pytest

from indexer.archive import Archive
from indexer.commands.report import report_to
from indexer.errors import SourceError
from indexer.ingest.choosing.named import named_paths
from indexer.ingest.choosing.sources import find_files, find_roots
from indexer.presentation.addresses import original_link
from indexer.records import Document, Page, Passage
from indexer.reindex import reindex
from indexer.search.query import parse_query
from indexer.settings import Settings
from indexer.writing.run import FileReport, Report, Summary
from tests.conftest import WordEncoder
from tests.indexer.ingest.reading import web_record

pytestmark = pytest.mark.slow

MAIL = """From: ruth@farness.example
To: carrow@school.example
Subject: Ferry
Message-ID: <{id}>
Date: Thu, 12 Mar 1998 10:00:00 +0000

{text}
"""
QUOTED = "I agree.\n\nOn Thu, Carrow wrote:\n> The harbourmaster resigned.\n"


def index(folder: Path, settings: Settings, told: Report = lambda file: None) -> Summary:
    return reindex([folder], settings, encoder=WordEncoder(), report=told)


def test_quoted_text_answers_no_search(tmp_path: Path, settings: Settings) -> None:
    folder = tmp_path / "mail"
    folder.mkdir()
    (folder / "1.eml").write_text(MAIL.format(id="a@x", text="The harbourmaster resigned."), encoding="utf-8")
    (folder / "2.eml").write_text(MAIL.format(id="b@x", text=QUOTED), encoding="utf-8")
    index(folder, settings)
    archive = Archive.open(settings, WordEncoder())
    for mode in ("hybrid", "keyword", "semantic"):
        results = archive.search(parse_query("harbourmaster resigned", mode=mode))  # type: ignore[arg-type]
        assert "reply" not in {hit.passage.kind for hit in results.hits}
        assert results.hits[0].document.path == "mail/1.eml#a@x"
    assert archive.search(parse_query('"harbourmaster resigned"')).keyword_matches.passages == 1
    assert archive.search(parse_query("")).hits == ()
    answer = next(d for d in archive.catalog.documents() if d.path.endswith("b@x"))
    passages = archive.catalog.passages(answer.id)
    assert "".join(answer.text[p.start : p.end] for p in passages) == answer.text, (
        "passages cover the text all the same"
    )


FORWARDED = "Look.\n\nBegin forwarded message:\n\n> From: Moira\n> To: Ian\n>\n> The harbourmaster resigned.\n"
SENT_ON = "Look.\n\n---------- Forwarded message ---------\nFrom: Moira\nTo: Ian\n\nThe harbourmaster resigned.\n"


def test_a_letter_that_is_sent_on_answers_a_search_whatever_program_sent_it(tmp_path: Path, settings: Settings) -> None:
    folder = tmp_path / "mail"
    folder.mkdir()
    for name, text in (("apple", FORWARDED), ("gmail", SENT_ON)):
        (folder / f"{name}.eml").write_text(MAIL.format(id=f"{name}@x", text=text), encoding="utf-8")
    index(folder, settings)
    archive = Archive.open(settings, WordEncoder())
    assert archive.search(parse_query('"harbourmaster resigned"')).keyword_matches.documents == 2


def test_the_report_says_what_became_of_each_file(tmp_path: Path, settings: Settings) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "a.txt").write_text("The ferry was late.", encoding="utf-8")
    (folder / "b.txt").write_bytes("It’s the café of the naïve coöperation".encode("cp1252"))
    (folder / "c.png").write_bytes(b"\x89PNG")
    with report_to(tmp_path / "report.jsonl") as told:
        index(folder, settings, told)
    lines = [json.loads(line) for line in (tmp_path / "report.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(line["path"], line["status"]) for line in lines] == [
        ("papers/a.txt", "read"), ("papers/b.txt", "warned"), ("papers/c.png", "skipped"),
    ]  # fmt: skip
    assert len(lines[0]["documents"]) == 1
    assert lines[1]["warnings"] == ["encoding guessed: cp1252"]
    assert (lines[2]["code"], lines[2]["reason"]) == ("format", "the file is a picture: scanned pages need OCR first")
    again: list[FileReport] = []
    index(folder, settings, again.append)
    assert [file.status for file in again] == ["unchanged", "unchanged", "skipped"]


def test_a_pipe_is_refused_and_never_opened(tmp_path: Path, settings: Settings) -> None:
    import os

    folder = tmp_path / "papers"
    folder.mkdir()
    os.mkfifo(folder / "pipe.txt")
    for _ in range(2):
        assert [skip.code for skip in index(folder, settings).skipped] == ["special"]


def test_two_reindexings_make_the_same_archive(tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    for number in range(12):
        (folder / f"{number}.csv").write_text(f"title,text\nLog,Page {number} of the log.\n", "utf-8")
    rows = []
    for name in ("one", "two"):
        settings = Settings(archive=tmp_path / name, threads=2)
        index(folder, settings)
        catalog = Archive.open(settings, WordEncoder()).catalog
        rows.append([(d.id, catalog.passages(d.id)) for d in catalog.documents()])
    assert rows[0] == rows[1]
    assert len(rows[0]) == 12


def test_globs_that_the_shell_left_alone(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "c.md"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    with named_paths([tmp_path / "*.txt"], []) as found:
        assert [path.name for path in found] == ["a.txt", "b.txt"]
    with pytest.raises(SourceError, match="Nothing matches"), named_paths([tmp_path / "*.pdf"], []):
        pass


def test_records_on_standard_input_do_not_overwrite_those_before(tmp_path: Path, settings: Settings) -> None:
    for line in (
        b'{"text": "The ferry was late."}\n',
        b'{"id": " ", "text": "The bridge is open."}\n',
        b'{"id": " ", "text": "The pier is shut."}\n',
        b'{"id": "7", "text": "x y"}\n',
    ):
        with named_paths([Path("-")], [line]) as found:
            reindex(found, settings, encoder=WordEncoder())
    archive = Archive.open(settings, WordEncoder())
    assert archive.catalog.count_documents() == 4
    assert {d.path.split("#")[0] for d in archive.catalog.documents()} == {"stdin.jsonl"}


def test_ignored_and_hidden_files(tmp_path: Path) -> None:
    (tmp_path / "drafts").mkdir()
    for name in ("a.txt", "drafts/b.txt", "c.tmp", ".hidden.txt"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    (tmp_path / ".pressmarkignore").write_text("drafts/\n*.tmp\n", encoding="utf-8")
    assert [file.path.split("/", 1)[1] for file in find_files(find_roots([tmp_path], {})[0])] == ["a.txt"]


def test_a_mail_keeps_its_name_when_it_is_read_or_answered(tmp_path: Path) -> None:
    (tmp_path / "box/new").mkdir(parents=True)
    (tmp_path / "box/cur").mkdir()
    (tmp_path / "box/new/11.M2.host").write_text("x", encoding="utf-8")
    root = find_roots([tmp_path / "box"], {})[0]
    before = [file.path for file in find_files(root)]
    (tmp_path / "box/new/11.M2.host").rename(tmp_path / "box/cur/11.M2.host:2,RS")
    assert [file.path for file in find_files(root)] == before == ["box/cur/11.M2.host"]


def test_a_link_to_a_pdf_opens_at_the_page() -> None:
    document = Document(
        id="a", text="one two", title="t", path="papers/a.pdf", pages=(Page(0, "1"), Page(4, "2")),
        metadata={"media_type": "application/pdf"},
    )  # fmt: skip
    assert original_link(document, Passage("a", 4, 7)) == "papers/a.pdf#page=2"
    assert original_link(document, Passage("a", 0, 3)) == "papers/a.pdf#page=1"


NAMES = [sha256(bytes([n])).hexdigest() for n in range(60)]
RECORDS = [{"id": f"r{n}", "text": f"Letter {n} of the pilot {name} on the pier."} for n, name in enumerate(NAMES)]
LINES = "".join(f"{json.dumps(record)}\n" for record in RECORDS).encode()
ROWS = "id,text\n" + "".join(f"{record['id']},{record['text']}\n" for record in RECORDS)
PAGES = [web_record("resource", f"http://x.example/{n}", f"Page {n} of the town. ".encode() * 9) for n in range(9)]
PACKED, TABLE, ZIPPED = gzip.compress(LINES), gzip.compress(ROWS.encode()), b"".join(map(gzip.compress, PAGES))


@pytest.mark.parametrize(
    ("name", "whole", "partly", "told"),
    [
        ("a.jsonl.gz", PACKED, PACKED[: len(PACKED) // 2], "ends too early; what comes before was read"),
        ("a.csv.gz", TABLE, TABLE[: len(TABLE) // 2], "ends too early; what comes before was read"),
        ("a.json", LINES, b"\n".join(LINES.splitlines(keepends=True))[:-9], "line 119 is not JSON and was left out"),
        ("a.jsonl", LINES, LINES.replace(b'{"id": "r7"', b'{"id": r7'), "line 8 is not JSON and was left out"),
        ("a.csv", ROWS.encode(), ROWS.replace("Letter 30", '"Letter 30').encode(), "is never closed"),
        ("a.warc.gz", ZIPPED, ZIPPED[: len(ZIPPED) // 2], "what comes"),
    ],
    ids=["gzip", "gzip of a table", "line of JSON", "line", "quotation mark", "web archive"],
)
def test_what_a_file_that_is_read_in_part_has_no_more_is_not_gone(
    tmp_path: Path, settings: Settings, name: str, whole: bytes, partly: bytes, told: str
) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / name).write_bytes(whole)
    before = index(folder, settings)
    (folder / name).write_bytes(partly)
    after = reindex([folder], settings, encoder=WordEncoder(), prune=True)
    assert (after.documents_removed, after.documents_missing) == (0, 0)
    assert after.total_documents >= before.total_documents
    assert any(told in each.warning for each in after.warnings)
    (folder / name).write_bytes(whole)
    assert index(folder, settings).total_documents >= before.total_documents


def test_a_page_over_the_limit_stays_where_it_was_read_before(tmp_path: Path, settings: Settings) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    large = web_record("resource", "http://x.example/big", b"A long page. " * 90_000)
    (folder / "a.warc.gz").write_bytes(gzip.compress(PAGES[0]) + gzip.compress(large))
    assert index(folder, settings).total_documents == 2
    with (folder / "a.warc.gz").open("ab") as file:
        file.write(gzip.compress(PAGES[1]))
    summary = reindex([folder], replace(settings, max_file_mb=1), encoder=WordEncoder(), prune=True)
    assert (summary.documents_removed, summary.total_documents) == (0, 3)


def test_a_title_as_long_as_a_text_is_cut_and_told(tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"title": "The ferry was late. " * 900, "text": "Nobody was told."}))
    index(tmp_path, settings)
    (document,) = Archive.open(settings, WordEncoder()).catalog.documents()
    assert document.title == "The ferry was late. " * 24 + "The ferry was late.…"
    assert "a title of 17999 characters was cut after 500" in document.warnings


def test_an_attachment_over_the_limit_stays_where_it_was_read_before(tmp_path: Path, settings: Settings) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    mail = EmailMessage()
    mail.set_content("The minutes are attached.")
    minutes = gzip.compress(b"The ferry is late. " * 60_000)
    mail.add_attachment(minutes, maintype="application", subtype="gzip", filename="minutes.txt.gz")
    (folder / "a.eml").write_bytes(mail.as_bytes())
    assert index(folder, settings).total_documents == 2
    (folder / "a.eml").write_bytes(mail.as_bytes() + b"\n")
    summary = reindex([folder], replace(settings, max_unpacked_mb=1), encoder=WordEncoder(), prune=True)
    assert (len(summary.warnings), summary.documents_removed, summary.total_documents) == (1, 0, 2)
    assert index(folder, settings).warnings == []
