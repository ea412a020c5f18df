import json
import os
import re
import runpy
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO, TextIOWrapper
from pathlib import Path
from types import SimpleNamespace
from typing import NoReturn

import click
import pytest

from indexer import cli
from indexer.cli import main
from indexer.commands import show
from indexer.encoders import Vectors
from indexer.encoders.converted import converted
from indexer.encoders.model import Model
from indexer.ingest.documents import document_id
from indexer.keeping.inventory import take_inventory
from indexer.settings import Settings
from indexer.writing.run import Skip, Summary
from tests.conftest import PAPERS, ROOT, WordEncoder, write_papers

HEAVY = ("torch", "sentence_transformers", "transformers", "faiss", "whoosh", "openvino", "numpy", "flask")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The WordEncoder for the model, and no settings but the test's own."""
    for module in ("indexer.reindex", "indexer.archive"):
        monkeypatch.setattr(f"{module}.open_encoder", lambda settings: WordEncoder())
    for name in os.environ:
        if name.startswith("PRESSMARK_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    return write_papers(tmp_path / "papers", PAPERS)


@pytest.fixture
def archive(shared: Settings) -> Path:
    return shared.archive


Run = Callable[..., tuple[int, str, str]]
_QRELS = "query-id\tcorpus-id\tscore\n"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command: exit status, stdout, stderr."""

    def command(*words: object) -> tuple[int, str, str]:
        status = 0
        try:
            main([str(word) for word in words], leave_at_once=sys.exit)
        except SystemExit as end:
            status = int(end.code or 0)
        said = capsys.readouterr()
        return status, said.out, said.err

    return command


def test_index_says_what_it_did(run: Run, papers: Path) -> None:
    status, out, err = run("index", papers)
    assert (status, err) == (0, "")
    assert out == (
        "2 documents added, 0 changed, 0 files unchanged, 0 skipped. archive holds 2 documents in 3 passages.\n"
    )


@pytest.mark.slow
def test_index_with_skips_ends_with_3_and_names_them_on_stderr(run: Run, papers: Path) -> None:
    run("index", papers)
    (papers / "empty.txt").write_text(" ", encoding="utf-8")
    status, out, err = run("index", papers, "--quiet")
    assert (status, out, err) == (3, "", "skipped papers/empty.txt: the file is empty\n")


def test_index_quiet_is_quiet_but_says_where_a_new_archive_is(run: Run, papers: Path) -> None:
    assert run("index", papers, "--quiet") == (0, "", f"{Path.cwd()}/archive is a new archive.\n")
    assert run("index", papers, "--quiet") == (0, "", "")


def test_index_json(run: Run, papers: Path) -> None:
    (papers / "empty.txt").write_text(" ", encoding="utf-8")
    status, out, err = run("index", papers, "--json")
    assert (status, err) == (3, "")
    summary = json.loads(out)
    assert (summary["documents_added"], summary["total_documents"]) == (2, 2)
    assert summary["skipped"] == [{"path": "papers/empty.txt", "code": "empty", "reason": "the file is empty"}]


@pytest.mark.slow
def test_what_is_gone_is_told_before_it_is_marked_and_removed(run: Run, papers: Path) -> None:
    run("index", papers)
    (papers / "letters" / "ferry.md").unlink()
    ferry = f"{document_id('papers/letters/ferry.md')} To the Editor · papers/letters/ferry.md"
    sentence = (
        "Nothing was written. Whether a file can be read to its end, and which records of a changed one are gone, "
        "is known only when it is read."
    )
    assert run("index", papers, "--dry-run")[1].splitlines() == [
        "gone papers/letters/ferry.md", f"mark missing {ferry}",
        f"0 new files, 0 changed, 1 unchanged, 0 to skip, 1 gone with 1 document to mark missing, 0 documents to "
        f"remove. {sentence}",
    ]  # fmt: skip
    assert run("index", papers, "--prune", "--dry-run")[1].splitlines()[:2] == [
        "gone papers/letters/ferry.md", f"remove {ferry}",
    ]  # fmt: skip
    assert take_inventory(Path("archive"))["generation"] == "000001"
    assert run("index", papers)[1] == (
        f"gone {ferry}\n0 documents added, 0 changed, 1 gone and marked missing, 1 file unchanged, 0 skipped. "
        "archive holds 2 documents in 3 passages.\n"
    )
    assert re.search(r"^missing +1$", run("info")[1], re.MULTILINE)
    assert "missing: its file or record is gone" in run("search", "ferry", "morning", "--limit", "1")[1]
    assert run("index", "--prune")[1].startswith(f"removed {ferry}\n0 documents added, 0 changed, 1 removed, 0 files ")
    assert take_inventory(Path("archive"))["documents"] == 1


@pytest.mark.slow
def test_each_document_that_is_gone_and_each_skipped_file_is_told_once(run: Run, papers: Path) -> None:
    (papers / "empty.txt").write_text("", encoding="utf-8")
    run("index", papers)
    assert "0 new files, 0 changed, 2 unchanged, 1 to skip, " in run("index", papers, "--dry-run")[1]
    assert ", 2 files unchanged, 1 skipped. " in run("index", papers)[1]
    (papers / "letters" / "ferry.md").unlink()
    planned = run("index", papers, "--prune", "--dry-run")[1]
    assert "1 gone with 0 documents to mark missing, 1 document to remove. " in planned
    did = run("index", papers, "--prune")[1]
    assert "0 changed, 1 removed, 1 file unchanged, 1 skipped. " in did
    assert (did.count("ferry.md"), "missing" in did) == (1, False)


def test_a_dry_run_tells_new_from_changed_and_what_it_knows_will_be_skipped(run: Run, papers: Path) -> None:
    run("index", papers)
    (papers / "new.txt").write_text("New.", encoding="utf-8")
    (papers / "empty.txt").write_text("", encoding="utf-8")
    (papers / "scan.bin").write_bytes(b"\0\1\2")
    (papers / "letter.bin").write_bytes(b"%PDF-1.4 by its content")
    (papers / "letters" / "ferry.md").write_text("Another ferry.", encoding="utf-8")
    said = run("index", papers, "--dry-run")[1].splitlines()
    assert said[:-1] == [
        "new papers/letter.bin", "new papers/new.txt", "changed papers/letters/ferry.md",
        "skip papers/empty.txt: the file is empty", "skip papers/scan.bin: no reader for .bin",
    ]  # fmt: skip
    assert said[-1].startswith(
        "2 new files, 1 changed, 1 unchanged, 2 to skip, 0 gone with 0 documents to mark missing"
    )


@pytest.mark.slow
def test_of_many_documents_that_are_gone_twenty_are_named(run: Run, papers: Path) -> None:
    for number in range(25):
        (papers / f"{number}.txt").write_text(f"Note {number}.", encoding="utf-8")
    run("index", papers)
    for number in range(25):
        (papers / f"{number}.txt").unlink()
    said = run("index", papers)[1].splitlines()
    assert [line.startswith("gone ") for line in said] == [True] * 21 + [False]
    assert said[20] == "gone 5 more documents"


@pytest.mark.slow
def test_a_rebuild_says_what_it_did(run: Run, papers: Path) -> None:
    run("index", papers)
    assert run("index", "--rebuild")[1] == (
        "0 documents added, 0 changed, 2 split again into 3 passages, 0 passages encoded, 3 encoded before, "
        "0 files unchanged, 0 skipped. archive holds 2 documents in 3 passages.\n"
    )


@pytest.mark.slow
def test_remove_takes_documents_out_by_id(run: Run, papers: Path) -> None:
    run("index", papers)
    id = document_id("papers/letters/ferry.md")
    assert run("remove", id) == (0, "1 document removed. archive holds 1 document.\n", "")
    assert run("remove", id) == (1, "", f"pressmark: There is no document '{id}' in this archive.\n")


def test_export_and_import(run: Run, archive: Path, tmp_path: Path) -> None:
    status, out, err = run("export", "backup.tar.gz", "--archive", archive)
    size = Path("backup.tar.gz").stat().st_size
    assert (status, out, err) == (0, f"backup.tar.gz holds {archive}: 2 documents in 3 passages, {size:,} bytes.\n", "")
    assert run("import", "backup.tar.gz", "--archive", "again") == (
        0, "again holds 2 documents in 3 passages.\n", ""
    )  # fmt: skip
    assert take_inventory(Path("again"))["kinds"] == take_inventory(archive)["kinds"]
    for status, _, err in (
        run("export", "backup.tar.gz", "--archive", archive),
        run("export", "none/backup.tar.gz", "--archive", archive),
        run("import", "backup.tar.gz", "--archive", "again"),
    ):
        assert (status, err.count("\n"), err.startswith("pressmark: ")) == (1, 1, True)


@pytest.mark.slow
def test_a_backup_on_standard_output_is_nothing_but_a_backup(run: Run, archive: Path, tmp_path: Path) -> None:
    program = (
        "import os; os.dup2(os.open('b.tar.gz', os.O_CREAT | os.O_WRONLY), 1); from indexer.cli import main; main()"
    )
    ended = pressmark("export", "-", "--archive", str(archive), cwd=tmp_path, program=program)
    assert (ended.returncode, "what was written holds" in ended.stderr) == (0, True)
    assert run("import", tmp_path / "b.tar.gz", "--archive", "again")[0] == 0


@pytest.mark.slow
def test_lines_on_standard_output_are_nothing_but_lines(archive: Path, tmp_path: Path) -> None:
    ended = pressmark("export", "--jsonl", "-", "--archive", str(archive), cwd=tmp_path)
    assert [sorted(json.loads(line)["id"]) != [] for line in ended.stdout.splitlines()] == [True, True]
    assert ended.stderr == "2 documents written.\n"


def test_a_place_that_cannot_be_written_is_told_by_its_name(run: Run, archive: Path) -> None:
    for words in (("export", "none/b"), ("export", "--jsonl", "none/b")):
        assert run(*words, "--archive", archive) == (
            1, "", "pressmark: none/b cannot be written (No such file or directory): choose a folder that is there and "
            "open to you.\n",
        )  # fmt: skip


def test_a_failed_import_leaves_no_folder_but_one_that_was_there(run: Run, archive: Path, tmp_path: Path) -> None:
    run("export", "whole.tar.gz", "--archive", archive)
    Path("half.tar.gz").write_bytes(Path("whole.tar.gz").read_bytes()[:2000])
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "note.txt").write_text("mine", encoding="utf-8")
    for folder in ("new", "mine"):
        status, _, err = run("import", "half.tar.gz", "--archive", folder)
        assert (status, "half.tar.gz is not a whole backup" in err) == (1, True)
    assert not (tmp_path / "new").exists()
    assert (tmp_path / "mine" / "note.txt").is_file()


@pytest.mark.parametrize(
    "words", [("remove", "abc"), ("index", "--prune"), ("index", "--rebuild"), ("index", "absent")]
)
def test_what_needs_an_archive_or_a_source_makes_none(run: Run, words: tuple[str, ...], tmp_path: Path) -> None:
    status, _, err = run(*words)
    assert status == 1
    assert err.startswith(
        f"pressmark: There is {'nothing at absent' if 'absent' in words else 'no archive at archive'}"
    )
    assert not (tmp_path / "archive").exists()


@pytest.mark.parametrize("beside", [(), ("papers",)])
@pytest.mark.parametrize("name", ["empty", "hidden"])
def test_a_folder_without_a_file_to_read_is_told(run: Run, papers: Path, name: str, beside: tuple[str, ...]) -> None:
    Path("empty").mkdir()
    write_papers(Path("hidden"), {".pressmarkignore": "a.*", "a.txt": "Not this.", ".b.txt": "Nor this."})
    for words in ((), ("--dry-run",)):
        status, out, err = run("index", *beside, name, *words)
        assert (status, out) == (1, "")
        assert err.startswith(f"pressmark: There are no files to read in {Path(name).resolve()}: check the path (")
    assert not Path("archive").exists()


def test_a_folder_whose_files_are_a_source_of_their_own_is_not_empty(run: Run) -> None:
    write_papers(Path("all"), {"sub/a.txt": "The ferry is late."})
    assert run("index", "all/sub")[0] == run("index", "all")[0] == 0


def test_a_file_is_no_archive(run: Run) -> None:
    Path("file").write_text("", encoding="utf-8")
    for words in (("info",), ("index", "file", "--dry-run")):
        assert run(*words, "--archive", "file") == (
            1, "", "pressmark: file is a file, not the folder of an archive: name that with --archive.\n"
        )  # fmt: skip
    for archive in ("file", "file/archive"):
        assert run("index", "file", "--archive", archive)[2] == (
            f"pressmark: {archive} is not a folder, or not in one: name another with --archive.\n"
        )


@pytest.mark.slow
def test_an_archive_is_no_source_and_files_are_not_its_own(run: Run, papers: Path) -> None:
    run("index", papers)
    for words in (("archive", "--archive", "other"), ("archive", "--dry-run"), (papers, "--archive", papers)):
        status, out, err = run("index", *words)
        assert (status, out, err.count("\n")) == (1, "", 1)
        assert "is the folder of an archive: name the folder of the files" in err
    assert sorted(path.name for path in papers.iterdir()) == ["articles", "letters"]


def test_a_report_gives_way_to_a_report_and_no_other_file_does(run: Run, papers: Path) -> None:
    letter = papers / "letters" / "ferry.md"
    before = letter.read_text(encoding="utf-8")
    status, _, err = run("index", papers, "--report", letter)
    assert (status, err) == (
        1,
        f"pressmark: {letter} already exists and is not a report: choose another name or remove it.\n",
    )
    assert letter.read_text(encoding="utf-8") == before
    for reported in ("read", "unchanged"):
        assert run("index", papers, "--report", "report")[0] == 0
        lines = Path("report").read_text(encoding="utf-8").splitlines()
        assert [json.loads(line)["status"] for line in lines] == [reported] * 2


def test_eval_says_what_it_lacks_before_any_work(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indexer.eval.report.measure", lambda *_: pytest.fail("work was begun"))
    assert run("eval", "none", "--settings", "bogus=1")[2].startswith(
        "pressmark: There is no setting 'bogus'; there are "
    )
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    status, out, err = run("eval", "none")
    assert (status, out) == (1, "")
    assert err.startswith("pressmark: pressmark eval needs ir-measures, which is not installed: install it with ")


def test_eval_reads_every_collection_before_it_measures_one(monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    good, idle = (
        write_papers(
            Path(name), {"queries.jsonl": '{"_id": "1", "text": "lamp"}', "qrels/test.tsv": f"{_QRELS}{judged}\ta\t1\n"}
        )
        for name, judged in (("good", 1), ("idle", 2))
    )
    monkeypatch.setattr("indexer.eval.report.open_collection", lambda *_: pytest.fail("work was begun"))
    assert "absent is not a collection" in run("eval", good, "absent")[2]
    assert run("eval", good, idle) == (
        1, "", "pressmark: idle has nothing to measure by: qrels/test.tsv judges no document for any query in "
        "queries.jsonl.\n",
    )  # fmt: skip


def test_export_jsonl_to_a_file_that_index_reads(run: Run, archive: Path) -> None:
    assert run("export", "--jsonl", "documents.jsonl", "--archive", archive) == (
        0, "documents.jsonl holds 2 documents, one a line.\n", ""
    )  # fmt: skip
    assert run("index", "documents.jsonl", "--archive", "again")[1].startswith("2 documents added")


@pytest.mark.parametrize(
    "words",
    [
        ("index",),
        ("search",),
        ("search", "x", "--mode", "magic"),
        ("search", "x", "--limit", "0"),
        ("fly",),
        ("info", "--fly"),
        ("index", ""),
        ("index", "papers", "--archive", ""),
        ("trace", ""),
    ],
)
def test_a_wrong_command_line_ends_with_2(run: Run, words: tuple[str, ...]) -> None:
    status, out, err = run(*words)
    assert (status, out) == (2, "")
    assert "Usage:" in err


@pytest.mark.parametrize("words", [("-weavers",), ("ferry", "-weavers")])
def test_a_word_left_out_that_looks_like_an_option_is_told_how_to_write(run: Run, words: tuple[str, ...]) -> None:
    status, _, err = run("search", *words)
    assert status == 2
    assert "No such option" in err
    assert "Put a query that excludes a word after --: pressmark search -- -weavers" in err
    for other in (("search", "x", "--fly"), ("search", "-n", "3", "x"), ("info", "-x")):
        assert "Put a query" not in run(*other)[2]


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("search", "x"), "There is no archive at archive. Make one with: pressmark index FOLDER --archive archive"),
        (("info",), "There is no archive at archive."),
        (("index", "absent"), "There is nothing at absent: check the path."),
        (("watch", "absent/folder"), "There is nothing at absent/folder: check the path."),
    ],
)
def test_an_error_is_one_sentence_and_ends_with_1(run: Run, words: tuple[str, ...], complaint: str) -> None:
    status, out, err = run(*words)
    assert (status, out) == (1, "")
    assert err.startswith(f"pressmark: {complaint}")
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        (
            ("search", "x", "--json"),
            1,
            "There is no archive at archive. Make one with: pressmark index FOLDER --archive",
        ),
        (("index", "--json", "absent"), 1, "There is nothing at absent: check the path."),
        (("trace", "absent.txt", "--json"), 1, "There is no archive at archive."),
        (("search", "x", "--json", "--after", "1961-13"), 2, "after = '1961-13' has a month that there is not"),
        (("search", "-weavers", "--json"), 2, "No such option '-w'. Put a query that excludes a word after --: "),
        (("info", "--json", "--fly"), 2, "No such option '--fly'."),
    ],
)
def test_where_json_is_asked_for_an_error_is_json_too(
    run: Run, words: tuple[str, ...], status: int, sentence: str
) -> None:
    ended, out, err = run(*words)
    said = json.loads(err)
    assert (ended, out, err.count("\n"), sorted(said)) == (status, "", 1, ["error", "status"])
    assert said["status"] == status
    assert said["error"].startswith(sentence)
    assert not run("search", "--", "--json")[2].startswith("{")  # there it is a word


@pytest.mark.slow
def test_debug_shows_a_traceback(tmp_path: Path) -> None:
    ended = pressmark("--debug", "info", cwd=tmp_path)
    assert ended.returncode == 1
    assert "Traceback" in ended.stderr
    assert "NoArchive" in ended.stderr


@pytest.mark.parametrize("archive", ["", os.fsdecode(b"b\xf6se")])
def test_an_archive_whose_name_is_none_is_refused(run: Run, monkeypatch: pytest.MonkeyPatch, archive: str) -> None:
    monkeypatch.setenv("PRESSMARK_ARCHIVE", archive)
    status, _, err = run("info")
    assert (status, err.count("\n")) == (2, 1)
    assert err.startswith("pressmark: Setting archive = ")


@pytest.mark.slow
def test_bytes_that_are_no_utf8_are_read_and_asked_for(run: Run, papers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = papers.rename(papers.with_name(os.fsdecode(b"b\xf6se")))
    monkeypatch.chdir(place)
    for changed in (2, 0):
        assert run("index", place)[1].startswith(f"{changed} documents added, 0 changed, {2 - changed} files unchanged")
    assert run("check", "--no-sample")[:2] == (0, "archive is whole.\n")
    odd = os.fsdecode(b"\xff")
    assert "To the Editor" in run("search", "ferry", odd)[1]
    assert run("search", "ferry", "--source", odd)[0] == 0
    assert run("remove", odd) == (1, "", "pressmark: There is no document '\ufffd' in this archive.\n")


def test_a_check_prints_findings_for_a_person_or_as_json_and_fails_alike(run: Run, papers: Path) -> None:
    run("index", papers)
    status, out, _ = run("check", "--no-sample", "--json")
    assert (status, json.loads(out)) == (0, {"archive": "archive", "whole": True, "findings": []})
    strange = Path("archive/generations/000001/strange")
    strange.write_text("x", encoding="utf-8")
    assert run("check", "--no-sample")[:2] == (1, f"{strange} does not belong there: remove it\n")
    status, out, _ = run("check", "--no-sample", "--json")
    finding = {"what": f"{strange} does not belong there", "mend": "remove it"}
    assert (status, json.loads(out)) == (1, {"archive": "archive", "whole": False, "findings": [finding]})


def test_without_standard_input_what_does_not_ask_for_it_runs(
    run: Run, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert run("index", papers)[0] == 0
    for words in (("index", "-"), ("trace", "-")):
        status, _, err = run(*words)
        assert (status, err) == (
            1, "pressmark: Standard input is closed: pipe in what - is to read.\n"
        )  # fmt: skip


def test_a_terminal_without_a_sign_is_shown_its_number(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = BytesIO()
    monkeypatch.setattr(sys, "stdout", TextIOWrapper(shown, encoding="ascii"))
    main(["search", "ferry", "--archive", str(archive)])
    sys.stdout.flush()
    assert b"Thomas Ruddock \\u2192 The Editor" in shown.getvalue()


@pytest.mark.parametrize("name", ["search", "info"])
def test_a_setting_that_makes_no_sense_is_told(run: Run, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("PRESSMARK_PORT", "many")
    status, _, err = run(name, *(["x"] if name == "search" else []))
    assert (status, err) == (2, "pressmark: Setting port = 'many' is not allowed: give a whole number.\n")


def test_a_rate_that_is_none_is_told_before_anything_is_served(run: Run, archive: Path) -> None:
    status, _, err = run("serve", "--archive", archive, "--rate", "many/fortnight")
    assert (status, err.count("\n")) == (2, 1)
    assert err.startswith("pressmark: Setting rate = 'many/fortnight' is not allowed: give a number a second, minute")


def test_index_says_of_a_source_that_is_gone_what_can_be_done(run: Run, papers: Path) -> None:
    assert run("index", papers)[0] == 0
    papers.rename(papers.with_name("away"))
    status, _, err = run("index", papers)
    assert status == 1
    assert "which was read before: is its disk mounted? If it is really gone, take its documents out with" in err


def test_search_shows_the_passage_why_it_is_here_and_where_it_stands(run: Run, archive: Path) -> None:
    status, out, err = run("search", "--archive", archive, "ferry", "morning", "--limit", "1")
    assert (status, err) == (0, "")
    assert "1. To the Editor" in out
    assert "1963 · Thomas Ruddock → The Editor · Harbour Papers" in out
    assert "Sir, the ferry is late every morning and nobody mends it." in out
    id = document_id("papers/letters/ferry.md")
    assert f"words #1 + meaning #1 · papers/letters/ferry.md · {id}\n" in out
    assert "The word occurs in 1 document (1 passage)." in run("search", "--archive", archive, "nobody")[1]
    assert "The words occur in 1 document (1 passage)." in run("search", "--archive", archive, '"nobody mends"')[1]
    assert "\x1b" not in out


def test_paragraphs_and_headings_of_what_search_shows_begin_a_line(run: Run, tmp_path: Path) -> None:
    papers = write_papers(tmp_path / "boats", {"a.md": "# Boats\n\n## Her end\n\nShe was sold\nfor scrap.\n"})
    run("index", papers)
    assert "\n   Her end\n   She was sold for scrap.\n" in run("search", "scrap")[1]


@pytest.mark.slow
def test_search_shows_of_a_long_sentence_a_part_and_that_it_goes_on(run: Run, tmp_path: Path) -> None:
    text = (
        f"It was {'very ' * 70}late when the lamp of the ferry {'slowly ' * 60}went out on the stairs. Bertha smoked."
    )
    papers = write_papers(tmp_path / "long", {"long.txt": text})
    assert run("index", str(papers), "--archive", str(tmp_path / "a"))[0] == 0
    shown = run("search", "lamp ferry", "--archive", str(tmp_path / "a"))[1]
    assert "   … very very" in shown
    assert re.search(r"lamp of the ferry (slowly\s+)+…$", shown, re.MULTILINE)
    assert "   … Bertha smoked.\n" in run("search", "Bertha", "--archive", str(tmp_path / "a"))[1]
    note = write_papers(tmp_path / "note", {"note.txt": "The lamp went out.\n\nYours ever,\nMaud\n"})
    assert run("index", str(note), "--archive", str(tmp_path / "b"))[0] == 0
    assert "…" not in run("search", "lamp", "--archive", str(tmp_path / "b"))[1]


def test_search_says_that_more_answers_than_it_shows_and_how_they_are_listed(
    run: Run, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def searched(limit: str) -> str:
        return run("search", "--archive", archive, "ferry", "--limit", limit)[1]

    assert "\n2 documents answer: --limit 2 lists them all.\n" in searched("1")
    assert "answer" not in searched("2")
    monkeypatch.setattr(show, "MOST_HITS", 1)
    assert "\n2 documents answer, of which the first 1 are shown.\n" in searched("1")


def test_search_says_how_to_list_what_holds_some_of_the_words_and_is_no_answer(run: Run, archive: Path) -> None:
    words = ("ferry", *(f"word{n}" for n in range(20)))
    assert run("search", "--archive", archive, *words)[1].endswith(
        "Some of the words occur in 2 documents (3 passages): --mode keyword lists them all.\n"
    )
    assert run("search", "--archive", archive, "--mode", "keyword", *words)[1].endswith(
        " in 2 documents (3 passages).\n"
    )


@pytest.mark.parametrize("query", ["-zeppelin", "kind:letter", "quoted:no", "-kind:article"])
def test_where_no_word_is_asked_for_none_is_said_to_occur(run: Run, archive: Path, query: str) -> None:
    _, out, _ = run("search", "--archive", archive, "--", query)
    assert "1. " in out
    assert "occur" not in out


@pytest.mark.slow
def test_a_hit_says_what_copies_it_stands_for(run: Run, tmp_path: Path) -> None:
    wire = "A storm sank the ferry Patience off the Farness shore on Tuesday night with all hands lost to the sea."
    files = {"late.md": f"---\ndate: 1960\ntitle: Lost\n---\n{wire}", "early.md": f"---\ndate: 1959\n---\n{wire}"}
    run("index", write_papers(tmp_path / "papers", files))
    _, out, _ = run("search", "ferry Patience sank")
    assert f"   also: 1 near-identical: Lost ({document_id('papers/late.md')})\n" in out
    _, out, _ = run("search", "--copies", "ferry Patience sank")
    assert "near-identical" not in out
    assert "1. “A storm" in out
    assert "\n2. Lost" in out


def test_search_without_hits_says_so(run: Run, archive: Path) -> None:
    status, out, _ = run("search", "--archive", archive, "zeppelin", "--mode", "keyword")
    assert (status, out) == (0, "In no text: zeppelin.\nNothing found.\n")
    _, out, _ = run("search", "--archive", archive, "zeppelin aerodrome ferry hangar airship", "--mode", "hybrid")
    lacking, told, *_ = out.splitlines()
    assert lacking == "In no text: zeppelin, aerodrome, hangar, airship."
    assert told == "No document answers all of that."
    assert run("search", "--archive", archive, "ferry kind:letter after:1970 before:1960", "--kind", "article")[1] == (
        "Nothing can be found. No day is 1970-01-01 or later and 1960-12-31 or earlier. "
        "No document is of the kind letter and of the kind article.\n"
    )


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("date:1911-13", "Read as: from the date 1911-01-01 to the date 1913-12-31\n"),
        ("date:1911-03-04..1912", "Read as: to the date 1912-12-31\n"),
        ("after:1911-03-04", ""),
        ("ferry", ""),
    ],
)
def test_search_says_which_days_a_date_was_taken_for(run: Run, archive: Path, asked: str, said: str) -> None:
    out = run("search", "--archive", archive, asked)[1]
    assert out.startswith(said)
    assert ("Read as" in out) == bool(said)


def test_search_says_what_it_left_aside_and_why(run: Run, archive: Path) -> None:
    out = run("search", "--archive", archive, "ferry", "kind:banana")[1]
    assert out.startswith("Ignored: kind:banana (the kinds are article, letter and other)\n1. ")
    why = "not a date: write 1961, 1961-03, 1961-03-04 or 1961..1964"
    assert run("search", "--archive", archive, "date:1911.13 quotes:nothing")[1] == (
        f"Ignored: date:1911.13 ({why}), quotes:nothing (no document has this id)\nNothing is left to search for.\n"
    )
    found = json.loads(run("search", "--archive", archive, "ferry quotes:nothing", "--json")[1])
    assert (found["understood"]["ignored"], found["found"]) == (["quotes:nothing"], 2)


def test_search_json(run: Run, archive: Path) -> None:
    status, out, err = run("search", "--archive", archive, "ferry", "--json")
    assert (status, err) == (0, "")
    found = json.loads(out)
    assert {hit["document"]["path"] for hit in found["hits"]} == {
        "papers/articles/bridge.md",
        "papers/letters/ferry.md",
    }


@pytest.mark.parametrize(
    ("flags", "paths"),
    [
        (("--kind", "letter"), ["papers/letters/ferry.md"]),
        (("--kind", "letter", "--kind", "article"), ["papers/articles/bridge.md", "papers/letters/ferry.md"]),
        (("--source", "county herald"), ["papers/articles/bridge.md"]),
        (("--after", "1962"), ["papers/letters/ferry.md"]),
        (("--before", "1961-03-04"), ["papers/articles/bridge.md"]),
        (("--before", "1961-03-03"), []),
        (("--after", "1963-12-31"), ["papers/letters/ferry.md"]),
    ],
)
@pytest.mark.parametrize("mode", ["hybrid", "keyword", "semantic"])
def test_filters_hold_in_every_mode(
    run: Run, archive: Path, mode: str, flags: tuple[str, ...], paths: list[str]
) -> None:
    _, out, _ = run("search", "--archive", archive, "ferry", "--json", "--mode", mode, *flags)
    assert sorted({hit["document"]["path"] for hit in json.loads(out)["hits"]}) == paths


def test_a_filter_that_means_nothing_is_an_error(run: Run, archive: Path) -> None:
    status, out, err = run("search", "--archive", archive, "ferry", "--after", "Tuesday")
    assert (status, out) == (2, "")
    assert "after = 'Tuesday' is not a date" in err


def test_info(run: Run, archive: Path) -> None:
    status, out, err = run("info", "--archive", archive)
    assert (status, err) == (0, "")
    assert re.search(r"^kinds +article 1, letter 1$", out, re.MULTILINE)
    assert re.search(r"^languages +en 2$", out, re.MULTILINE)
    assert json.loads(run("info", "--archive", archive, "--json")[1])["documents"] == 2


@pytest.mark.slow
def test_the_setting_names_the_archive_unless_a_flag_does(
    run: Run, papers: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PRESSMARK_ARCHIVE", "from-environment")
    run("index", papers)
    run("index", papers, "--archive", "from-flag")
    assert (tmp_path / "from-environment" / "CURRENT").is_file()
    assert (tmp_path / "from-flag" / "CURRENT").is_file()
    assert not (tmp_path / "archive").exists()


@pytest.mark.slow
def test_info_counts_the_files_that_were_skipped_and_says_how_to_have_them_named(run: Run, papers: Path) -> None:
    run("index", papers)
    assert re.search(r"^skipped +0$", run("info")[1], re.MULTILINE)
    (papers / "empty.txt").write_text(" ", encoding="utf-8")
    for _ in range(2):  # the second run has nothing to read
        run("index", papers)
        told = re.search(r"^skipped +1 \(pressmark (index --dry-run) PATH names them", run("info")[1], re.MULTILINE)
        assert told
    assert "skip papers/empty.txt: " in run(*told[1].split(), papers)[1]
    assert json.loads(run("info", "--json")[1])["skipped"] == 1
    (papers / "empty.txt").unlink()
    run("index", papers)
    assert json.loads(run("info", "--json")[1])["skipped"] == 0


def test_no_colour_where_none_is_wanted(run: Run, archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in run("search", "--archive", archive, "ferry")[1]
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in run("search", "--archive", archive, "ferry")[1]


def test_an_interrupt_ends_with_130_and_says_so(run: Run, papers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("indexer.reindex.reindex", interrupted)
    status, out, err = run("index", papers)
    assert (status, out, err.strip()) == (130, "", "Interrupted.")


@pytest.mark.slow
@pytest.mark.parametrize("kept", [0, 1])
def test_what_was_encoded_before_an_interrupt_is_kept_and_said(
    run: Run, papers: Path, monkeypatch: pytest.MonkeyPatch, kept: int
) -> None:
    done: list[str] = []

    class Stopped(WordEncoder):
        def encode(self, texts: Sequence[str]) -> Vectors:
            if len(done) == kept:
                raise KeyboardInterrupt
            done.extend(texts)
            return super().encode(texts)

    monkeypatch.setattr("indexer.ingest.embedding._BATCH", 1)
    with monkeypatch.context() as stopped:
        stopped.setattr("indexer.reindex.open_encoder", lambda settings: Stopped())
        status, _, err = run("index", papers, "--quiet")
    told = " What was encoded is kept there for the next run." * kept
    assert (status, err.strip()) == (130, f"Interrupted. Nothing was published in archive.{told}")
    summary = json.loads(run("index", papers, "--json")[1])
    assert (summary["passages_reused"], summary["passages_encoded"]) == (kept, 3 - kept)


def test_an_interrupt_says_of_an_archive_that_is_there_that_it_is_as_it_was(
    run: Run, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    run("index", papers)
    monkeypatch.setattr("indexer.reindex.find_changes", interrupted)
    status, out, err = run("index", papers)
    assert (status, out, err.strip()) == (130, "", "Interrupted. archive is as it was.")


def test_an_interrupt_after_the_last_step_says_that_the_archive_is_up_to_date(
    run: Run, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("indexer.reindex._count", interrupted)
    status, out, err = run("index", papers)
    assert (status, out) == (130, "")
    assert err.strip().startswith("Interrupted. archive is up to date.")


def test_an_interrupt_that_comes_where_none_can_be_raised_is_not_lost(
    run: Run, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Going:
        def __del__(self) -> None:
            raise KeyboardInterrupt

    def interrupted(*_: object, **__: object) -> None:
        _ = Going()
        del _
        end = time.monotonic() + 10
        while time.monotonic() < end:
            pass
        pytest.fail("the run went on")

    hook = sys.unraisablehook
    monkeypatch.setattr("indexer.reindex.reindex", interrupted)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs ignore it
    try:
        status, out, err = run("index", papers)
    finally:
        signal.signal(signal.SIGINT, before)
    assert (status, out, err.strip()) == (130, "", "Interrupted.")
    assert sys.unraisablehook is hook


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGHUP])
def test_what_ends_a_process_is_an_interrupt_that_clears_away_what_was_read(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: signal.Signals
) -> None:
    def lines() -> Iterator[bytes]:
        yield b'{"text": "The ferry was late."}\n'
        assert [*tmp_path.glob("pressmark-*")]
        assert signal.getsignal(ending) != signal.SIG_DFL, "or the tests would end here"
        signal.raise_signal(ending)

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=lines()))
    before = signal.signal(ending, signal.SIG_DFL)  # nohup, under which tests may run, has one of them passed over
    try:
        status, out, err = run("index", "-", "--archive", tmp_path / "archive")
        assert (status, out, err.strip()) == (130, "", "Interrupted.")
        assert ([*tmp_path.iterdir()], signal.getsignal(ending)) == ([], signal.SIG_DFL)
    finally:
        signal.signal(ending, before)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "told"), [("search ferry", 1), ("search ferry --json", 0), ("index --quiet new.txt", 0)]
)
def test_a_model_is_told_to_be_made_ready_once_and_never_to_a_program(
    run: Run, papers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str, told: int
) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"weights")
    (tmp_path / "new.txt").write_text("The pilot rang for the night ferry.", encoding="utf-8")
    run("index", papers)

    class Converted(WordEncoder):
        def encode(self, texts: Sequence[str]) -> Vectors:
            assert converted(Model("words", tmp_path)).is_file()
            return super().encode(texts)

    def convert(model: Model, folder: Path) -> None:
        folder.mkdir()
        (folder / "model.xml").touch()

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr("indexer.encoders.converted.convert_apart", convert)
    for module in ("indexer.reindex", "indexer.archive"):
        monkeypatch.setattr(f"{module}.open_encoder", lambda settings: Converted())
    line = "The model words is being converted for this processor: it takes a while, once.\n"
    assert run(*words.split())[::2] == (0, line * told)
    assert [*(tmp_path / "cache").rglob("model.xml")]
    assert run("search", "pilot")[::2] == (0, "")


def test_every_command_has_help_and_every_option_says_what_it_is() -> None:
    for name, command in cli.cli.commands.items():
        assert command.help, name
        assert not command.get_short_help_str(66).endswith("..."), f"{name} is cut short among the commands"
        for option in command.params:
            if isinstance(option, click.Option) and option.name not in ("mode", "limit"):
                assert option.help, f"{name} {option.name}"


# ── as a process ────────────────────────────────────────────────────────────────────────────────────


def pressmark(
    *words: str, cwd: Path, program: str = "from indexer.cli import main; main()"
) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PRESSMARK_")} | {"PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-c", program, *words], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.slow
def test_help_imports_nothing_heavy(tmp_path: Path) -> None:
    program = (
        "import sys\nfrom indexer.cli import main\n"
        f"main(['--help'])\nprint('imported:', [name for name in {HEAVY!r} if name in sys.modules])"
    )
    ended = pressmark(cwd=tmp_path, program=program)
    assert ended.stdout.endswith("imported: []\n"), ended.stdout + ended.stderr
    assert "Usage: pressmark" in ended.stdout


@pytest.mark.slow
def test_a_closed_pipe_is_no_traceback(tmp_path: Path) -> None:
    program = "import click, indexer.cli as c\nc.cli.callback = None\n"
    program += (
        "c.cli.commands['info'].callback = lambda **_: [click.echo('x' * 9999) for _ in range(999)]\nc.main(['info'])"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, "-c", program], cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 1


@pytest.mark.slow
def test_ctrl_c_in_the_middle_ends_with_130_and_leaves_nothing(papers: Path, tmp_path: Path) -> None:
    program = (
        # A shell's background jobs ignore SIGINT and so do their children, this test's among them.
        "import signal, sys\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "import indexer.reindex, indexer.cli\nfrom tests.conftest import WordEncoder\n"
        "class Slow(WordEncoder):\n"
        "    def encode(self, texts):\n        print('encoding', flush=True)\n        sys.stdin.read()\n"
        "indexer.reindex.open_encoder = lambda settings: Slow()\n"
        "indexer.cli.main(['index', 'papers'])"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, "-c", program], cwd=tmp_path, env=environment, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline() == "encoding\n"
        process.send_signal(signal.SIGINT)
        assert process.stderr.read().strip() == "Interrupted. Nothing was published in archive."
    assert process.returncode == 130
    assert not (tmp_path / "archive" / "CURRENT").exists()


@pytest.mark.slow
def test_an_interrupt_ends_with_130_whatever_the_interpreter_would_do_at_its_end(tmp_path: Path) -> None:
    program = (
        "import atexit, os, sys, indexer.cli as c\natexit.register(os.abort)\n"
        "def interrupted(**_):\n    print('out')\n    raise KeyboardInterrupt\n"
        "c.cli.commands['info'].callback = interrupted\nc.main(['info'])"
    )
    ended = pressmark(cwd=tmp_path, program=program)
    assert (ended.returncode, ended.stdout) == (130, "out\n")
    assert ended.stderr.strip() == "Interrupted."


@pytest.mark.slow
@pytest.mark.parametrize(("content", "status"), [("A ferry.", 0), (" ", 3)])
def test_the_reindex_script_is_index_and_quiet(
    papers: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], content: str, status: int
) -> None:
    with pytest.raises(SystemExit):
        main(["index", str(papers), "--archive", "made"])
    capsys.readouterr()
    (papers / "more.txt").write_text(content, encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["reindex.py", str(papers), "--archive", "made"])
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(ROOT / "scripts" / "reindex.py"), run_name="__main__")
    said = capsys.readouterr()
    assert (ended.value.code, said.out) == (status, "")
    assert bool(said.err) is bool(status)
    assert take_inventory(Path("made"))["documents"] == 2 + (status == 0)


def test_what_the_system_refuses_is_a_sentence(run: Run, papers: Path) -> None:
    refused = "pressmark: No such file or directory (none/report.jsonl): check the path, then run it again.\n"
    assert run("index", papers, "--report", "none/report.jsonl") == (1, "", refused)


@pytest.mark.slow
def test_what_keeps_an_archive_answers_in_json_too(run: Run, papers: Path) -> None:
    run("index", papers)
    (papers / "new.txt").write_text("A new letter.", encoding="utf-8")
    run("index", papers)
    status, out, err = run("rollback", "--json")
    went = json.loads(out)
    assert (status, err, went["generation"], went["left"], went["documents"]) == (0, "", "000001", "000002", 2)
    indexed = went["indexed"]
    told = f"archive is at generation 000001 again, of {indexed} with 2 documents; it was at 000002.\n"
    run("rollback", "--to", "2")
    assert run("rollback") == (0, told, "")
    saved = json.loads(run("export", "b.tar.gz", "--json")[1])
    assert saved == {"file": "b.tar.gz", "documents": 2, "passages": 3, "bytes": Path("b.tar.gz").stat().st_size}
    assert json.loads(run("export", "--jsonl", "d.jsonl", "--json")[1]) == {"file": "d.jsonl", "documents": 2}
    out = run("import", "b.tar.gz", "--archive", "again", "--json")[1]
    assert json.loads(out) == {"archive": "again", "documents": 2, "passages": 3}
    id = document_id("papers/letters/ferry.md")
    removed = json.loads(run("remove", id, "--json")[1])
    assert [document["id"] for document in removed["removed"]] == [id]
    assert removed["total_documents"] == 1


def test_where_there_is_no_archive_going_back_makes_none(run: Run, tmp_path: Path) -> None:
    status, out, err = run("rollback", "--archive", tmp_path / "none")
    assert (status, out, "There is no archive" in err) == (1, "", True)
    assert not (tmp_path / "none").exists()


def test_a_watch_names_what_it_skips_once(run: Run, papers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def follow(paths: object, settings: object, told: Callable[[Summary], None], failed: object) -> None:
        for skipped in (["a"], ["a", "b"], ["b"], ["a"]):
            told(Summary(skipped=[Skip(name, "empty", "no text") for name in skipped]))

    monkeypatch.setattr("indexer.commands.watching.watch", follow)
    assert run("watch", papers)[2].splitlines() == [f"skipped {name}: no text" for name in "aba"]


@pytest.mark.slow
def test_a_search_bears_any_number_of_brackets(run: Run, archive: Path) -> None:
    status, out, _ = run("search", "--archive", archive, "(ferry OR (" * 500 + "ferry")
    assert (status, "To the Editor" in out) == (0, True)
    assert run("search", "--archive", archive, "(" * 100_000 + "ferry")[0] == 0


def test_the_script_finds_the_environment_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []

    def run(program: Path, arguments: list[str]) -> NoReturn:
        asked.append([str(program), *arguments])
        raise SystemExit(0)

    script = tmp_path / "scripts" / "reindex.py"
    script.parent.mkdir()
    shutil.copy(ROOT / "scripts" / "reindex.py", script)
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.touch()
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    monkeypatch.setattr("os.execv", run)
    monkeypatch.setattr(sys, "argv", [str(script), "papers", "--archive", "made"])
    with pytest.raises(SystemExit):
        runpy.run_path(str(script), run_name="__main__")
    assert asked == [[str(python), str(python), str(script), "papers", "--archive", "made"]]
