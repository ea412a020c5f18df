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
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from indexer.errors import ArchiveBusy, ArchiveError, BrokenArchive, NoArchive
from indexer.stores.manifest import Manifest, read_manifest, sealed

KEEP = 2
"""How many published generations stay if nothing else is said: the current one, and the one before it."""

MANIFEST = "manifest.json"
CATALOG = "catalog.sqlite"
KEYWORD = "keyword"
VECTORS = "vectors.faiss"
NEAREST = "nearest.faiss"
GRAMS = "grams.npz"

_AT_ONCE = 4
"""Files that are synced and hashed at a time."""


@dataclass(frozen=True, slots=True)
class Generation:
    """A published generation: its folder and its manifest."""

    path: Path
    manifest: Manifest

    @property
    def name(self) -> str:
        """Six digits, counting up."""
        return self.path.name

    @property
    def state(self) -> str:
        """Its name with a mark of what is in it: another archive's generation may have the name, and so may this one's
        after a backup is restored; a copy has the same state.
        """
        content = json.dumps(self.manifest.checksums, sort_keys=True)
        return f"{self.name}-{hashlib.sha256(content.encode()).hexdigest()[:16]}"


def current(archive: Path) -> Generation:
    """The published generation. Raises NoArchive, BrokenArchive or NewerFormat."""
    path = archive / "generations" / current_name(archive)
    if not path.is_dir():
        raise BrokenArchive(f"CURRENT names {path}, which is not there: take the last one with pressmark rollback.")
    return generation_of(archive, path.name)


def generation_of(archive: Path, name: str) -> Generation:
    """A published generation by name. Raises BrokenArchive or NewerFormat."""
    path = archive / "generations" / name
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
        raise BrokenArchive(
            f"{archive}/CURRENT says {name[:40]!r}, which names no generation: take the last with pressmark rollback."
        )
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
        name_current(archive, names[0])
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
    _write(draft / MANIFEST, sealed({**asdict(manifest), "checksums": checksums, "stamps": stamps}))
    return adopt(archive, draft, base, keep)


def adopt(archive: Path, draft: Path, base: Generation | None = None, keep: int = KEEP) -> Generation:
    """Give a sealed draft its name, make it current, and remove generations beyond the last `keep` that nobody reads.

    What it was made from is the one before it, even where a later one was given up by going back.
    """
    for folder in (draft / KEYWORD, draft):
        _sync(folder)
    final = draft.with_name(draft.name.removeprefix("."))
    draft.rename(final)
    _sync(final.parent)
    name_current(archive, final.name)
    kept = [name for name in published(archive) if base is None or name <= base.name or name == final.name][-keep:]
    for old in set(published(archive)) - set(kept):
        _remove_unheld(archive / "generations" / old)
    return Generation(final, read_manifest(final / MANIFEST))


def _remove_unheld(folder: Path) -> None:
    """Remove a generation, unless a reader holds it with a lock on its manifest: then a later run will."""
    try:
        descriptor = os.open(folder / MANIFEST, os.O_RDONLY)
    except OSError:  # it is broken anyway
        shutil.rmtree(folder, ignore_errors=True)
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(folder, ignore_errors=True)
    except OSError:
        return
    finally:
        os.close(descriptor)


def name_current(archive: Path, name: str) -> None:
    """Write CURRENT, in one step. The caller holds the write lock."""
    _write(archive / "CURRENT.new", name + "\n")
    (archive / "CURRENT.new").replace(archive / "CURRENT")
    _sync(archive)


def size_of(folder: Path) -> int:
    """Bytes of all files below `folder`."""
    return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())


def stamp_of(file: Path) -> tuple[int, int]:
    """A file's size in bytes and its time of change in nanoseconds."""
    status = file.stat()
    return status.st_size, status.st_mtime_ns


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


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
