"""Whether the files of a generation are as they were published."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from indexer.errors import ArchiveError, BrokenArchive
from indexer.stores.generations.folder import MANIFEST, Generation, current_name, generation_of, published, stamp_of
from indexer.stores.generations.manifest import RESTORE
from indexer.stores.generations.publishing import name_current


def strange_files(generation: Generation) -> list[str]:
    """The files that the manifest does not name, by their path in the generation."""
    there = {str(p.relative_to(generation.path)) for p in generation.path.rglob("*") if p.is_file()}
    return sorted(there - {MANIFEST, *generation.manifest.checksums})


def damaged_files(generation: Generation, trusting: bool = False) -> Iterator[tuple[str, str]]:
    """The files that are not as they were published, each with what is wrong with it.

    `trusting` reads no file whose size and time are still those of its publication: a few calls instead of all
    bytes. It finds every file that was cut, written to or copied wrongly; what decays by itself it cannot see.
    """
    for name, checksum in sorted(generation.manifest.checksums.items()):
        file = generation.path / name
        if not file.is_file():
            yield name, f"{file} is missing"
            continue
        stamp = generation.manifest.stamps.get(name)
        if trusting and stamp is not None and tuple(stamp) == stamp_of(file):
            continue
        if digest_of(file) != checksum:
            yield name, f"{file} has changed since it was published"


def prove(generation: Generation, trusting: bool = False) -> Generation:
    """The same generation, if its files are as they were published. Raises BrokenArchive naming the first that is not.

    See `damaged_files` for `trusting`. Raises OSError for one that cannot be read.
    """
    for _, wrong in damaged_files(generation, trusting):
        raise BrokenArchive(f"{wrong}: {RESTORE}.")
    return generation


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


def digest_of(file: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with file.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
