"""Going back to a generation that was published before."""

from __future__ import annotations

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
    """The generation that is current now, the name of the one that was (empty where that was unknown), and the numbers
    between them of which no generation is there.
    """

    reached: Generation
    left: str
    gone: tuple[str, ...]


def roll_back(archive: Path, to: str = "") -> WayBack:
    """Make the last whole generation before the current one current, or the one named `to`, a later one too.

    The caller holds the write lock. Raises ArchiveError if there is none, and without a name for one that is left only
    because somebody read it when those after it went: that would be further back than anybody expects.
    """
    names = published(archive)
    try:
        name = current_name(archive)
    except BrokenArchive:
        name = ""
    if to:
        return _go(archive, _named(archive, to, names), name, names)
    earlier = [other for other in names if other < name or name not in names]
    for other in reversed(earlier):
        if generation := _whole(archive, other):
            _check_near(archive, generation, name, names)
            return _go(archive, generation, name, names)
    damaged = f"; {', '.join(earlier)} {'is' if len(earlier) == 1 else 'are'} damaged" if earlier else ""
    before = f" before {name}" if name else ""
    raise ArchiveError(f"{archive} has no generation{before} to go back to{damaged}.")


def _named(archive: Path, to: str, names: list[str]) -> Generation:
    if to.zfill(6) not in names:
        raise ArchiveError(f"{archive} has no generation {to}: there is {', '.join(names)}.")
    return prove(generation_of(archive, to.zfill(6)))


def _whole(archive: Path, name: str) -> Generation | None:
    with suppress(ArchiveError):
        return prove(generation_of(archive, name))
    return None


def _check_near(archive: Path, generation: Generation, name: str, names: list[str]) -> None:
    """One given up by going back leaves a number out, too, but what came before it is among the last that are kept."""
    made = generation.manifest
    if _gone(generation.name, name, names) and generation.name not in names[-made.keep :]:
        raise ArchiveError(
            f"Generations between {name} and {generation.name} are gone, for {made.keep} are kept. {generation.name}, "
            f"of {made.created} with {counted(made.documents, 'document')}, was being read when it should have gone: "
            f"if you want that one, say pressmark rollback --to {generation.name} --archive {archive}"
        )


def _go(archive: Path, generation: Generation, left: str, names: list[str]) -> WayBack:
    name_current(archive, generation.name)
    return WayBack(generation, left, _gone(generation.name, left, names))


def _gone(reached: str, left: str, names: list[str]) -> tuple[str, ...]:
    between = range(int(reached) + 1, int(left)) if left else ()
    return tuple(name for number in between if (name := f"{number:06d}") not in names)
