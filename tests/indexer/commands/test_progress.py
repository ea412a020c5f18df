"""How far a run is, told off a terminal."""

import re
from pathlib import Path

import pytest

from indexer.commands.progress import progress_bar, sparse_lines
from indexer.reindex import reindex
from indexer.settings import Settings
from indexer.writing.run import with_progress
from tests.conftest import PAPERS, WordEncoder, write_papers


def test_a_short_run_says_nothing_and_a_long_one_a_line_a_step_and_a_minute() -> None:
    said: list[str] = []
    clock = [100.0]
    tell = sparse_lines(said.append, lambda: clock[0])
    for second, what, done in (
        (0, "reading", 0), (9, "reading", 1), (11, "reading", 2), (12, "reading", 3), (30, "encoding", 0),
        (71, "encoding", 4), (89, "encoding", 5), (91, "encoding", 6), (92, "encoding", 7), (93, "documents", 100),
    ):  # fmt: skip
        clock[0] = 100 + second
        tell(what, done, None if what == "documents" else 8)
    tell("tracing", 0, 0)
    assert said == [
        "reading: 2 of 8",
        "encoding: 0 of 8",
        "encoding: 6 of 8",
        "documents: 100 so far",
        "tracing: 0 of 0",
    ]


def test_on_a_terminal_a_bar_says_what_is_done_how_many_are_left_and_how_long_that_takes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")  # rich takes it for a terminal
    monkeypatch.setenv("COLUMNS", "100")
    with progress_bar(silent=False) as tell:
        tell("documents", 100, None)
        tell("encoding", 3, 8)
    drawn = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", capsys.readouterr().err).splitlines()
    assert re.fullmatch(r"documents +━* 100/\? left +elapsed 0:00:0\d *", drawn[-2])
    assert re.fullmatch(r"encoding +━.* 3/8 +left -:--:-- elapsed 0:00:0\d *", drawn[-1])


def test_items_pass_and_their_number_is_told_now_and_then() -> None:
    told: list[tuple[int, int]] = []
    assert list(with_progress(range(250), 250, lambda done, total: told.append((done, total)))) == list(range(250))
    assert told == [(0, 250), (100, 250), (200, 250), (250, 250)]


@pytest.mark.slow
def test_the_indexing_of_words_is_told_as_it_goes(tmp_path: Path, settings: Settings) -> None:
    told: list[tuple[str, int, int]] = []
    papers = write_papers(tmp_path / "papers", PAPERS)
    reindex([papers], settings, encoder=WordEncoder(), progress=lambda *step: told.append(step))
    assert [step for step in told if step[0] == "indexing words"] == [
        ("indexing words", 0, 3),
        ("indexing words", 3, 3),
    ]


@pytest.mark.slow
def test_of_a_file_with_many_documents_these_are_told(tmp_path: Path, settings: Settings) -> None:
    rows = "".join(f"{n},The ferry sank on day {n}.\n" for n in range(250))
    papers = write_papers(tmp_path / "papers", {"all.csv": f"id,text\n{rows}", "one.txt": "The lamp was lit."})
    told: list[tuple[int, int | None]] = []
    reindex(
        [papers], settings, encoder=WordEncoder(),
        progress=lambda what, done, total: told.append((done, total)) if what == "documents" else None,
    )  # fmt: skip
    assert told == [(100, None), (200, None), (251, 251)]
