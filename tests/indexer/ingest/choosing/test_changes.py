from __future__ import annotations

from pathlib import Path

import pytest

from indexer.ingest.choosing.changes import Changes, notes_of
from indexer.ingest.choosing.sources import Root


def test_each_known_source_in_a_new_one_is_named_by_itself() -> None:
    root = Root("papers", Path("/papers"), None, (Path("/papers/letters"), Path("/papers/diary.txt")))
    assert notes_of(Changes((root,), (), (), ()), known=("letters", "diary.txt")) == [
        "/papers/letters is a source of the archive already: what is in it keeps its ids.",
        "/papers/diary.txt is a source of the archive already: what is in it keeps its ids.",
    ]
    assert notes_of(Changes((root,), (), (), ()), known=("letters", "diary.txt", "papers")) == []


@pytest.mark.parametrize(("paths", "said"), [(("a",), "1 file {}: it is"), (("a", "b"), "2 files {}: they are")])
def test_files_that_are_read_differently_are_counted(paths: tuple[str, ...], said: str) -> None:
    (note,) = notes_of(Changes((), (), (), (), reshaped=paths), known=())
    assert note == f"Pressmark or its settings read {said.format('differently from before')} read again."
