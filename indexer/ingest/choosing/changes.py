"""What a run has to do: the files of its sources held against those that the archive knows."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from indexer.errors import SourceError
from indexer.ingest.choosing.sources import (
    IGNORE_FILE,
    Root,
    SourceFile,
    find_files,
    find_roots,
    lasting_path,
    may_be_there,
)
from indexer.ingest.limits import Limits
from indexer.settings import FILE_NAME
from indexer.stores.catalog.reader import FileState
from indexer.text.counting import counted

READING_RULE = 25
"""Counts up whenever something else is made of the same file (text, dates, names), or one that had no reader gets one:
all are then read again.
"""


@dataclass(frozen=True, slots=True)
class Changes:
    """The files to read (new, or not as they were last read), those that are as they were, and those gone.

    Of the files to read, `reshaped` are as they were themselves, and would be read otherwise now. `unmatched` are
    patterns of `[[source]]` tables that fit no file of their folder, each with the folder. `absent` are folders
    inside the sources that were sources themselves, and are not there.
    """

    roots: tuple[Root, ...]
    read: tuple[SourceFile, ...]
    same: tuple[FileState, ...]
    gone: tuple[str, ...]
    reshaped: tuple[str, ...] = ()
    unmatched: tuple[tuple[str, Path], ...] = ()
    absent: tuple[Path, ...] = ()

    def __bool__(self) -> bool:
        """Whether a file is to be read, or is gone."""
        return bool(self.read or self.gone)


def find_changes(
    paths: Sequence[Path], roots: Mapping[str, Path], known: Mapping[str, FileState], limits: Limits,
    without: Sequence[Path] = (), may_be_empty: bool = False,
) -> Changes:  # fmt: skip
    """Compare by size and time, then by SHA-256. Files and folders in `without` are no part of their source.

    Raises SourceError for a source that cannot be what it was, and for a path without a file unless it `may_be_empty`.
    """
    asked = () if may_be_empty else [path.resolve() for path in paths]
    read: list[SourceFile] = []
    same: list[FileState] = []
    gone: list[str] = []
    reshaped: list[str] = []
    unmatched: list[tuple[str, Path]] = []
    found = find_roots(paths, roots)
    for root in found:
        seen: dict[str, SourceFile] = {}
        for file in find_files(replace(root, without=(*root.without, *without))):
            seen[file.path] = file
            state = known.get(file.path)
            if state is None or not _same(file, state):
                read.append(file)
            elif state.shape not in (shape_of(file, None), shape_of(file, limits)):
                read.append(file)
                reshaped.append(file.path)
            else:
                same.append(state)
        lost = _lost(root, seen, known)
        _check_still_there(root, roots.get(root.name), seen.keys() & known.keys(), seen, lost)
        if root.reading in asked and not (seen or lost or root.without):
            raise SourceError(
                f"There are no files to read in {root.reading}: check the path (hidden files, and what a {IGNORE_FILE} "
                "names, are passed over)."
            )
        gone += lost
        unmatched += _unmatched(root, seen)
    inside = _absent_inside(found, roots)
    gone += [name for name in inside if name in known]  # the source was a file
    absent = [place for name, place in inside.items() if any(path.startswith(f"{name}/") for path in known)]
    return Changes(
        tuple(found), tuple(read), tuple(same), tuple(gone), tuple(reshaped), tuple(unmatched), tuple(absent)
    )


def notes_of(changes: Changes, known: Collection[str]) -> list[str]:
    """What is worth saying of the sources: rules that fit nothing or changed, and known sources inside a new one."""
    notes = [
        f"{folder / FILE_NAME}: no file matches path = {pattern!r} of a [[source]] table: check the pattern."
        for pattern, folder in changes.unmatched
    ]
    if changes.reshaped:
        notes.append(
            f"Pressmark or its settings read {counted(len(changes.reshaped), 'file')} differently from before: "
            f"{'it is' if len(changes.reshaped) == 1 else 'they are'} read again."
        )
    notes += [
        f"There is nothing at {folder}, a source of its own: its documents stay as they are. If it is really gone, "
        "take them out with pressmark remove."
        for folder in changes.absent
    ]
    for root in changes.roots:
        if root.without and root.name not in known:
            notes += [
                f"{inner} is a source of the archive already: what is in it keeps its ids." for inner in root.without
            ]
    return notes


def shape_of(file: SourceFile, limits: Limits | None) -> str:
    """Stands for what is made of a file: by this Pressmark, its folder's rules, and the limits where they left it out,
    or a part of it.
    """
    rules = file.rules.shape(file.inside)
    return f"{READING_RULE} {rules} {limits or ''}".rstrip()


def sha256_of(file: SourceFile) -> str:
    """SHA-256 of a file's bytes, in hexadecimal; nothing for one that is gone or shut by now."""
    try:
        with file.file.open("rb") as handle:
            return hashlib.file_digest(handle, "sha256").hexdigest()
    except OSError:
        return ""


def _unmatched(root: Root, seen: Mapping[str, SourceFile]) -> list[tuple[str, Path]]:
    """The patterns that fit no file; of a part of a folder nothing can be said."""
    rules = next((file.rules.rules for file in seen.values() if root.part is None), ())
    paths = [file.inside for file in seen.values()]
    return [(rule.path, root.path) for rule in rules if not any(map(rule.fits, paths))]


def _same(file: SourceFile, state: FileState) -> bool:
    if (file.size, file.mtime_ns) == (state.size, state.mtime_ns):
        return True
    return bool(state.sha256) and file.size == state.size and sha256_of(file) == state.sha256


def _lost(root: Root, seen: Mapping[str, SourceFile], known: Mapping[str, FileState]) -> list[str]:
    """Known files of the source that are not there; what lies in a folder that cannot be opened may well be."""
    part = root.reading.relative_to(root.path).as_posix()
    place = root.name if part == "." else lasting_path(f"{root.name}/{part}")
    closed = tuple(f"{file.path}/" for file in seen.values() if file.code == "no-access")
    return [
        path for path in known
        if path not in seen and (path == place or path.startswith(f"{place}/")) and not path.startswith(closed)
    ]  # fmt: skip


def _absent_inside(found: Sequence[Root], roots: Mapping[str, Path]) -> dict[str, Path]:
    """The known sources inside those that are read, at whose place is nothing."""
    moved = {root.name for root in found}
    return {
        name: place for name, place in roots.items()
        if name not in moved and not may_be_there(place) and any(place.is_relative_to(root.reading) for root in found)
    }  # fmt: skip


def _check_still_there(
    root: Root, before: Path | None, known: Collection[str], seen: Collection[str], lost: Sequence[str]
) -> None:
    """A disk that is not mounted leaves an empty folder, and another folder may have the same name."""
    if lost and not known and root.part is None and (not seen or before != root.path):
        raise SourceError(
            f"None of the {len(lost)} files read from {root.name!r} before is at {root.path}: is its disk mounted, and "
            "is it the same folder? If they are really gone, take their documents out with pressmark remove."
        )
