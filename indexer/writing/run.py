"""What a run of the indexer tells: how far it is, what became of each file, and what it all came to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeVar

Progress = Callable[[str, int, int | None], None]
"""Told of each step: what is being done, how much of it is done, how much there is in all, None where nobody knows."""

EVERY = 100
"""So many things of one kind are told of at once."""

T = TypeVar("T")

Status = Literal["read", "warned", "skipped", "unchanged"]


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one source file: the ids of its documents, or why it was skipped, and its readers' doubts."""

    path: str
    status: Status
    documents: tuple[str, ...] = ()
    code: str = ""
    reason: str = ""
    warnings: tuple[str, ...] = ()


Report = Callable[[FileReport], None]
"""Told of each source file when it is done with."""


@dataclass(frozen=True, slots=True)
class Skip:
    """A file that could not be read, with a short stable code and a sentence."""

    path: str
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Warned:
    """A doubt of a reader, in a sentence, about a document or a file at its path."""

    path: str
    warning: str


@dataclass(frozen=True, slots=True)
class Named:
    """A document, as a person knows it again and a command takes it."""

    id: str
    title: str
    path: str


@dataclass(slots=True)
class Summary:
    """What a run did. Counts of files, documents and passages are of this run, `total_…` of the archive after it."""

    generation: str = ""
    files_read: int = 0
    files_of_names: int = 0
    """Those among them that hold no document, but give names to whom others refer."""
    files_unchanged: int = 0
    """Files that could be read and were not read again; those that are skipped again are among `skipped` alone."""
    documents_added: int = 0
    documents_changed: int = 0
    documents_renamed: int = 0
    """Those in which somebody is named otherwise, since a list names them so, or no longer does."""
    documents_same: int = 0
    """Documents that were read again and are as they were."""
    documents_missing: int = 0
    documents_returned: int = 0
    documents_removed: int = 0
    documents_split: int = 0
    passages_split: int = 0
    """Documents that were cut into passages again without having changed, and the passages that came of it."""
    passages_encoded: int = 0
    passages_reused: int = 0
    made_archive: bool = False
    """Whether there was none before."""
    total_documents: int = 0
    total_passages: int = 0
    notes: list[str] = field(default_factory=list)
    """What is worth saying of the sources, and what is done again because the settings are others, in sentences."""
    missing: list[Named] = field(default_factory=list)
    """The documents that this run marked missing and left so."""
    removed: list[Named] = field(default_factory=list)
    """Those that it took out."""
    skipped: list[Skip] = field(default_factory=list)
    warnings: list[Warned] = field(default_factory=list)


def with_progress(items: Iterable[T], total: int, told: Callable[[int, int], None]) -> Iterator[T]:
    """The items, telling at every hundredth and at the last how many of `total` have been taken."""
    told(0, total)
    for number, item in enumerate(items, start=1):
        yield item
        if number % EVERY == 0 or number == total:
            told(number, total)
