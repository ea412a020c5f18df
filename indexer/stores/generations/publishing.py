"""The next generation: drafted by the one writer, sealed, and made current in one step.

A crash at any moment leaves CURRENT naming a whole generation: files are synced before the folder is renamed to
its final name, and that before CURRENT is replaced.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from indexer.machine.folders import sync
from indexer.settings import KEEP
from indexer.stores.generations.folder import (
    CATALOG,
    CURRENT,
    GENERATIONS,
    KEYWORD,
    MANIFEST,
    Generation,
    current,
    published,
    stamp_of,
)
from indexer.stores.generations.manifest import Manifest, read_manifest, sealed

_AT_ONCE = 4
"""Files that are synced and hashed at a time."""


@contextmanager
def draft_of(archive: Path) -> Iterator[tuple[Path, Generation | None]]:
    """A draft folder that starts with the current generation's catalog and words, and that generation if there is one.

    The caller holds the write lock. What a killed run left is cleared first; what was not published is
    cleared at the end. Keyword segments are hard-linked: Whoosh never changes a segment file in place.
    """
    folder = archive / GENERATIONS
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob(".[0-9]*"):
        shutil.rmtree(left, ignore_errors=True)
    names = published(archive)
    if len(names) == 1 and not (archive / CURRENT).exists():  # a first run was killed before its last step
        name_current(archive, names[0])
    base = current(archive) if names or (archive / CURRENT).exists() else None
    draft = folder / f".{int(names[-1]) + 1 if names else 1:06d}"
    (draft / KEYWORD).mkdir(parents=True)
    try:
        if base:
            shutil.copy2(base.path / CATALOG, draft / CATALOG)
            for file in (base.path / KEYWORD).iterdir():
                _link(file, draft / KEYWORD / file.name)
        yield draft, base
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def publish(
    archive: Path, draft: Path, manifest: Manifest, base: Generation | None = None, keep: int = KEEP
) -> Generation:
    """Seal the draft and adopt it. A file that it shares with `base` keeps the checksum that it has there."""
    files = {str(p.relative_to(draft)): p for p in sorted(draft.rglob("*")) if p.is_file()}
    known = {name: _shared(base, name, file) for name, file in files.items()}
    fresh = [name for name in files if not known[name]]
    with ThreadPoolExecutor(_AT_ONCE) as pool:  # disks and hashing take their time side by side
        hashed = dict(zip(fresh, pool.map(_sync_and_hash, map(files.get, fresh)), strict=True))
    checksums = known | hashed
    stamps = {name: stamp_of(file) for name, file in files.items()}
    made = {**asdict(manifest), "base": base.name if base else "", "checksums": checksums, "stamps": stamps}
    _write(draft / MANIFEST, sealed(made))
    return adopt(archive, draft, base, keep)


def adopt(archive: Path, draft: Path, base: Generation | None = None, keep: int = KEEP) -> Generation:
    """Give a sealed draft its name, make it current, and remove generations beyond the last `keep` that nobody reads.

    What it was made from is the one before it, even where a later one was given up by going back.
    """
    for folder in (draft / KEYWORD, draft):
        sync(folder)
    final = draft.with_name(draft.name.removeprefix("."))
    draft.rename(final)
    sync(final.parent)
    name_current(archive, final.name)
    kept = [name for name in published(archive) if base is None or name <= base.name or name == final.name][-keep:]
    for old in set(published(archive)) - set(kept):
        _remove_unheld(archive / GENERATIONS / old)
    return Generation(final, read_manifest(final / MANIFEST))


def _remove_unheld(folder: Path) -> None:
    """Remove a generation, unless a reader holds it with a lock on its manifest: then a later run will."""
    try:
        descriptor = os.open(folder / MANIFEST, os.O_RDONLY)
    except OSError:  # it is broken anyway
        _remove(folder)
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        _remove(folder)
    except OSError:
        return
    finally:
        os.close(descriptor)


def _remove(folder: Path) -> None:
    """First its name: killed halfway, this leaves no generation with files missing, but what the next run clears."""
    folder = folder.rename(folder.with_name("." + folder.name))
    shutil.rmtree(folder, ignore_errors=True)


def name_current(archive: Path, name: str) -> None:
    """Write CURRENT, in one step. The caller holds the write lock."""
    _write(archive / f"{CURRENT}.new", name + "\n")
    (archive / f"{CURRENT}.new").replace(archive / CURRENT)
    sync(archive)


def _shared(base: Generation | None, name: str, file: Path) -> str:
    """The checksum of a file that is the base's own, hard-linked; else nothing."""
    known = base.manifest.checksums.get(name, "") if base else ""
    return known if base and known and file.samefile(base.path / name) else ""


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:  # a file system without hard links
        shutil.copy2(source, target)


def _sync_and_hash(file: Path) -> str:
    with file.open("rb") as handle:
        os.fsync(handle.fileno())
        return hashlib.file_digest(handle, "sha256").hexdigest()


def _write(file: Path, text: str) -> None:
    with file.open("w", encoding="utf-8") as handle:
        handle.write(text)
        handle.flush()
        os.fsync(handle.fileno())
