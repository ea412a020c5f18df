"""Passages to vectors: what was encoded before comes from the cache, the rest from the encoder, batch by batch.

Passages that are known early are encoded ahead, in a thread beside what the caller does, into the cache.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from threading import Lock
from types import TracebackType

import numpy as np
from numpy.typing import NDArray

from indexer.encoders import Encoder
from indexer.encoders.encoded import encoded_text
from indexer.records import Document, Passage
from indexer.stores.catalog.writer import CatalogWriter
from indexer.stores.vectors.embeddings import EmbeddingCache, digest_of, rounded

Vectors = NDArray[np.float32]

Told = Callable[[int, int], None]
"""Told how many passages have their vectors, of how many."""
Tell = Callable[[int], None]
"""Told how many passages that were begun have theirs."""

KEPT = "What was encoded is kept there for the next run."
"""Said after what becomes of the archive (`stores/generations/faults.py`), in whose folder the cache lies."""
_BATCH = 512
"""Passages encoded at a time: a run that is ended loses at most the encoding of one batch. With half as many,
processors idle more often and passages are padded more, for a twentieth of the time."""
_WAITING = 16_000_000
"""Characters of texts that are held since they wait to be encoded ahead. What comes then is encoded when asked for."""


class Embedder:
    """Gives vectors to passages and counts how many it encoded, and how many had theirs.

    As a context it ends what it does ahead before the cache is closed, and says of an interruption what is kept.
    """

    def __init__(self, encoder: Encoder, cache: EmbeddingCache, told: Told = lambda done, total: None) -> None:
        self.encoder = encoder
        self._cache = cache
        self._told = told
        self._texts: list[str] = []
        self._begun: list[tuple[int, Future[None]]] = []
        self._done = 0
        self._waiting = 0
        self._beside = ThreadPoolExecutor(1, "embedding")
        self._cache_is_open = True
        self._turn = Lock()
        self._given = 0
        self.encoded = 0

    def __enter__(self) -> Embedder:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._beside.shutdown(wait=False, cancel_futures=True)
        with self._turn:
            self._cache_is_open = False  # what is being encoded is not waited for, and may find it closed
        if isinstance(error, KeyboardInterrupt) and self.encoded:
            error.add_note(KEPT)

    @property
    def reused(self) -> int:
        """How many passages were given vectors that were there already."""
        return max(0, self._given - self.encoded)

    def begin(self, document: Document, passages: Iterable[Passage]) -> None:
        """Encode passages ahead, as soon as there are enough of them. Raises what has failed."""
        self._texts += (encoded_text(document, passage, self.encoder) for passage in passages)
        while len(self._texts) >= (enough := _BATCH if self._begun else -(-_BATCH // 2)):  # the sooner to begin
            self._send(self._texts[:enough])
            del self._texts[:enough]

    def begin_the_rest(self) -> None:
        """Encode ahead what was too little by itself."""
        if self._texts:
            self._send(self._texts)
        self._texts = []

    def vectors_after(self, catalog: CatalogWriter, last: int) -> Iterator[Vectors]:
        """Batches of float32 vectors of the passages with a greater id than `last`, in order of id."""
        total = catalog.count_passages_after(last)
        ahead = 0

        def tell(passages: int) -> None:
            nonlocal ahead
            ahead = min(max(ahead, passages), total)
            self._told(ahead, total)

        tell(0)
        for batch in self.vectors(catalog.passages_after(last), tell):
            yield batch
            tell(self._given)

    def vectors(
        self, passages: Iterable[tuple[Document, Passage]], tell: Tell = lambda done: None
    ) -> Iterator[Vectors]:
        """Batches of float32 vectors, shape `(n, dim)`, in the order of the passages.

        What was begun is waited for as far as a batch needs it; `tell` is told how many passages of it have ended.
        """
        remaining, begun = iter(passages), self._ended(tell)
        while batch := list(islice(remaining, _BATCH)):
            texts = [encoded_text(document, passage, self.encoder) for document, passage in batch]
            digests = list(map(digest_of, texts))
            wanted = dict(zip(digests, texts, strict=True))
            while len(self._known(list(wanted))) < len(wanted) and next(begun, False):
                pass
            known = self._made(wanted)
            self._given += len(batch)
            yield np.stack([known[digest] for digest in digests])
        for _ in begun:  # what no passage needs has its turn, too: it raises what failed
            pass

    def _send(self, texts: list[str]) -> None:
        while self._done < len(self._begun) and (future := self._begun[self._done][1]).done():
            future.result()
            self._done += 1
        with self._turn:
            waits = self._waiting + _size(texts) <= _WAITING
            self._waiting += _size(texts) if waits else 0
        if waits:
            self._begun.append((len(texts), self._beside.submit(self._make, texts)))

    def _ended(self, tell: Tell = lambda done: None) -> Iterator[bool]:
        """Wait for what was begun, part by part. Raises what failed."""
        done = 0
        for passages, future in self._begun:
            future.result()
            tell(done := done + passages)
            yield True
        self._begun, self._done = [], 0

    def _make(self, texts: list[str]) -> None:
        self._made({digest_of(text): text for text in texts})
        with self._turn:
            self._waiting -= _size(texts)

    def _made(self, texts: dict[bytes, str]) -> dict[bytes, Vectors]:
        """The vectors of texts, by digest; those that were not in the cache are there then."""
        known = self._known(list(texts))
        missing = {digest: text for digest, text in texts.items() if digest not in known}
        if missing:
            fresh = rounded(self.encoder.encode(list(missing.values()))).astype(np.float32)
            new = dict(zip(missing, fresh, strict=True))
            self._keep(new)
            known |= new
        return known

    def _known(self, digests: list[bytes]) -> dict[bytes, Vectors]:
        with self._turn:
            return self._cache.get(digests) if self._cache_is_open else {}

    def _keep(self, vectors: dict[bytes, Vectors]) -> None:
        with self._turn:
            if self._cache_is_open:
                self._cache.put(vectors)
                self.encoded += len(vectors)


def _size(texts: Iterable[str]) -> int:
    return sum(map(len, texts))
