"""`pressmark remove`, `rollback` and `import`: what each did, in a sentence or as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from indexer.commands.terminal import say, say_json
from indexer.settings import Settings
from indexer.text.counting import counted


def answer(said: str, table: Mapping[str, Any], as_json: bool, *, err: bool = False) -> None:
    """Print what was done, the sentence or the table."""
    if as_json:
        say_json(table, err=err)
    else:
        say(said, err=err)


def take_out(ids: Sequence[str], settings: Settings, as_json: bool) -> None:
    """Remove documents. Raises NotFound and ArchiveError."""
    from indexer.reindex import reindex

    summary = reindex([], settings, remove=ids)
    removed, left = counted(summary.documents_removed, "document"), counted(summary.total_documents, "document")
    answer(f"{removed} removed. {settings.archive} holds {left}.", asdict(summary), as_json)


def go_back(archive: Path, to: str | None, as_json: bool) -> None:
    """Go back to the generation before, or to the one named. Raises ArchiveError."""
    from indexer.stores.generations.faults import telling_faults
    from indexer.stores.generations.folder import check_there
    from indexer.stores.generations.lock import write_lock
    from indexer.stores.generations.rollback import roll_back

    check_there(archive)  # no folder is made for the lock of none
    with telling_faults(archive), write_lock(archive):
        way = roll_back(archive, to)
    made = way.reached.manifest
    held = counted(made.documents, "document")
    left = f"; it was at {way.left}" if way.left else ""
    damaged = f". Passed, for it is damaged: {', '.join(way.damaged)}" if way.damaged else ""
    said = f"{archive} is at generation {way.reached.name} again, of {made.created} with {held}{left}{damaged}."
    table = {
        "archive": str(archive), "generation": way.reached.name, "indexed": made.created, "documents": made.documents,
        "left": way.left or None, "damaged": way.damaged,
    }  # fmt: skip
    answer(said, table, as_json)


def bring_back(file: Path, archive: Path, as_json: bool) -> None:
    """Make an archive of a backup. Raises ArchiveError."""
    from indexer.stores.generations.backup import read_backup

    made = read_backup(file, archive).manifest
    said = f"{archive} holds {counted(made.documents, 'document')} in {counted(made.passages, 'passage')}."
    answer(said, {"archive": str(archive), "documents": made.documents, "passages": made.passages}, as_json)
