"""The seam between phrases and who finds them."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from indexer.errors import SettingsError
from indexer.stores.keyword.fields import Words

Passages = NDArray[Any]
"""Passage ids, in any order, each once."""

ENGINES = ("whoosh", "tantivy")

_BATCH = 1 << 20


@dataclass(frozen=True, slots=True)
class Lists:
    """Some terms of a field, how many passages hold each, and these passages one term's after another's."""

    field: str
    terms: Sequence[str]
    sizes: Sequence[int]
    passages: Passages


class PhraseReader(Protocol):
    """Knows the words of every passage in their order."""

    def phrase(self, field: str, terms: Sequence[str], slop: int) -> Passages:
        """The passages whose field has two or more terms in this order, at most `slop` others between them all.

        In one of `SEAMS` the first is one of the passage's own words; what begins later is told of the next passage. A
        phrase of own words alone is in the text as well, and need not be told again.
        """

    def passages(self) -> Passages:
        """Every passage that is here."""

    def lists(self) -> Iterator[Lists]:
        """Every field and term, with the passages that hold it; a term may come in parts."""

    def close(self) -> None:
        """Let go of the files."""


class PhraseWriter(Protocol):
    """Brings the files in a folder up to date, or makes them."""

    def __call__(self, folder: Path, removed: Sequence[int], added: Iterable[tuple[int, Words]]) -> None:
        """Take `removed` passages out, put `added` in. Files that are there may be linked: they are never changed."""


def in_batches(field: str, found: Iterable[tuple[str, Sequence[int]]]) -> Iterator[Lists]:
    """The terms of a field and the numbers that each has, a million at a time: one call instead of one a term."""
    terms: list[str] = []
    sizes: list[int] = []
    numbers: list[int] = []
    for term, held in found:
        terms.append(term)
        sizes.append(len(held))
        numbers += held
        if len(numbers) >= _BATCH:
            yield Lists(field, terms, sizes, np.array(numbers, np.int64))
            terms, sizes, numbers = [], [], []
    yield Lists(field, terms, sizes, np.array(numbers, np.int64))


def reader_of(engine: str, folder: Path) -> PhraseReader:
    """Opens what the engine wrote. Raises BrokenArchive, and SettingsError if the engine is not installed."""
    if engine == "tantivy":
        return _tantivy().TantivyReader(folder)  # type: ignore[no-any-return]
    from indexer.stores.keyword.whoosh_engine import WhooshReader

    return WhooshReader(folder)


def writer_of(engine: str) -> PhraseWriter:
    """Who writes for an engine. Raises SettingsError if it is not installed."""
    if engine == "tantivy":
        return _tantivy().update_tantivy  # type: ignore[no-any-return]
    from indexer.stores.keyword.whoosh_engine import update_whoosh

    return update_whoosh


def _tantivy() -> Any:
    if importlib.util.find_spec("tantivy") is None:
        raise SettingsError("The keyword index is of tantivy, which is not installed: scripts/install scale")
    from indexer.stores.keyword import tantivy_engine

    return tantivy_engine
