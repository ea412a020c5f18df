"""Writes posting lists: those of the generation before less what is gone, then what is new.

Memory is bounded: occurrences are gathered in blocks, each block is sorted once and laid aside in a file, and the
lists are put together on disk. Rows ascend from block to block, so a list is its parts end to end.
"""

from __future__ import annotations

import tempfile
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.stores.keyword.fields import COUNTED, FIELDS, Words
from indexer.stores.keyword.numbering import Numbering
from indexer.stores.keyword.postings import Postings, file_of, key_of
from indexer.stores.keyword.spans import behind
from indexer.stores.mapped import new_array, save
from indexer.stores.packed import narrowest

Array = NDArray[Any]

_BLOCK = 1 << 20
"""Occurrences held at a time."""


@dataclass(frozen=True, slots=True)
class _Block:
    """Postings sorted by term, then row; terms by their number in the order they came."""

    terms: Array
    rows: Array
    counts: Array


class PostingWriter:
    """Gathers the words of passages, row by row, and writes them into `folder` after what is kept of `base`."""

    def __init__(self, folder: Path, base: Postings | None, removed: Sequence[int]) -> None:
        self._folder = folder
        self._base = base
        kept = np.isin(base.passages, removed, invert=True) if base else np.empty(0, np.bool_)
        self._row_of = np.where(kept, np.cumsum(kept) - 1, -1)
        self._passages = base.passages[kept].tolist() if base else []
        self._lengths = [base.lengths[f][kept].tolist() if base else [] for f in FIELDS]
        self._numbers = Numbering[bytes]()
        if base:
            self._numbers.update(zip(base.keys, range(len(base.keys)), strict=True))
        self._by_word = [_Terms(field, self._numbers) for field in COUNTED]
        self._terms, self._rows, self._times = array("I"), array("I"), array("I")
        self._blocks: list[_Block] = []

    def add(self, passage_id: int, words: Words) -> None:
        """The next row. Passages come in order of id."""
        row = len(self._passages)
        for field, numbers in zip(COUNTED, self._by_word, strict=True):
            occurring = words[field]
            self._terms.extend(map(numbers.__getitem__, occurring))
            self._rows.append(row)
            self._times.append(len(occurring))
        for lengths, field in zip(self._lengths, FIELDS, strict=True):
            lengths.append(len(words[field]))
        self._passages.append(passage_id)
        if len(self._terms) >= _BLOCK:
            self._close_block()

    def write(self) -> None:
        """Write the files."""
        self._close_block()
        keys = sorted(self._numbers)
        place = np.empty(len(keys), np.int64)
        place[[self._numbers[key] for key in keys]] = np.arange(len(keys))
        frequencies = np.zeros(len(keys), np.int64)
        most = 0
        for block in self._all():
            frequencies += np.bincount(place[block.terms], minlength=len(keys))
            most = max(most, int(block.counts.max(initial=0)))
        present = frequencies > 0
        starts = np.concatenate([[0], np.cumsum(frequencies)])
        self._write_lists(starts, place, most)
        present_keys = [key for key, there in zip(keys, present.tolist(), strict=True) if there]
        arrays: dict[str, Array] = {
            "passages": np.array(self._passages, np.int64),
            "lengths": np.array(self._lengths, np.uint32),
            "terms": np.frombuffer(b"".join(present_keys), np.uint8),
            "ends": _narrow(np.cumsum([0, *map(len, present_keys)])),
            "starts": _narrow(np.concatenate([starts[:-1][present], starts[-1:]])),
        }
        for name, values in arrays.items():
            save(file_of(self._folder, name), values)

    def _write_lists(self, starts: Array, place: Array, most: int) -> None:
        """Put each block's part of each list behind the parts before it. No word occurs more than `most` times."""
        size, of_rows, of_counts = int(starts[-1]), narrowest(len(self._passages)), narrowest(most)
        filled = starts[:-1].copy()
        with (
            new_array(file_of(self._folder, "rows"), of_rows, (size,)) as rows,
            new_array(file_of(self._folder, "counts"), of_counts, (size,)) as counts,
        ):
            for block in self._all():
                at = behind(filled, place[block.terms])
                rows[at], counts[at] = block.rows, block.counts
        self._blocks.clear()  # their files go now, not when Python collects its garbage

    def _close_block(self) -> None:
        if not self._terms:
            return
        terms = np.frombuffer(self._terms, np.uint32).astype(np.uint64)
        rows = np.repeat(np.frombuffer(self._rows, np.uint32), np.frombuffer(self._times, np.uint32))
        occurrences, counts = np.unique(terms << np.uint64(32) | rows, return_counts=True)
        block = (occurrences >> np.uint64(32), occurrences & np.uint64(0xFFFFFFFF), counts)
        self._blocks.append(_Block(*(self._laid_aside(values) for values in block)))
        self._terms, self._rows, self._times = array("I"), array("I"), array("I")

    def _laid_aside(self, values: Array) -> Array:
        """The values as 32 bits in a file without a name, which goes when they do."""
        with tempfile.TemporaryFile(dir=self._folder) as file:
            file.write(values.astype(np.uint32).data)
            file.flush()
            mapped: Array = np.memmap(file, np.uint32, "r", shape=values.shape)
        return mapped

    def _all(self) -> Iterator[_Block]:
        yield from self._kept()
        yield from self._blocks

    def _kept(self) -> Iterator[_Block]:
        """What stays of the generation before, some lists at a time."""
        base = self._base
        if base is None:
            return
        for first, last in base.spans(_BLOCK):
            span = slice(int(base.starts[first]), int(base.starts[last]))
            rows = self._row_of[base.rows[span]]
            kept = rows >= 0
            terms = np.repeat(np.arange(first, last), np.diff(base.starts[first : last + 1]))
            yield _Block(terms[kept], rows[kept], base.counts[span][kept])


def _narrow(ascending: Array) -> Array:
    """The same numbers in fewer bytes."""
    return ascending.astype(narrowest(int(ascending[-1])))


class _Terms(dict[str, int]):
    """The numbers of one field's terms, by the term alone."""

    def __init__(self, field: str, numbers: Numbering[bytes]) -> None:
        self._field = field
        self._numbers = numbers

    def __missing__(self, term: str) -> int:
        self[term] = number = self._numbers[key_of(self._field, term)]
        return number
