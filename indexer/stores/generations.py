"""An archive's folder: generations that never change once published, and the one name that says which is current.

    ARCHIVE/CURRENT                the name of the published generation, replaced by rename
    ARCHIVE/generations/000007/    immutable once published
    ARCHIVE/generations/.000008/   a draft: being built by the one writer, or left by a killed one
    ARCHIVE/embeddings.sqlite      outlives generations
    ARCHIVE/write.lock             held with flock, so a dead process never holds it

A crash at any moment leaves CURRENT naming a whole generation: files are synced before the folder is renamed to
its final name, and that before CURRENT is replaced.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from indexer.errors import ArchiveBusy, ArchiveError, BrokenArchive, NewerFormat, NoArchive

FORMAT = 1
KEEP = 2
"""How many published generations stay: the current one, and the one that a reader may still hold."""

_RESTORE = "go back with pressmark rollback, restore the archive from a copy, or index again into a new folder"

MANIFEST = "manifest.json"
CATALOG = "catalog.sqlite"
KEYWORD = "keyword"
VECTORS = "vectors.faiss"
GRAMS = "grams.npz"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a generation says of itself. `created` is ISO 8601 in UTC; `checksums` are SHA-256 by file."""

    format: int
    model: str
    fingerprint: str
    dimension: int
    languages: Sequence[str]
    passage_words: int
    documents: int
    passages: int
    created: str
    checksums: Mapping[str, str] = field(default_factory=dict)
    seal: str = ""
    """SHA-256 of all the rest, so that a manifest that has changed is known."""


@dataclass(frozen=True, slots=True)
class Generation:
    """A published generation: its folder and its manifest."""

    path: Path
    manifest: Manifest

    @property
    def name(self) -> str:
        """Six digits, counting up."""
        return self.path.name


def current(archive: Path) -> Generation:
    """The published generation. Raises NoArchive, BrokenArchive or NewerFormat."""
    path = archive / "generations" / current_name(archive)
    return Generation(path, read_manifest(path / MANIFEST))


def current_name(archive: Path) -> str:
    """The name in CURRENT: cheap, so that a server can ask before each request."""
    try:
        name = (archive / "CURRENT").read_text(encoding="ascii").strip()
    except FileNotFoundError:
        if (archive / "generations").is_dir() and published(archive):
            raise BrokenArchive(
                f"{archive}/CURRENT is missing, so the published generation is unknown: write the name of one of "
                f"{', '.join(published(archive))} into it."
            ) from None
        raise NoArchive(
            f"There is no archive at {archive}. Make one with: pressmark index FOLDER --archive {archive}"
        ) from None
    except NotADirectoryError:
        raise NoArchive(f"{archive} is a file, not the folder of an archive: name that with --archive.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise BrokenArchive(f"{archive}/CURRENT cannot be read: {error}.") from error
    if not name.isdigit():
        raise BrokenArchive(f"{archive}/CURRENT says {name[:40]!r}, which names no generation.")
    return name


def published(archive: Path) -> list[str]:
    """The names of all published generations, oldest first."""
    folder = archive / "generations"
    return sorted(p.name for p in folder.iterdir() if p.name.isdigit()) if folder.is_dir() else []


@contextmanager
def write_lock(archive: Path) -> Iterator[None]:
    """Hold the archive's one writing place. Raises ArchiveBusy at once if another process has it."""
    try:
        archive.mkdir(parents=True, exist_ok=True)
        handle = (archive / "write.lock").open("a+", encoding="ascii")
    except OSError as error:
        raise ArchiveError(f"Cannot write to {archive}: {error.strerror}. Choose another --archive.") from error
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            handle.seek(0)
            holder = handle.read().strip() or "unknown"
            raise ArchiveBusy(
                f"{archive} is being written by another process (pid {holder}): wait for it to end, then try again."
            ) from None
        handle.truncate(0)
        handle.write(str(os.getpid()))
        handle.flush()
        yield


@contextmanager
def draft_of(archive: Path) -> Iterator[tuple[Path, Generation | None]]:
    """A draft folder that starts as a copy of the current generation, and that generation if there is one.

    The caller holds the write lock. What a killed run left is cleared first; what was not published is
    cleared at the end. Keyword segments are hard-linked: Whoosh never changes a segment file in place.
    """
    folder = archive / "generations"
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob(".[0-9]*"):
        shutil.rmtree(left)
    names = published(archive)
    if len(names) == 1 and not (archive / "CURRENT").exists():  # a first run was killed before its last step
        _name_current(archive, names[0])
    base = current(archive) if names or (archive / "CURRENT").exists() else None
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


def publish(archive: Path, draft: Path, manifest: Manifest) -> Generation:
    """Seal the draft and adopt it."""
    files = sorted(p for p in draft.rglob("*") if p.is_file())
    checksums = {str(p.relative_to(draft)): _sync_and_hash(p) for p in files}
    table = {**asdict(manifest), "checksums": checksums}
    _write(draft / MANIFEST, json.dumps({**table, "seal": _seal(table)}, indent=1, sort_keys=True))
    return adopt(archive, draft)


def adopt(archive: Path, draft: Path) -> Generation:
    """Give a sealed draft its name, make it current, and remove generations beyond the last `KEEP`."""
    for folder in (draft / KEYWORD, draft):
        _sync(folder)
    final = draft.with_name(draft.name.removeprefix("."))
    draft.rename(final)
    _sync(final.parent)
    _name_current(archive, final.name)
    for old in published(archive)[:-KEEP]:
        shutil.rmtree(archive / "generations" / old, ignore_errors=True)
    return Generation(final, read_manifest(final / MANIFEST))


def _name_current(archive: Path, name: str) -> None:
    _write(archive / "CURRENT.new", name + "\n")
    (archive / "CURRENT.new").replace(archive / "CURRENT")
    _sync(archive)


def roll_back(archive: Path) -> str:
    """Make the generation before the current one current. Returns its name. The caller holds the write lock.

    Raises ArchiveError if there is none.
    """
    try:
        name = current_name(archive)
    except BrokenArchive:
        name = "999999"
    earlier = [other for other in published(archive) if other < name]
    if not earlier:
        raise ArchiveError(f"{archive} has no generation before {name} to go back to.")
    _name_current(archive, earlier[-1])
    return earlier[-1]


def size_of(folder: Path) -> int:
    """Bytes of all files below `folder`."""
    return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())


def read_manifest(file: Path) -> Manifest:
    """A manifest whose seal holds. Raises BrokenArchive or NewerFormat."""
    try:
        table: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        version = int(table["format"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BrokenArchive(
            f"{file} cannot be read ({error}): index again into a new folder, or restore the archive from a copy."
        ) from error
    if version > FORMAT:
        raise NewerFormat(
            f"The archive has format {version}, this Pressmark reads up to {FORMAT}: upgrade with "
            "pip install -U pressmark."
        )
    try:
        manifest = Manifest(**table)
    except TypeError as error:
        raise BrokenArchive(f"{file} is not a manifest: {error}.") from error
    if manifest.seal != _seal(table):
        raise BrokenArchive(f"{file} has changed since it was written: {_RESTORE}.")
    return manifest


def _seal(table: Mapping[str, Any]) -> str:
    rest = {name: value for name, value in table.items() if name != "seal"}
    return hashlib.sha256(json.dumps(rest, sort_keys=True).encode()).hexdigest()


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


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
