"""Which files to read, and what each is called for good.

A source is what was named on the command line: a folder or a file. Its files are called
`<name of the folder>/<path in it>`; that is the same on every machine, and document ids are made from it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from indexer.errors import SettingsError, SourceError
from indexer.ingest.choosing.patterns import Patterns, check_patterns, compiled
from indexer.ingest.choosing.rules import FolderRules, read_rules
from indexer.ingest.choosing.savedpages import holds_parts
from indexer.settings import FILE_NAME
from indexer.stores.generations.folder import GENERATIONS, LOCK

IGNORE_FILE = ".pressmarkignore"
_LOCK = "~$"
"""How Word's lock files begin, which stand beside every open document; LibreOffice's are hidden."""
_LITTER = ("thumbs.db", "desktop.ini")
"""What Windows leaves in folders; what others leave is hidden."""
_BACKUPS = (".bak", "~", ".orig", ".swp", ".tmp")
_MAILDIR = re.compile(r"/(?:cur|new)/([^/:]+)(?::2,[A-Za-z]*)?$")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read. `path` is its lasting name, `file` where it stands now; size in bytes.

    What must not be opened (a link that leads out, a pipe) comes with a `code` and a `reason` why.
    """

    path: str
    file: Path
    size: int
    mtime_ns: int
    rules: FolderRules
    code: str = ""
    reason: str = ""

    @property
    def inside(self) -> str:
        """Its path in the source's folder, which the folder's rules speak of; of a source that is a file its name."""
        return self.path.split("/", 1)[-1]


@dataclass(frozen=True, slots=True)
class Root:
    """A source: its name, where it stands, and what to read of it where that is not all.

    `without` are sources inside it that the archive knew before: they are read as themselves, by their own names.
    """

    name: str
    path: Path
    part: Path | None = None
    without: tuple[Path, ...] = ()

    @property
    def reading(self) -> Path:
        """The folder or file to read."""
        return self.part or self.path


def must_exist(path: Path) -> None:
    """Raises SourceError if nothing is there. What stands in a folder that cannot be opened may be."""
    if not may_be_there(path):
        raise SourceError(f"There is nothing at {path}: check the path.")


def may_be_there(path: Path) -> bool:
    """Whether something is at the path, for all that can be seen."""
    try:
        return path.exists()
    except PermissionError:
        return True


def find_roots(paths: Sequence[Path], known: Mapping[str, Path]) -> list[Root]:
    """The sources named. A path inside a source that the archive knows already belongs to that one, and a source
    that it knows inside a path keeps its name: no document is taken in twice, under two ids.

    Raises SourceError for a path that does not exist, and for two different sources of one name.
    """
    roots: list[Root] = []
    places = dict(known)
    for path in paths:
        full = path.resolve()
        if full in known.values() and not may_be_there(full):
            raise SourceError(
                f"There is nothing at {path}, which was read before: is its disk mounted? If it is really gone, take "
                "its documents out with pressmark remove."
            )
        must_exist(path)
        around = _innermost(full, places)
        if around is not None and places[around] != full:
            roots.append(Root(around, places[around], full, _inside(full, known)))
            continue
        name = around or lasting_path(full.name) or "root"
        taken = places.get(name)
        if taken is not None and taken != full and may_be_there(taken):
            raise SourceError(
                f"The archive already has a source called {name!r}, from {taken}: rename the folder {full}, "
                "because documents are known by its name."
            )
        places[name] = full
        roots.append(Root(name, full, None, _inside(full, known)))
    inner = [Root(n, place, None, _inside(place, known)) for n, place in known.items() if _is_left_out(place, roots)]
    return _without_inner(list(dict.fromkeys([*roots, *inner])))


def find_files(root: Root) -> Iterator[SourceFile]:
    """The files of a source in order of path, without hidden ones, archives, and what .pressmarkignore names.

    Links that lead out of the folder, things that are no plain files, backup copies, and folders that cannot be
    opened come with a refusal. Raises SourceError if the source itself cannot be opened or is an archive, and
    SettingsError for what its .pressmarkignore or pressmark.toml says.
    """
    try:
        single = root.path.is_file()
    except PermissionError as error:
        yield _closed(lasting_path(root.name), root.path, error, FolderRules())
        return
    if single:
        yield _source_file(root.name, root.path, FolderRules())
        return
    if _is_archive(root.path):
        raise SourceError(
            f"{root.path} is the folder of an archive: name the folder of the files, or another with --archive."
        )
    ignored, rules = _ignored(root.path), read_rules(root.path)
    closed: list[OSError] = []
    for file in _walked(root, closed):
        inside = file.relative_to(root.path).as_posix()
        if ignored.match_file(inside):
            continue
        code, reason = _refusal(file, root.path)
        if code:
            yield SourceFile(lasting_path(f"{root.name}/{inside}"), file, 0, 0, rules, code, reason)
        else:
            yield _source_file(f"{root.name}/{inside}", file, rules)
    for fault in closed:
        yield _closed_folder(root, Path(fault.filename), fault, rules)


def _walked(root: Root, closed: list[OSError]) -> Iterator[Path]:
    """What is to be read of a folder, links to folders too, in order; those that do not open are added to `closed`."""
    for folder, folders, names in os.walk(root.path, onerror=closed.append):
        links = [name for name in folders if os.path.islink(Path(folder) / name)]  # which raises nothing
        folders[:] = sorted(
            name for name in folders
            if not name.startswith(".") and name not in links and _is_walked(Path(folder) / name, root)
        )  # fmt: skip
        for name in sorted([*names, *links]):
            file = Path(folder) / name
            if name.startswith((".", _LOCK)) or name.lower() in _LITTER or name == FILE_NAME or file in root.without:
                continue
            if file.is_relative_to(root.reading):
                yield file


def _is_walked(folder: Path, root: Root) -> bool:
    """Whether a folder is to be read or leads to what is, and is neither a source of its own, an archive, nor parts of
    a saved page.
    """
    if folder in root.without or not (folder.is_relative_to(root.reading) or root.reading.is_relative_to(folder)):
        return False
    try:
        return not _is_archive(folder) and not holds_parts(folder)
    except PermissionError:  # it cannot be opened, which is told when it is tried
        return True


def _is_archive(folder: Path) -> bool:
    """Raises PermissionError where that cannot be seen."""
    return (folder / LOCK).is_file() and (folder / GENERATIONS).is_dir()


def _innermost(path: Path, places: Mapping[str, Path]) -> str | None:
    """The name of the smallest of the sources that hold a path, or are it."""
    holding = [name for name, place in places.items() if path.is_relative_to(place)]
    return max(holding, key=lambda name: len(places[name].parts), default=None)


def _inside(path: Path, known: Mapping[str, Path]) -> tuple[Path, ...]:
    return tuple(
        place for place in known.values() if place != path and place.is_relative_to(path) and may_be_there(place)
    )


def _is_left_out(place: Path, roots: Sequence[Root]) -> bool:
    return any(place in root.without for root in roots)


def _without_inner(roots: list[Root]) -> list[Root]:
    """The roots without those that another of them reads anyway."""
    return [root for root in roots if not any(_reads(other, root.reading) for other in roots)]


def _reads(root: Root, path: Path) -> bool:
    inside = path != root.reading and path.is_relative_to(root.reading)
    return inside and not any(path.is_relative_to(place) for place in root.without)


def _closed_folder(root: Root, folder: Path, error: OSError, rules: FolderRules) -> SourceFile:
    if folder in (root.path, root.reading):
        raise SourceError(f"{folder} cannot be read: {error.strerror}. Mend that; the archive is as it was.")
    path = lasting_path(f"{root.name}/{folder.relative_to(root.path).as_posix()}")
    return _closed(path, folder, error, rules)


def _closed(path: str, place: Path, error: OSError, rules: FolderRules) -> SourceFile:
    return SourceFile(path, place, 0, 0, rules, "no-access", f"the folder cannot be opened: {error.strerror}")


def _refusal(file: Path, root: Path) -> tuple[str, str]:
    """Why a file is not opened, as a code and a sentence; both empty if it may be."""
    try:
        target = file.resolve(strict=True)
    except PermissionError as error:
        return "no-access", f"cannot be opened: {error.strerror}"
    except (OSError, RuntimeError):  # RuntimeError: a loop, before Python 3.13
        return "link", "a link that leads nowhere or in a circle"
    if not target.is_relative_to(root):
        return "link", "a link that leads out of the source folder"
    if target.is_dir():
        return "link", "a link to a folder: its files are read where they stand"
    if not target.is_file():
        return "special", "a pipe, socket or device, not a file"
    if file.name.endswith(_BACKUPS):
        return "backup", "a backup copy"
    return "", ""


def _source_file(path: str, file: Path, rules: FolderRules) -> SourceFile:
    try:
        status = file.stat()
    except OSError as error:
        return SourceFile(lasting_path(path), file, 0, 0, rules, "no-access", f"cannot be opened: {error.strerror}")
    return SourceFile(lasting_path(path), file, status.st_size, status.st_mtime_ns, rules)


def lasting_path(path: str) -> str:
    """A path as text for good; of a Maildir's file without its flags, which change when a mail is read or answered."""
    clean = path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return _MAILDIR.sub(r"/cur/\1", clean)


def _ignored(folder: Path) -> Patterns:
    """What the folder's .pressmarkignore leaves out. Raises SettingsError."""
    file = folder / IGNORE_FILE
    if not file.is_file():
        return compiled()
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise SettingsError(f"{file} is not UTF-8: save it as UTF-8.") from error
    except OSError as error:
        raise SettingsError(f"{file} cannot be read: {error.strerror}. Mend that or move it away.") from error
    check_patterns(lines, file)
    return compiled(*lines)
