"""Why a passage is near in meaning: the one of its sentences that is nearest to the query.

A sentence's vector is made when it is asked for, and kept. That costs as much as a few queries, so a page of results
is told it for hits without a word to mark, which have nothing else to show, and for the first `MOST` of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from indexer.encoders import Encoder
from indexer.records import Document, Hit, Passage, Span
from indexer.search.showing.shown import Shown
from indexer.search.showing.snippets import snippet
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
        near = np.round(self._vectors(document, passage) @ meaning, 4)
        said = np.array([len(document.text[s.start : s.end].split()) >= _LEAST_WORDS for s in sentences])
        return sentences[int(np.argmax(np.where(said, near, near - 2) if said.any() else near))]

    def _vectors(self, document: Document, passage: Passage) -> Vectors:
        """The vectors of the passage's sentences."""
        texts = [document.text[s.start : s.end] for s in self._sentences(document, passage)]
        prompt = self._encoder.prompts.passage
        return self._kept.made(passage.id, lambda: self._encoder.encode([prompt + text for text in texts]), len)

    def _sentences(self, document: Document, passage: Passage) -> Sequence[Span]:
        return self._shown.sentences(document, passage)[:_MOST_SENTENCES]
