"""Whether the files of a generation are as they were published."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from indexer.errors import BrokenArchive
from indexer.stores.generations.folder import MANIFEST, Generation, stamp_of
from indexer.stores.generations.manifest import RESTORE


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


def digest_of(file: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with file.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
