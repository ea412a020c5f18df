"""One file that holds an archive's current generation: a plain .tar.gz, the manifest first.

gzip, because in twenty years it will open with whatever there is. The embeddings cache stays out: the vectors are in
the generation, and a cache fills itself.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import secrets
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import IO

from indexer.errors import ArchiveError, BrokenArchive
from indexer.machine.folders import sync
from indexer.stores.generations.faults import telling_faults
from indexer.stores.generations.folder import CATALOG, CURRENT, KEYWORD, MANIFEST, VECTORS, Generation, published
from indexer.stores.generations.holding import held
from indexer.stores.generations.lock import write_lock
from indexer.stores.generations.manifest import Manifest, read_manifest
from indexer.stores.generations.publishing import adopt, draft_of
from indexer.stores.generations.sealed import digest_of

_LEVEL = 1
"""The fastest: vectors hardly shrink at any level."""
_BLOCK = 1 << 20
_MANIFEST_BYTES = 16 << 20
_NO_SYNC = (errno.EACCES, errno.EINVAL)
"""Of a folder that may be written to but not read, and of a file system that syncs none."""


def write_backup(archive: Path, file: Path) -> Generation:
    """Write the current generation into `file`, which is whole or not there. Raises ArchiveError, and OSError."""
    with (
        held(archive) as generation, whole_file(file) as handle,
        tarfile.open(file.name, "w:gz", fileobj=handle, compresslevel=_LEVEL) as tar,
    ):  # fmt: skip
        for name in (MANIFEST, *sorted(generation.manifest.checksums)):
            _check_whole(generation, name)
            tar.add(generation.path / name, name, recursive=False, filter=_anonymous)
    return generation


@contextmanager
def whole_file(file: Path) -> Iterator[IO[bytes]]:
    """A new file to write to, which has its name when it is whole. Raises ArchiveError if it cannot be made.

    What killed processes have left of theirs beside it goes first: backups are large.
    """
    _check_free(file)
    part = file.with_name(f".pressmark-{secrets.token_hex(8)}.part")  # its own: another may write to this name now
    try:
        _clear_parts(file.parent)
        handle = _locked(part)
    except OSError as error:
        raise ArchiveError(
            f"{file} cannot be written ({error.strerror}): choose a folder that is there and open to you."
        ) from error
    try:
        with handle:
            yield handle
            handle.flush()
            os.fsync(handle.fileno())
            _name(part, file)
        _sync_names(file.parent)
    finally:
        part.unlink(missing_ok=True)


def _locked(part: Path) -> IO[bytes]:
    """A new file that is seen under its name only when it is locked: until then others would take it for left."""
    new = part.with_suffix(".new")
    handle = new.open("xb")
    with suppress(OSError):  # a file system without locks: nobody clears anything there
        fcntl.flock(handle, fcntl.LOCK_EX)
    new.rename(part)
    return handle


def _clear_parts(folder: Path) -> None:
    for left in folder.glob(".pressmark-*.part"):
        with suppress(OSError), left.open("rb") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            left.unlink()


def _name(part: Path, file: Path) -> None:
    """Give what is whole its name, which another may have taken meanwhile. Raises ArchiveError."""
    try:
        os.link(part, file)
    except FileExistsError as error:
        raise _taken(file) from error
    except OSError:  # a file system without hard links
        _check_free(file)
        part.rename(file)


def _sync_names(folder: Path) -> None:
    try:
        sync(folder)
    except OSError as error:
        if error.errno not in _NO_SYNC:
            raise


def _check_free(file: Path) -> None:
    if os.path.lexists(file):
        raise _taken(file)


def _taken(file: Path) -> ArchiveError:
    return ArchiveError(f"{file} already exists: choose another name or remove it.")


def read_backup(file: Path, archive: Path) -> Generation:
    """Make a new archive from a backup. Everything is held against the manifest before it is published.

    Raises ArchiveError for a folder that holds an archive already, and for a file that is no whole backup.
    """
    if published(archive) or (archive / CURRENT).exists():
        raise ArchiveError(f"{archive} holds an archive already: import into a new folder with --archive.")
    if not file.is_file():
        wrong = f"{file} is not a file" if file.exists() else f"There is no file {file}"
        raise ArchiveError(f"{wrong}: name one that `pressmark export` wrote.")
    with telling_faults(archive), write_lock(archive), draft_of(archive) as (draft, _), _opened(file) as tar:
        _unpack(tar, file, draft)
        return adopt(archive, draft)


def _unpack(tar: tarfile.TarFile, file: Path, draft: Path) -> None:
    members = iter(tar)
    first = next(members, None)
    if first is None or first.name != MANIFEST or not first.isreg() or first.size > _MANIFEST_BYTES:
        raise BrokenArchive(f"{file} does not begin with a manifest: it is not a backup of an archive.")
    _write(tar, first, draft)
    manifest = read_manifest(draft / MANIFEST)
    wanted = _wanted(file, manifest)
    for member in members:
        if not member.isreg() or member.name not in wanted:
            raise BrokenArchive(
                f"{file} holds {member.name!r}, which its manifest does not name: nothing was imported."
            )
        if _write(tar, member, draft) != wanted.pop(member.name):
            raise BrokenArchive(f"{member.name} in {file} is not what was saved: take another copy of the backup.")
    if wanted:
        raise BrokenArchive(f"{file} lacks {', '.join(sorted(wanted))}: take another copy of the backup.")
    for name, (_, changed) in manifest.stamps.items():
        os.utime(draft / name, ns=(changed, changed))


def _wanted(file: Path, manifest: Manifest) -> dict[str, str]:
    """The checksums by name. A name is that of a file in the generation or in its keyword folder, and no other."""
    for name in (*manifest.checksums, *manifest.stamps):
        path = PurePosixPath(name)
        inside = path.parts[1:] if path.parts[:1] == (KEYWORD,) else path.parts
        if len(inside) != 1 or inside[0] in ("..", MANIFEST) or str(path) != name or path.is_absolute():
            raise BrokenArchive(f"The manifest in {file} names {name!r}, which is not a place in an archive.")
    if not {CATALOG, VECTORS} <= manifest.checksums.keys():
        raise BrokenArchive(
            f"The manifest in {file} names no {CATALOG} or no {VECTORS}: it is not a backup of an archive."
        )
    return dict(manifest.checksums)


def _write(tar: tarfile.TarFile, member: tarfile.TarInfo, draft: Path) -> str:
    """Write a member whose name was checked. Returns its SHA-256."""
    source: IO[bytes] | None = tar.extractfile(member)
    digest = hashlib.sha256()
    with (draft / member.name).open("xb") as target:
        while source and (block := source.read(_BLOCK)):
            digest.update(block)
            target.write(block)
        target.flush()
        os.fsync(target.fileno())
    return digest.hexdigest()


@contextmanager
def _opened(file: Path) -> Iterator[tarfile.TarFile]:
    """The tar, read as a stream; whatever is wrong with its packing is one sentence."""
    try:
        with tarfile.open(file, "r|gz") as tar:
            yield tar
    except (tarfile.TarError, zlib.error, EOFError) as error:
        if "not a gzip file" in str(error):
            raise BrokenArchive(
                f"{file} is not a backup that pressmark export made: name one, or read documents with pressmark index."
            ) from error
        raise BrokenArchive(f"{file} is not a whole backup ({error}): take another copy of it.") from error


def _check_whole(generation: Generation, name: str) -> None:
    digest = digest_of(generation.path / name)
    if digest != generation.manifest.checksums.get(name, digest):
        raise BrokenArchive(f"{generation.path / name} has changed since it was published: see pressmark check.")


def _anonymous(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """A member that says nothing of who saved it."""
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mode = 0o644
    return member
