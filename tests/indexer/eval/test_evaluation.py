import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from indexer import cli
from indexer.errors import SettingsError, SourceError
from indexer.eval.comparison import Loss, losses
from indexer.eval.evaluation import Evaluation, load_collection, load_collections, open_collection, words_only
from indexer.eval.judgements import read_qrels, read_queries
from indexer.eval.report import measure, report, rows
from indexer.records import MODES, Filters, Word
from indexer.search.evidence import neighbours
from indexer.search.language.clauses import wanted
from indexer.search.query import parse_query
from indexer.settings import Settings
from indexer.stores.generations.folder import GRAMS
from indexer.text.words import WORD
from tests.conftest import WordEncoder

pytestmark = pytest.mark.slow

SAID = ("The ferry crossed the river.", "A bridge was closed.", "Stoves were sold in winter.")
ASKED = ("ferry river", "closed bridge", "winter stoves")
QRELS = "query-id\tcorpus-id\tscore\n"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The WordEncoder for the model, and a cache of the test's own."""
    for module in ("eval.report", "reindex"):
        monkeypatch.setattr(f"indexer.{module}.open_encoder", lambda settings: WordEncoder())
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def collection(
    folder: Path, ids: Sequence[str] = ("a", "b", "c"), corpus: str | None = None, queries: str | None = None,
    qrels: str | None = None,
) -> Path:  # fmt: skip
    """Three documents, and a query for each; `corpus`, `queries` and `qrels` are what stands in the files instead."""
    documents = [{"_id": id, "title": "", "text": text} for id, text in zip(ids, SAID, strict=True)]
    asked = [{"_id": f"q{n}", "text": text} for n, text in enumerate(ASKED)]
    (folder / "qrels").mkdir(parents=True)
    lines(folder / "corpus.jsonl", documents if corpus is None else corpus)
    lines(folder / "queries.jsonl", asked if queries is None else queries)
    judged = "".join(f"q{n}\t{id}\t1\n" for n, id in enumerate(ids))
    (folder / "qrels" / "test.tsv").write_text(QRELS + judged if qrels is None else qrels, encoding="utf-8")
    return folder


def lines(file: Path, records: Sequence[Mapping[str, Any]] | str) -> None:
    text = records if isinstance(records, str) else "".join(f"{json.dumps(r, ensure_ascii=False)}\n" for r in records)
    file.write_text(text, encoding="utf-8")


def means(folders: Sequence[Path], settings: Settings | None = None) -> dict[str, float]:
    """nDCG@10 of each row for words alone, by collection."""
    found = measure(folders, settings or Settings(), lambda what, done, total: None)
    return {row["collection"]: row["nDCG@10"] for row in rows(found) if row["mode"] == "keyword"}


@pytest.mark.parametrize(
    "ids",
    [("10.1000/182", "a/b/c", "文/é"), ("a#b", "#", "a/#b"), ('"x" y', '"', "'"), ("doc 1  y", "e\u0301", "z\u2028z")],
)
def test_documents_are_known_by_any_id(tmp_path: Path, ids: Sequence[str]) -> None:
    assert means([collection(tmp_path / "x", ids)]) == {"x": 1.0}


def test_a_corpus_may_be_a_link_to_a_file_of_another_name(tmp_path: Path) -> None:
    folder = collection(tmp_path / "x", ("10.1/a", "b", "c"))
    (folder / "corpus.jsonl").rename(tmp_path / "docs#1.jsonl")
    (folder / "corpus.jsonl").symlink_to(tmp_path / "docs#1.jsonl")
    assert means([folder]) == {"x": 1.0}


def test_a_folder_of_files_is_known_by_their_paths_and_its_queries_are_no_documents(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = collection(tmp_path / "x#1", ("a.txt", "in/b.txt", "c.jsonl#1"))
    (folder / "corpus.jsonl").unlink()
    (folder / "in").mkdir()
    for name, text in zip(("a.txt", "in/b.txt"), SAID, strict=False):
        (folder / name).write_text(text, encoding="utf-8")
    lines(folder / "c.jsonl", [{"text": SAID[2]}])
    assert means([folder]) == {"x#1": 1.0}
    archive, summary = open_collection(load_collection(folder), Settings(), WordEncoder())
    assert sorted(archive.catalog.paths) == ["x#1/a.txt", "x#1/c.jsonl#1", "x#1/in/b.txt"]
    archive.close()
    assert (summary.skipped, summary.files_unchanged) == ([], 3)
    assert "x#1: there is no corpus.jsonl, so the documents are its files" in capsys.readouterr().err


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\x85", "\x0b"])
def test_a_line_ends_with_a_newline_alone(tmp_path: Path, sign: str) -> None:
    asked = f'{{"_id": "q0", "text": "one{sign}two"}}\n \n{{"_id": 1, "text": "three"}}'
    folder = collection(tmp_path / "x", queries=asked.replace("\x0b", "\\u000b"), qrels=f"{QRELS}q0\ta{sign}b\t2\n")
    assert read_queries(folder) == {"q0": f"one{sign}two", "1": "three"}
    assert read_qrels(folder) == {"q0": {f"a{sign}b": 2}}


def test_byte_order_marks_and_lines_of_windows(tmp_path: Path) -> None:
    folder = collection(tmp_path / "x")
    before = means([folder])
    for name in ("corpus.jsonl", "queries.jsonl", "qrels/test.tsv"):
        data = (folder / name).read_bytes()
        (folder / name).write_bytes(b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"))
    assert before == means([folder]) == {"x": 1.0}


def test_columns_are_known_by_their_names(tmp_path: Path) -> None:
    qrels = 'corpus-id\tnote\tscore\tquery-id\na\t\t2.0\tq0\nb\t"\t-1\tq0\n'
    assert read_qrels(collection(tmp_path / "x", qrels=qrels)) == {"q0": {"a": 2, "b": -1}}


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ({"queries": '{"id": "q0", "text": "a"}'}, "line 1 of queries.jsonl is not a JSON object with _id and text"),
        ({"queries": '\n{"_id": "q0", "text": null}'}, "line 2 of queries.jsonl has no text"),
        ({"queries": "[" * 100_000}, "line 1 of queries.jsonl is not a JSON object with _id and text"),
        ({"queries": "[1]"}, "line 1 of queries.jsonl is not a JSON object with _id and text"),
        (
            {"queries": '{"_id": 1, "text": "a"}\n{"_id": "1", "text": "b"}'},
            "line 2 of queries.jsonl has the _id '1' again",
        ),
        ({"qrels": f"{QRELS}q0\ta\t1\nq0\ta\t1\nq0\ta\t2\n"}, "line 4 of qrels/test.tsv judges 'a' for 'q0' again"),
        ({"qrels": ""}, "the first line of qrels/test.tsv names no column query-id"),
        ({"qrels": "q0\t0\ta\t1\n"}, "the first line of qrels/test.tsv names no column query-id"),
        ({"qrels": f"{QRELS}\nq0\ta\n"}, "line 3 of qrels/test.tsv has fewer columns than the first"),
        ({"qrels": f"{QRELS}q0\ta\tx\n"}, "line 2 of qrels/test.tsv has the score 'x', which is not a number"),
        ({"qrels": f"{QRELS}q0\ta\t1e999\n"}, "line 2 of qrels/test.tsv has the score '1e999', which is not a number"),
        ({"qrels": f"{QRELS}q0\ta\t0.5\n"}, "line 2 of qrels/test.tsv has the score 0.5: measures take whole numbers"),
    ],
)
def test_what_is_no_query_or_judgement_is_told_with_its_line(tmp_path: Path, files: dict[str, str], why: str) -> None:
    with pytest.raises(SourceError) as told:
        load_collection(collection(tmp_path / "x", **files))
    assert f"not a collection in BEIR layout ({why}" in str(told.value)


def test_a_collection_that_is_not_there_is_told_in_a_sentence(tmp_path: Path) -> None:
    whole = collection(tmp_path / "whole")
    (tmp_path / "loop").symlink_to("loop")
    for folder, why in (
        (tmp_path / "nope", "there is no such folder"),
        (tmp_path / "loop", "there is no such folder"),
        (whole / "corpus.jsonl", "it is a file, not a folder"),
        (whole / "qrels", "it has no queries.jsonl"),
        (tmp_path / ("long" * 80), "queries.jsonl cannot be read: File name too long"),
    ):
        with pytest.raises(SourceError) as told:
            load_collections([folder])
        assert str(told.value) == (
            f"{folder} is not a collection in BEIR layout ({why}): it needs queries.jsonl and qrels/test.tsv."
        )


def test_a_file_of_a_collection_that_cannot_be_read_is_told_in_a_sentence(tmp_path: Path) -> None:
    folder = collection(tmp_path / "x")
    judgements = folder / "qrels" / "test.tsv"
    for broken, why in (
        (lambda: judgements.write_bytes(QRELS.encode() + b"q0\t\xe9\t1\n"), "line 2 of qrels/test.tsv is not in UTF-8"),
        (judgements.unlink, "it has no qrels/test.tsv"),
        (judgements.mkdir, "qrels/test.tsv cannot be read: Is a directory"),
    ):
        broken()
        with pytest.raises(SourceError) as told:
            load_collection(folder)
        assert f" ({why}): it needs" in str(told.value)


def test_what_is_not_in_the_archive_is_told_each_time(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    corpus = f'{{"_id": "a", "title": "", "text": "{SAID[0]}"}}\n{{"_id": "b", "te\n\n{{"_id": "c", "text": ""}}\n'
    folder = collection(tmp_path / "x", corpus=corpus)
    always = [
        "x: 2 lines of 3 in corpus.jsonl left out",
        "x: 2 judged documents of 3 not in the archive, counted as not found: b, c",
    ]
    once = ["corpus.jsonl: line 2 is not JSON and was left out", "corpus.jsonl: line 4 has no text and was left out"]
    for expected in (once + always, always):
        found = measure([folder], Settings(), lambda what, done, total: None)
        assert capsys.readouterr().err.splitlines() == expected
        assert rows(found)[1]["R@100"] == round(1 / 3, 4)


def test_nothing_is_measured_where_no_judged_document_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("indexer.eval.report.evaluate", lambda *_: pytest.fail("it was measured"))
    other = collection(tmp_path / "y", qrels=f"{QRELS}q0\tMED-1\t1\n")
    with pytest.raises(SourceError, match="y is in its archive, such as 'MED-1': are "):
        means([collection(tmp_path / "x"), other])
    assert "y: 1 judged document of 1 not in the archive" in capsys.readouterr().err


def test_a_document_known_by_its_title_alone_is_found(tmp_path: Path) -> None:
    corpus = [{"_id": "a", "title": text, "text": ""} for text in SAID[:1]]
    corpus += [{"_id": id, "title": "", "text": text} for id, text in zip("bc", SAID[1:], strict=True)]
    assert means([collection(tmp_path / "x", corpus="\n".join(map(json.dumps, corpus)))]) == {"x": 1.0}


def test_a_query_that_is_itself_a_document_is_no_answer_to_itself(tmp_path: Path) -> None:
    said = ["The ferry is late again.", "The ferry is late, and the council sleeps.", "Cows."]
    corpus = "\n".join(json.dumps({"_id": id, "title": "", "text": text}) for id, text in zip("abc", said, strict=True))
    for query, first in (({"_id": "a", "text": said[0]}, 1.0), ({"_id": "a", "text": "ferry late again"}, 0.63)):
        folder = collection(tmp_path / str(first), corpus=corpus, queries=json.dumps(query), qrels=f"{QRELS}a\tb\t1\n")
        assert means([folder])[str(first)] == pytest.approx(first, abs=0.01)  # 1 / log2(1 + 2): second


def test_only_what_is_measured_by_can_be_compared(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="--settings token: nothing that is measured depends on it; model, "):
        report([collection(tmp_path / "x")], {}, {"token": "x"}, False, False, lambda what, done, total: None)


def test_a_document_that_left_the_corpus_is_not_measured_with(tmp_path: Path) -> None:
    folder = collection(tmp_path / "x")
    corpus = folder / "corpus.jsonl"
    means([folder])
    corpus.write_text("".join(corpus.read_text(encoding="utf-8").splitlines(keepends=True)[1:]), encoding="utf-8")
    archive, _ = open_collection(load_collection(folder), Settings(), WordEncoder())
    assert sorted(archive.catalog.paths) == ["corpus.jsonl#b", "corpus.jsonl#c"]
    assert not (archive.generation.path / GRAMS).exists()  # which tracing quotations would need
    archive.close()


@pytest.mark.parametrize("changed", [{"keyword": "tantivy"}, {"passage_words": 60}, {"languages": ("de",)}])
def test_no_measurement_leaves_its_settings_to_the_next(tmp_path: Path, changed: dict[str, Any]) -> None:
    folder = load_collection(collection(tmp_path / "x"))
    for chosen in (Settings(), Settings(**changed), Settings()):
        archive, summary = open_collection(folder, chosen, WordEncoder())
        assert archive.generation.manifest.keyword == (chosen.keyword or "whoosh")
        assert summary.notes == []
        archive.close()


@given(
    st.lists(
        st.sampled_from([*'ab "()-*=~1:,“”„‟«»＂\u3000', " OR ", " NOT ", "kind:letter", "Date:", "quotes:", "from:b"])
    ).map("".join)
)
@example("Portland OR Wien AND place:Wien NOT p~5")
@settings(max_examples=300)
def test_a_query_of_a_collection_is_its_words_and_asks_for_nothing_else(text: str) -> None:
    query = parse_query(words_only(text))
    assert [clause for clause in query.clauses if clause != Word(getattr(clause, "text", ""))] == []
    assert [word.text.lower() for word in wanted(query.clauses) if isinstance(word, Word)] == WORD.findall(text.lower())
    assert query.typed == Filters()


def test_collections_are_told_apart_and_each_measured_once(tmp_path: Path) -> None:
    folders = [collection(tmp_path / name) for name in ("a/x", "b/x", "b/y")]
    names = [each.name for each in load_collections([*folders, folders[0], folders[0] / ".." / "x"])]
    assert names == ["a/x", "b/x", "y"]
    assert means(folders[:2]) == {"a/x": 1.0, "b/x": 1.0, "mean": 1.0}


def evaluations(by_mode: Mapping[str, Mapping[str, float]], name: str = "x") -> list[Evaluation]:
    """Of each mode, from the nDCG@10 of each query."""
    return [
        Evaluation(name, mode, {}, {id: {"nDCG@10": value} for id, value in by_mode[mode].items()}, 0.0)
        for mode in MODES
    ]


def test_losses_are_those_of_each_collection_the_worst_first() -> None:
    found = evaluations({"hybrid": {"p": 0.5, "q": 0.1, "r": 1}, "keyword": {"p": 0.6, "q": 0, "r": 1},
                         "semantic": {"p": 0, "q": 0.9, "r": 1}})  # fmt: skip
    other = evaluations({"hybrid": {"p": 0.0}, "keyword": {"p": 1.0}, "semantic": {"p": 0.0}}, "y")
    assert losses([*found, *other]) == [
        Loss("x", "q", 0.1, 0, 0.9), Loss("x", "p", 0.5, 0.6, 0), Loss("y", "p", 0.0, 1.0, 0.0),
    ]  # fmt: skip


def run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str]:
    """The status and what is printed on stdout."""
    with pytest.raises(SystemExit) as end:
        cli.main([str(word) for word in words])
    return int(end.value.code or 0), capsys.readouterr().out


def test_json_has_all_that_is_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = collection(tmp_path / "x")
    monkeypatch.setattr(neighbours, "SIZE", 1)  # as if three were many: then one loses by the others
    asked = ("eval", folder, "--settings", "smoothing=false", "--settings", "semantic_weight=1", "--per-query")
    status, out = run(capsys, *asked, "--json")
    said = json.loads(out)
    assert status == 0
    assert said["changes"] == {"smoothing": "false", "semantic_weight": "1"}
    assert [(row["mode"], row["queries"]) for row in said["evaluations"]] == [(mode, 3) for mode in MODES]
    assert all(row["ms"] >= 0 for row in said["changed"])
    assert [(row["collection"], row["mode"]) for row in said["differences"]] == [("x", mode) for mode in MODES]
    assert said["differences"][1] == {"collection": "x", "mode": "keyword", "difference": 0.0, "p": 1.0}
    assert said["losses"] == [{"collection": "x", "query": "q1", "hybrid": 0.6309, "keyword": 1.0, "semantic": 1.0}]
    assert json.loads(run(capsys, "eval", folder, "--json")[1]).keys() == said.keys()
    printed = run(capsys, *asked)[1]
    assert "with smoothing = false, semantic_weight = 1:" in printed
    assert "x: hybrid is below one of its legs in 1 query, nDCG@10:" in printed


@pytest.mark.parametrize(
    ("judged", "told"),
    [
        ("q0\tz\t1", ["1 judged document of 2 not in the archive, counted as not found: z"]),
        (
            "Q\ta\t1\nq1\ta\t0\nq1\tb\t-1",
            [
                "1 judged query not in queries.jsonl, so not measured: Q",
                "1 query of 2 without a relevant document, measured as 0",
            ],
        ),
    ],
)
def test_the_status_says_whether_all_that_was_judged_is_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], judged: str, told: list[str]
) -> None:
    folder = collection(tmp_path / "x", qrels=f"{QRELS}q0\ta\t1\n{judged}\n")
    with pytest.raises(SystemExit) as end:
        cli.main(["eval", str(folder), "--settings", "smoothing=false"])  # told once, though it is measured twice
    assert (end.value.code, capsys.readouterr().err.splitlines()) == (3, [f"x: {line}" for line in told])
