"""The draft's other stores, brought up to its catalog (words, vectors, quotations) and published with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexer.ingest.embedding import Embedder
from indexer.ingest.passages import SPLITTING_RULE
from indexer.quotes import TRACING_RULE
from indexer.settings import Settings
from indexer.stores.catalog.writer import CatalogWriter
from indexer.stores.generations import publishing
from indexer.stores.generations.folder import GRAMS, VECTORS, Generation
from indexer.stores.generations.manifest import FORMAT, Manifest, Nearest
from indexer.stores.generations.sealed import prove
from indexer.stores.vectors.index import VectorIndex, faiss_library, write_vectors
from indexer.stores.vectors.nearest import update_nearest
from indexer.stores.vectors.words_writer import write_word_vectors
from indexer.text.words import WORDS_RULE
from indexer.writing.reshape import Reshape, engine_of
from indexer.writing.run import Progress, with_progress

_ROWS = 10_000

Now = Callable[[], datetime]


def load_libraries() -> None:
    """Import what the stores are written with: that takes as long as writing a little into them."""
    import indexer.quotes.update
    import indexer.stores.keyword.update  # noqa: F401

    faiss_library()


class Stores:
    """The stores in the folder `draft`, as they are in `base`. Made before the catalog changes: it notes what is there.

    What comes into the catalog later has greater ids, so each store takes in only what comes after the last.
    """

    def __init__(
        self, draft: Path, base: Generation | None, catalog: CatalogWriter, settings: Settings, progress: Progress
    ) -> None:
        self._draft = draft
        self._base = base
        self._catalog = catalog
        self._settings = settings
        self._progress = progress
        self._kept = catalog.passage_ids()
        self._last = int(self._kept.max(initial=0))

    def publish(self, gave_way: Sequence[int], embedder: Embedder, reshape: Reshape, now: Now) -> Generation:
        """Bring words, vectors and quotations up to the catalog, and publish what they make together."""
        if self._base:
            prove(self._base)  # what is damaged must not be carried over and sealed as whole
        manifest = self._fill(gave_way, embedder, reshape, now)
        self._catalog.commit()
        return publishing.publish(self._settings.archive, self._draft, manifest, self._base, self._settings.keep)

    def _fill(self, gave_way: Sequence[int], embedder: Embedder, reshape: Reshape, now: Now) -> Manifest:
        engine = engine_of(self._base.manifest if self._base else None, self._settings)
        embedder.begin_the_rest()
        self._index_words(gave_way, engine, anew=reshape.words)
        self._trace_quotations(anew=reshape.quotations)
        nearest = self._write_vectors(gave_way, embedder, anew=reshape.every)
        self._write_word_vectors()
        encoder, settings, catalog = embedder.encoder, self._settings, self._catalog
        return Manifest(
            format=FORMAT, model=encoder.name, fingerprint=encoder.fingerprint, dimension=encoder.dimension,
            languages=settings.languages, passage_words=settings.passage_words, reuse=settings.reuse,
            keep=settings.keep, documents=catalog.count_documents(), passages=catalog.count_passages(), keyword=engine,
            nearest=nearest,
            words_rule=WORDS_RULE, tracing_rule=TRACING_RULE, splitting_rule=SPLITTING_RULE,
            created=now().isoformat(timespec="seconds"),
        )  # fmt: skip

    def _index_words(self, gave_way: Sequence[int], engine: str, anew: bool) -> None:
        """The new passages' words in, those of passages that gave way out; or all words `anew`."""
        from indexer.stores.keyword.update import update_keyword_index

        base = None if anew or self._base is None else self._base.path
        last = self._last if base else 0
        added = with_progress(
            self._catalog.passages_after(last),
            self._catalog.count_passages_after(last),
            partial(self._progress, "indexing words"),
        )
        update_keyword_index(self._draft, base, gave_way if base else (), added, self._settings.languages, engine)

    def _write_vectors(self, gave_way: Sequence[int], embedder: Embedder, anew: bool) -> Nearest | None:
        """The vectors of passages that stay, carried over, then those of the new ones; and what finds the nearest.

        Returns what the manifest says of the latter. `anew` makes it anew.
        """
        new = embedder.vectors_after(self._catalog, self._last)
        write_vectors(self._draft / VECTORS, chain(self._carried_over(gave_way), new), embedder.encoder.dimension)
        base = None if anew else self._base
        return update_nearest(self._draft, self._catalog.passage_ids(), base, self._settings.threads)

    def _write_word_vectors(self) -> None:
        """What the words mean, of all passages anew: a word may be one now that was in too few before."""
        from indexer.stores.keyword.postings import Postings

        vectors = VectorIndex(self._draft / VECTORS)
        write_word_vectors(self._draft, Postings(self._draft), self._catalog.layout, vectors)

    def _trace_quotations(self, anew: bool) -> None:
        """Trace the quotations that new documents make, and those that they may settle; or all quotations `anew`."""
        from indexer.quotes.update import update_quotations

        if not self._settings.trace:
            self._catalog.quotations.clear()
            return
        base = None if anew else self._base
        update_quotations(
            self._catalog, self._draft / GRAMS, base.path / GRAMS if base else None,
            self._catalog.documents_after(self._last), reuse=self._settings.reuse,
            told=partial(self._progress, "tracing"),
        )  # fmt: skip

    def _carried_over(self, gave_way: Sequence[int]) -> Iterator[NDArray[np.float32]]:
        """The vectors of passages that stay, in order of id."""
        rows = np.flatnonzero(~np.isin(self._kept, gave_way))
        if self._base is None or not len(rows):
            return
        index = VectorIndex(self._base.path / VECTORS)
        for first in range(0, len(rows), _ROWS):
            yield index.vectors(rows[first : first + _ROWS])
