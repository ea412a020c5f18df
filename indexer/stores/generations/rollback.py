"""Going back to a generation that came before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from indexer.errors import ArchiveError, BrokenArchive
from indexer.stores.generations.folder import Generation, current_name, generation_of, published
from indexer.stores.generations.publishing import name_current
from indexer.stores.generations.sealed import prove
from indexer.text.counting import counted


@dataclass(frozen=True, slots=True)
class WayBack:
    """The generation that is current now, the name of the one that was (empty where that was unknown), and those that
    were passed because they are damaged.
    """

    reached: Generation
    left: str
    damaged: tuple[str, ...] = ()


def roll_back(archive: Path, to: str | None = None) -> WayBack:
    """Make the generation that the current one was made from current again, or the one named `to`, a later one too.

    What is damaged is passed for what it was made from. The caller holds the write lock. Raises ArchiveError if there
    is none, and if it is gone: what is further back than that is gone to by name alone.
    """
    names = published(archive)
    try:
        name = current_name(archive)
    except BrokenArchive:
        name = ""
    if to is not None:
        return _go(archive, _named(archive, to, name, names), name)
    damaged: list[str] = []
    for other in _line(archive, name if name in names else "", names):
        if other not in names:
            raise _gone(archive, other, name, names)
        if generation := _whole(archive, other):
            return _go(archive, generation, name, damaged)
        damaged.append(other)
    told = f"; {', '.join(sorted(damaged))} {'is' if len(damaged) == 1 else 'are'} damaged" if damaged else ""
    before = f" before {name}" if name else ""
    raise ArchiveError(f"{archive} has no generation{before} to go back to{told}.")


def _line(archive: Path, name: str, names: Sequence[str]) -> Iterator[str]:
    """What each was made from in turn, beginning at one; where that is not known, the last with a lower number.

    Of one that was given up by going back nothing later is made, though a reader may keep it there.
    """
    while name := _made_from(archive, name) or max((other for other in names if other < name or not name), default=""):
        yield name


def _made_from(archive: Path, name: str) -> str:
    """Its manifest's `base`, which in an archive that was imported may be another's."""
    with suppress(ArchiveError, OSError):
        base = generation_of(archive, name).manifest.base if name else ""
        return base if base < name else ""
    return ""


def _named(archive: Path, to: str, name: str, names: Sequence[str]) -> Generation:
    wanted = to.zfill(6)
    if not to or wanted not in names:
        raise ArchiveError(f"{archive} has no generation {to!r}: there is {', '.join(names)}.")
    if wanted == name:
        raise ArchiveError(f"{archive} is at generation {name}.")
    return prove(generation_of(archive, wanted))


def _gone(archive: Path, base: str, name: str, names: Sequence[str]) -> ArchiveError:
    earlier = [other for other in names if other < base]
    if not earlier or not (generation := _whole(archive, earlier[-1])):
        return ArchiveError(f"{archive} has no generation before {name} to go back to.")
    made = generation.manifest
    return ArchiveError(
        f"{base}, before {name}, is no longer kept. There is {generation.name}, of {made.created} with "
        f"{counted(made.documents, 'document')}: if you want that one, say "
        f"pressmark rollback --to {generation.name} --archive {archive}"
    )


def _whole(archive: Path, name: str) -> Generation | None:
    with suppress(ArchiveError):
        return prove(generation_of(archive, name))
    return None


def _go(archive: Path, generation: Generation, left: str, damaged: Sequence[str] = ()) -> WayBack:
    name_current(archive, generation.name)
    return WayBack(generation, left, tuple(damaged))
