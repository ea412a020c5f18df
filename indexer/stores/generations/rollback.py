"""Going back to a generation that was published before."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from indexer.errors import ArchiveError, BrokenArchive
from indexer.stores.generations.folder import current_name, generation_of, published
from indexer.stores.generations.publishing import name_current
from indexer.stores.generations.sealed import prove


def roll_back(archive: Path) -> str:
    """Make the last whole generation before the current one current. Returns its name.

    The caller holds the write lock. Raises ArchiveError if there is none.
    """
    names = published(archive)
    try:
        name = current_name(archive)
    except BrokenArchive:
        name = ""
    earlier = [other for other in names if other < name or name not in names]
    for other in reversed(earlier):
        with suppress(ArchiveError):
            prove(generation_of(archive, other))
            name_current(archive, other)
            return other
    damaged = f"; {', '.join(earlier)} {'is' if len(earlier) == 1 else 'are'} damaged" if earlier else ""
    before = f" before {name}" if name else ""
    raise ArchiveError(f"{archive} has no generation{before} to go back to{damaged}.")
