"""Why a passage is near in meaning: the one of its sentences that is nearest to the query.

A sentence's vector is made when it is asked for, and kept. That costs as much as a few queries, so a page of results
is told it for hits without a word to mark, which have nothing else to show, and for the first `MOST` of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice

import numpy as np
from numpy.typing import NDArray

from indexer.encoders import Encoder
from indexer.records import Document, Hit, Passage, Span
from indexer.search.showing.shown import Shown
from indexer.search.snippets import snippet
from indexer.stores.kept import Kept

Vectors = NDArray[np.float32]

MOST = 3
_MOST_SENTENCES = 8
_LEAST_WORDS = 3
"""A signature is near to much, and says nothing: it is shown where there is nothing else."""
_MOST_KEPT = 20_000


class NearestSentence:
    """Finds the nearest sentence of passages of one generation. Safe to share between threads."""

    def __init__(self, encoder: Encoder, shown: Shown) -> None:
        self._encoder = encoder
        self._shown = shown
        self._kept: Kept[int, Vectors] = Kept(_MOST_KEPT)

    def explained(self, hits: Sequence[Hit], meaning: Vectors | None) -> Iterator[Hit]:
        """The hits, those that nothing but their meaning speaks for with their nearest sentence, as far as `MOST`."""
        left = MOST if meaning is not None else 0
        for hit in hits:
            if left and hit.semantic and not (hit.marks or hit.snippet.marks) and meaning is not None:
                left -= 1
                nearest = self.sentence(hit.document, hit.passage, meaning)
                sentences = self._shown.sentences_read_on(hit.document, hit.passage)
                hit = replace(hit, nearest=nearest, snippet=snippet(hit.document, sentences, (), nearest))
            yield hit

    def sentence(self, document: Document, passage: Passage, meaning: Vectors) -> Span:
        """The sentence of the passage that is nearest to a unit vector, the earliest of equals."""
        sentences = self._sentences(document, passage)
        if len(sentences) == 1:
            return sentences[0]
        (near,) = self._near([(document, passage)], meaning)
        return sentences[int(np.argmax(near))]

    def cosines(self, passages: Sequence[tuple[Document, Passage]], meaning: Vectors) -> Vectors:
        """How near to a unit vector the nearest sentence of each passage is, shape `(passages,)`."""
        return np.array([near.max() for near in self._near(passages, meaning)], dtype=np.float32)

    def _near(self, passages: Sequence[tuple[Document, Passage]], meaning: Vectors) -> list[Vectors]:
        """How near to a unit vector each sentence of each passage is; by more than 1 less where it says too little."""
        near = []
        for (document, passage), vectors in zip(passages, self._vectors(passages), strict=True):
            sentences = self._sentences(document, passage)
            said = np.array([len(document.text[s.start : s.end].split()) >= _LEAST_WORDS for s in sentences])
            cosines = np.round(vectors @ meaning, 4)
            near.append(np.where(said, cosines, cosines - 2) if said.any() else cosines)
        return near

    def _vectors(self, passages: Sequence[tuple[Document, Passage]]) -> list[Vectors]:
        """The vectors of each passage's sentences; those that are not kept are made at once, which takes less time."""
        found = {passage.id: self._kept.get(passage.id) for _, passage in passages}
        missing = [(document, passage) for document, passage in passages if found[passage.id] is None]
        texts = [
            [self._encoder.prompts.passage + document.text[s.start : s.end] for s in self._sentences(document, passage)]
            for document, passage in missing
        ]
        made = iter(self._encoder.encode(list(chain(*texts)))) if missing else iter(())
        for (_, passage), of_passage in zip(missing, texts, strict=True):
            fresh = np.array(list(islice(made, len(of_passage))))
            found[passage.id] = fresh
            self._kept.put(passage.id, fresh, len(fresh))
        return [vectors for _, passage in passages if (vectors := found[passage.id]) is not None]

    def _sentences(self, document: Document, passage: Passage) -> Sequence[Span]:
        return self._shown.sentences(document, passage)[:_MOST_SENTENCES]
