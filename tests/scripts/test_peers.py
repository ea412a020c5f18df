"""The pure parts of `scripts/benchmark.py peers`; the peers themselves are run by the command alone."""

import dataclasses
import os
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.benchmarks import peer_figures, peer_runs
from scripts.benchmarks.peer_figures import Measured, PeerFailed
from scripts.benchmarks.peers import SYSTEMS
from scripts.peers.measuring import Task, documents_of

INDEX = {"seconds": 10.0, "processor": 20.0, "texts": 7, "peak_mb": 300.0}
QUERY = {"milliseconds": [4.0, 5.0, 60.0], "processor": [3.0, 4.0, 5.0], "peak_mb": 200.0, "found": {"q": ["b", "a"]}}
OURS = peer_figures.measured(INDEX, QUERY, 3_000_000)
THEIRS = dataclasses.replace(
    OURS, index_s=60.0, processor_s=80.0, cut=2, index_mb=900.0, query_mb=300.0, disk_mb=33.0, query_ms=[10, 10, 90]
)


def row(system: str, one: Measured, ndcg: float | None) -> dict[str, object]:
    return peer_figures.row("TIME", system, one, OURS, ndcg)


def test_the_last_line_that_a_runner_prints_is_its_figures() -> None:
    assert peer_figures.parsed('Loading weights: 100%\n{"seconds": 1.5}\n') == {"seconds": 1.5}


@pytest.mark.parametrize("output", ["", "Traceback", '["a list"]', '{"seconds": 1'])
def test_a_runner_without_figures_is_told_with_what_it_printed(output: str) -> None:
    with pytest.raises(PeerFailed, match="printed no figures"):
        peer_figures.parsed(output)


def test_what_lacks_a_figure_is_named() -> None:
    with pytest.raises(PeerFailed, match="peak_mb"):
        peer_figures.measured({k: v for k, v in INDEX.items() if k != "peak_mb"}, QUERY, 0)


def test_ratios_are_the_peers_figures_divided_by_pressmarks() -> None:
    told = row("Semantra", THEIRS, 0.5)
    assert told["index_x"] == 60 / 10
    assert told["index_cpu_x"] == 80 / 20
    assert told["p50_x"] == 10 / 5
    assert told["p95_x"] == 90 / 60
    assert (told["index_mb_x"], told["query_mb_x"]) == (900 / 300, 300 / 200)
    assert (told["disk_mb"], told["disk_x"]) == (33, 33 / 3)
    assert (told["texts"], told["cut"], told["nDCG@10"]) == (7, 2, 0.5)


def test_rounds_are_joined_by_their_medians_and_all_their_queries() -> None:
    rounds = [dataclasses.replace(OURS, index_s=seconds, query_ms=[seconds]) for seconds in (1.0, 9.0, 2.0)]
    joined = peer_figures.median_of(rounds)
    assert joined.index_s == 2
    assert joined.query_ms == [1, 9, 2]


def test_the_order_of_documents_is_kept_as_scores() -> None:
    scores = peer_figures.ranked({"q": ["b", "a", "c"]})["q"]
    assert sorted(scores, key=lambda id: -scores[id]) == ["b", "a", "c"]


def test_verdicts_say_what_is_reached_and_what_falls_short() -> None:
    rows = [row("Pressmark", OURS, 0.8), row("txtai, passages", THEIRS, 0.79), row("Semantra", THEIRS, 0.9)]
    told = peer_figures.verdicts(rows)
    assert told == [
        "txtai, passages, TIME: indexing 6.00 times Pressmark's, 5 wanted: reached",
        "txtai, passages, TIME: a query's median 2.00 times Pressmark's, 3 wanted: FALLS SHORT",
        "txtai, passages, TIME: memory while indexing 3.00 times Pressmark's, 2 wanted: reached",
        "txtai, passages, TIME: memory while searching 1.50 times Pressmark's, 2 wanted: FALLS SHORT",
        "txtai, passages, TIME: nDCG@10 0.790, Pressmark's 0.800: reached",
        "Semantra, TIME: indexing 6.00 times Pressmark's, 4 wanted: reached",
        "Semantra, TIME: a query's median 2.00 times Pressmark's, 8 wanted: FALLS SHORT",
        "Semantra, TIME: disk 11.00 times Pressmark's, 10 wanted: reached",
    ]


def test_without_judgements_ndcg_is_neither_judged_nor_shown() -> None:
    rows = [row("Pressmark", OURS, None), row("txtai", THEIRS, None)]
    assert not any("nDCG" in line for line in peer_figures.verdicts(rows))
    assert peer_figures.markdown(rows).splitlines()[-1].endswith("| – |")


def test_the_table_for_the_readme() -> None:
    table = peer_figures.markdown([row("Pressmark", OURS, 0.8), row("Semantra", THEIRS, 0.744)])
    assert table.splitlines()[2:] == [
        "| TIME | Pressmark | 10 s | 5, 60 ms | 300, 200 MB | 3.0 MB | 0.800 |",
        "| TIME | Semantra | 60 s (6.0 ×) | 10 (2.0 ×), 90 ms | 900, 300 MB | 33.0 MB (11.0 ×) | 0.744 |",
    ]


def test_every_peer_has_a_runner_and_its_versions_pinned() -> None:
    for system in SYSTEMS:
        assert (peer_runs.RUNNERS / system.runner).is_file()
        if system.environment:
            pinned = (peer_runs.RUNNERS / f"peers-{system.environment}.txt").read_text(encoding="utf-8").splitlines()
            assert "torch==2.13.0" in pinned
            assert all("==" in line for line in pinned if not line.startswith("#"))
    assert "txtai==9.14.0" in (peer_runs.RUNNERS / "peers-txtai.txt").read_text(encoding="utf-8")
    assert "semantra==0.1.12" in (peer_runs.RUNNERS / "peers-semantra.txt").read_text(encoding="utf-8")


def test_a_document_stands_once_where_its_best_passage_does() -> None:
    assert documents_of(["b:4", "a:0", "b:1", "c:d:2"]) == ["b", "a", "c:d"]


def test_passages_are_runs_of_120_words(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("word " * 250, encoding="utf-8")
    passages = dict(Task(tmp_path, tmp_path, tmp_path, tmp_path, "").passages())
    assert {id: len(text.split()) for id, text in passages.items()} == {"a:0": 120, "a:1": 120, "a:2": 10}


@pytest.mark.slow
def test_a_runner_that_fails_is_told_with_its_last_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peer_runs, "RUNNERS", tmp_path)
    (tmp_path / "run.py").write_text("raise SystemExit('no such model')", encoding="utf-8")
    with pytest.raises(PeerFailed, match="index ended with status 1: no such model"):
        peer_runs.run(peer_runs.System("one", "run.py"), "index", tmp_path, tmp_path)


@pytest.mark.slow
def test_memory_of_children_counts() -> None:
    holds = "held = b'x' * 150_000_000; import sys; print(flush=True); sys.stdin.read()"
    alone = sum(map(peer_runs._resident_mb, peer_runs._tree(os.getpid())))
    with subprocess.Popen([sys.executable, "-c", holds], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        child.stdout.readline()
        both = sum(map(peer_runs._resident_mb, peer_runs._tree(os.getpid())))
        child.communicate()
    assert both - alone > 140
