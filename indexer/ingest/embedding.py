"""Passages to vectors: what was encoded before comes from the cache, the rest from the encoder, batch by batch."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from indexer.encoders import Encoder
from indexer.encoders.encoded import encoded_text
from indexer.meanwhile import meanwhile
from indexer.records import Document, Passage
from indexer.stores.catalog_writer import CatalogWriter
from indexer.stores.embeddings import EmbeddingCache, digest_of, rounded

Vectors = NDArray[np.float32]

Told = Callable[[int, int], None]
"""Told how many passages have their vectors, of how many."""

KEPT = "What was encoded is kept for the next run."
_BATCH = 512
"""Passages held at a time; a killed run loses at most the encoding of one batch."""


class Embedder:
    """Gives vectors to passages and counts where they came from."""

    def __init__(self, encoder: Encoder, cache: EmbeddingCache, told: Told = lambda done, total: None) -> None:
        self.encoder = encoder
        self._cache = cache
        self._told = told
        self.encoded = 0
        self.reused = 0
        self._begun: tuple[list[bytes], Future[Vectors]] | None = None

    def begin(self, passages: Iterable[tuple[Document, Passage]]) -> None:
        """Load the model and encode the first batch, beside what the caller does before it asks for the vectors."""
        digests, texts = self._texts(list(islice(passages, _BATCH)))
        missing = _missing(digests, texts, self._cache.get(digests))
        if missing:
            self._begun = list(missing), meanwhile(self.encoder.encode, list(missing.values()))

    @contextmanager
    def telling_what_is_kept(self) -> Iterator[None]:
        """An interruption inside says so where vectors are in the cache that were not there before."""
        try:
            yield
        except KeyboardInterrupt as stopped:
            if self.encoded:
                stopped.add_note(KEPT)
            raise

    def vectors_after(self, catalog: CatalogWriter, last: int) -> Iterator[Vectors]:
        """Batches of float32 vectors of the passages with a greater id than `last`, in order of id."""
        total = catalog.count_passages_after(last)
        self._told(0, total)
        for batch in self.vectors(catalog.passages_after(last)):
            yield batch
            self._told(self.encoded + self.reused, total)

    def vectors(self, passages: Iterable[tuple[Document, Passage]]) -> Iterator[Vectors]:
        """Batches of float32 vectors, shape `(n, dim)`, in the order of the passages."""
        remaining = iter(passages)
        while batch := list(islice(remaining, _BATCH)):
            digests, texts = self._texts(batch)
            known = self._cache.get(digests)
            missing = _missing(digests, texts, known)
            if missing:
                fresh = rounded(self._encode(missing))
                new = dict(zip(missing, fresh.astype(np.float32), strict=True))
                self._cache.put(new)
                known |= new
            self.encoded += len(missing)
            self.reused += len(batch) - len(missing)
            yield np.stack([known[digest] for digest in digests])

    def _texts(self, batch: Sequence[tuple[Document, Passage]]) -> tuple[list[bytes], list[str]]:
        texts = [encoded_text(document, passage, self.encoder) for document, passage in batch]
        return [digest_of(text) for text in texts], texts

    def _encode(self, missing: dict[bytes, str]) -> Vectors:
        begun, self._begun = self._begun, None
        if begun and begun[0] == list(missing):
            return begun[1].result()
        return self.encoder.encode(list(missing.values()))


def _missing(digests: Sequence[bytes], texts: Sequence[str], known: Collection[bytes]) -> dict[bytes, str]:
    return {digest: text for digest, text in zip(digests, texts, strict=True) if digest not in known}
