"""What a run of the indexer tells: how far it is, what became of each file, and what it all came to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

Progress = Callable[[str, int, int], None]
"""Told of each step: what is being done, how much of it is done, how much there is in all."""

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


@dataclass(slots=True)
class Summary:
    """What a run did. Counts of files, documents and passages are of this run, `total_…` of the archive after it."""

    generation: str = ""
    files_read: int = 0
    files_unchanged: int = 0
    documents_added: int = 0
    documents_changed: int = 0
    documents_missing: int = 0
    documents_returned: int = 0
    documents_removed: int = 0
    passages_encoded: int = 0
    passages_reused: int = 0
    total_documents: int = 0
    total_passages: int = 0
    notes: list[str] = field(default_factory=list)
    """What is done again because the settings are others, in sentences."""
    skipped: list[Skip] = field(default_factory=list)
    warnings: list[tuple[str, str]] = field(default_factory=list)
