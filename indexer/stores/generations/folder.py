"""An archive's folder: generations that never change once published, and the one name that says which is current.

ARCHIVE/CURRENT                the name of the published generation, replaced by rename
ARCHIVE/generations/000007/    immutable once published
ARCHIVE/generations/.000008/   a draft, or one that is being removed: the one writer's, or left by a killed one
ARCHIVE/embeddings.sqlite      outlives generations
ARCHIVE/write.lock             held with flock, so a dead process never holds it
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from indexer.errors import ArchiveError, BrokenArchive, NoArchive
from indexer.stores.generations.manifest import MAY_READ, RESTORE_COPY, Manifest, read_manifest

CURRENT = "CURRENT"
GENERATIONS = "generations"
LOCK = "write.lock"
EMBEDDINGS = "embeddings.sqlite"

MANIFEST = "manifest.json"
CATALOG = "catalog.sqlite"
KEYWORD = "keyword"
VECTORS = "vectors.faiss"
NEAREST = "nearest.faiss"
GRAMS = "grams.npz"

_NONE_LEFT = f", and no other generation is left: {RESTORE_COPY}"


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
    """The published generation. Raises what `current_name` and `generation_of` do."""
    path = archive / GENERATIONS / current_name(archive)
    if not path.is_dir():
        mend = ": take the last one with pressmark rollback" if published(archive) else _NONE_LEFT
        raise BrokenArchive(f"CURRENT names {path}, which is not there{mend}.")
    return generation_of(archive, path.name)


def generation_of(archive: Path, name: str) -> Generation:
    """A published generation by name. Raises what `read_manifest` does."""
    path = archive / GENERATIONS / name
    return Generation(path, read_manifest(path / MANIFEST))


def current_name(archive: Path) -> str:
    """The name in CURRENT: cheap, so that a server can ask before each request.

    Raises NoArchive, BrokenArchive, or ArchiveError for what is no folder, or may not be read.
    """
    try:
        name = (archive / CURRENT).read_text(encoding="ascii").strip()
    except FileNotFoundError:
        if (archive / GENERATIONS).is_dir() and published(archive):
            raise BrokenArchive(
                f"{archive}/CURRENT is missing, so the published generation is unknown: write the name of one of "
                f"{', '.join(published(archive))} into it."
            ) from None
        raise NoArchive(
            f"There is no archive at {archive}. Make one with: pressmark index FOLDER --archive {archive}"
        ) from None
    except NotADirectoryError:
        raise ArchiveError(f"{archive} is a file, not the folder of an archive: name that with --archive.") from None
    except PermissionError as error:  # nothing is broken for all that is known
        raise ArchiveError(f"{archive}/CURRENT cannot be read: {error.strerror}. {MAY_READ}.") from error
    except OSError as error:
        raise BrokenArchive(f"{archive}/CURRENT cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise BrokenArchive(f"{archive}/CURRENT cannot be read: {error}.") from error
    if not name.isdigit():
        raise BrokenArchive(
            f"{archive}/CURRENT says {name[:40]!r}, which names no generation: take the last with pressmark rollback."
        )
    return name


def published(archive: Path) -> list[str]:
    """The names of all published generations, oldest first."""
    folder = archive / GENERATIONS
    return sorted(p.name for p in folder.iterdir() if p.name.isdigit()) if folder.is_dir() else []


def check_there(archive: Path) -> None:
    """Raises ArchiveError where no generation is: NoArchive where none was. What is damaged otherwise is there."""
    if not published(archive):
        current(archive)


def size_of(folder: Path) -> int:
    """Bytes of all files below `folder`."""
    return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())


def stamp_of(file: Path) -> tuple[int, int]:
    """A file's size in bytes and its time of change in nanoseconds."""
    status = file.stat()
    return status.st_size, status.st_mtime_ns
