from __future__ import annotations

from pathlib import Path

from indexer.ingest.changes import Changes, notes_of
from indexer.ingest.sources import Root


def test_each_known_source_in_a_new_one_is_named_by_itself() -> None:
    root = Root("papers", Path("/papers"), None, (Path("/papers/letters"), Path("/papers/diary.txt")))
    assert notes_of(Changes((root,), (), (), ()), known=("letters", "diary.txt")) == [
        "/papers/letters is a source of the archive already: what is in it keeps its ids.",
        "/papers/diary.txt is a source of the archive already: what is in it keeps its ids.",
    ]
    assert notes_of(Changes((root,), (), (), ()), known=("letters", "diary.txt", "papers")) == []
