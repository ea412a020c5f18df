"""The index of word 3-grams: which documents hold which three words in a row. Quotations find their sources by it.

Words are folded and then numbers (64 bits of BLAKE2b), so a gram is one number too and a lookup of many is one
`searchsorted`. Three words rather than five: one index then serves short quotations too, and an alteration costs
three grams instead of five. A gram says only where to look; what is found there is compared word by word. So its upper
32 bits do for the index: among thirty million of them, one in a hundred grams that are nowhere seems to be somewhere.

`grams.npz` is rewritten with each generation from the one before: what changed is taken out and put in.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from hashlib import blake2b
from math import inf
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from indexer.errors import BrokenArchive
from indexer.stores.generations.manifest import RESTORE
from indexer.stores.packed import narrowest
from indexer.text.words import fold, words_in

Numbers = NDArray[np.uint64]
Short = NDArray[np.uint32]

SIZE = 3
_FACTORS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F)
_KNOWN_WORDS = 1 << 20


class _WordNumbers(dict[str, int]):
    """The number of each word as written; forgets all when it has grown too large."""

    def __missing__(self, word: str) -> int:
        if len(self) >= _KNOWN_WORDS:
            self.clear()
        number = int.from_bytes(blake2b(fold(word).encode(), digest_size=8).digest(), "little")
        self[word] = number
        return number


_NUMBERS = _WordNumbers()


def number_of(word: str) -> int:
    """A word, folded, as a number."""
    return _NUMBERS[word]


def numbers_of(text: str) -> Numbers:
    """The words of a text as numbers, in order."""
    return np.array(list(map(_NUMBERS.__getitem__, words_in(text))), dtype=np.uint64)


def grams_of(numbers: Numbers) -> Numbers:
    """The grams of a sequence of words, one for each word but the last two; shape `(max(0, n - 2),)`."""
    first, second, third = numbers[:-2], numbers[1:-1], numbers[2:]
    grams: Numbers = (first * np.uint64(_FACTORS[0]) + second) * np.uint64(_FACTORS[1]) + third
    return grams


def short(grams: Numbers) -> Short:
    """Grams as the index has them: in the same order."""
    return (grams >> np.uint64(32)).astype(np.uint32)


def as_numbers(grams: Short) -> Numbers:
    """Numbers of which these are the short."""
    return grams.astype(np.uint64) << np.uint64(32)


class GramIndex:
    """Which documents hold a gram. `grams` are short and sorted; `owners[n]` is the place in `documents` of gram n's
    document."""

    def __init__(self, grams: Short, owners: NDArray[np.int32], documents: Collection[str]) -> None:
        self.grams = grams
        self.owners = owners
        self.documents = list(documents)

    @classmethod
    def empty(cls) -> GramIndex:
        """An index of nothing."""
        return cls(np.empty(0, np.uint32), np.empty(0, np.int32), ())

    @classmethod
    def read(cls, file: Path) -> GramIndex:
        """The index in a file. Raises BrokenArchive."""
        try:
            with file.open("rb") as handle, np.load(handle, allow_pickle=False) as stored:
                grams = stored["grams"]
                whole = grams.dtype == np.uint64  # as before format 5
                owners = stored["owners"].astype(np.int32)
                return cls(short(grams) if whole else grams, owners, stored["documents"].tolist())
        except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
            raise BrokenArchive(f"{file} cannot be read ({error}): {RESTORE}.") from error

    def write(self, file: Path) -> None:
        """Store the index."""
        with file.open("wb") as handle:
            owners = self.owners.astype(narrowest(len(self.documents)))
            np.savez(handle, grams=self.grams, owners=owners, documents=np.array(self.documents, dtype=np.str_))

    def replaced(self, gone: Collection[str], added: Iterable[tuple[str, Numbers]]) -> GramIndex:
        """The index without the documents `gone`, and with the `added`: id and grams of each."""
        place = {id: n for n, id in enumerate(id for id in self.documents if id not in gone)}
        renumbered = np.array([place.get(id, -1) for id in self.documents], dtype=np.int32)
        owners = renumbered[self.owners]
        columns = [(self.grams[owners >= 0], owners[owners >= 0])]
        for id, grams in added:
            distinct = np.unique(short(grams))
            columns.append((distinct, np.full(len(distinct), place.setdefault(id, len(place)), dtype=np.int32)))
        all_grams, owners = (np.concatenate(column) for column in zip(*columns, strict=True))
        order = np.argsort(all_grams, kind="stable")
        return GramIndex(all_grams[order], owners[order], place)

    def spans(self, grams: Numbers) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Where each gram's entries begin and end."""
        looked_up = short(grams)
        return np.searchsorted(self.grams, looked_up), np.searchsorted(self.grams, looked_up, "right")

    def frequency(self, grams: Numbers, apart: Sequence[int] = (), most: float = inf) -> NDArray[np.int64]:
        """In how many documents each gram occurs, not counting those at the places `apart` in `documents`.

        Of a gram that more than `most` have all are counted: they are too many to look through.
        """
        starts, ends = self.spans(grams)
        counts = ends - starts
        looked_at = np.flatnonzero((counts > 0) & (counts <= most)) if apart else ()
        if not len(looked_at):
            return counts
        few = counts[looked_at]
        of_gram = np.repeat(looked_at, few)
        begun = np.repeat(starts[looked_at] - (np.cumsum(few) - few), few)
        owners = self.owners[begun + np.arange(len(of_gram))]
        left_out = np.zeros(len(owners), np.bool_)
        for place in apart:
            left_out |= owners == place
        return counts - np.bincount(of_gram[left_out], minlength=len(counts))

    def held_by(self, documents: Iterable[str]) -> Short:
        """The grams of some documents, sorted; one that n of them hold is there n times."""
        place = {id: n for n, id in enumerate(self.documents)}
        grams: Short = self.grams[np.isin(self.owners, [place[id] for id in documents])]
        return grams

    def holders(self, grams: Numbers) -> NDArray[np.int32]:
        """The documents of all the grams, as places in `documents`; one holding n of them is there n times."""
        spans = [self.owners[start:end] for start, end in zip(*self.spans(grams), strict=True)]
        return np.concatenate(spans) if spans else np.empty(0, np.int32)


def gram_lists(blobs: Collection[bytes]) -> tuple[Short, NDArray[np.int64]]:
    """Stored lists of short grams end to end, and where each begins (with the end of the last)."""
    ends = np.cumsum([0, *(len(blob) // 4 for blob in blobs)])
    return np.frombuffer(b"".join(blobs), dtype=np.uint32), ends
