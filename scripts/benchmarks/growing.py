"""Archives of any size: documents recombined from the sentences of the real data, with made-up unit vectors.

Vocabulary and lengths are natural. Vectors lie in clusters as those of texts do, but no model made them: measured
on such an archive are the searches, not the encoding and not how well they find.
"""

from __future__ import annotations

import json
import random
import time
import zlib
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from indexer.encoders import Prompts, Reading, Vectors
from indexer.records import Document, Passage
from indexer.settings import Settings
from indexer.stores.catalog.writer import CatalogWriter
from indexer.stores.generations import publishing
from indexer.stores.generations.folder import CATALOG, VECTORS
from indexer.stores.generations.lock import write_lock
from indexer.stores.generations.manifest import FORMAT, Manifest
from indexer.stores.keyword import update_keyword_index
from indexer.stores.keyword.postings import Postings
from indexer.stores.vectors.index import VectorIndex, write_vectors
from indexer.stores.vectors.nearest import update_nearest
from indexer.stores.vectors.words_writer import write_word_vectors
from indexer.text.sentences import sentence_spans
from indexer.text.words import WORDS_RULE, words_of
from scripts.benchmarks.data import COLLECTIONS, DELEGATES

DIMENSION = 384
_PASSAGES = 5
"""Of a document, about as many as a letter of delegates_en has."""
_WORDS = 120
_CLUSTERS = 1000
_SPREAD = 0.9
_MADE = datetime(2000, 1, 1, tzinfo=UTC)


class MadeUpEncoder:
    """A vector near one of a thousand centres for every text: the same text, the same vector."""

    name = "made-up"
    fingerprint = "made-up-1"
    dimension = DIMENSION
    max_tokens = 254
    prompts = Prompts()

    def __init__(self) -> None:
        self._centres = _unit(np.random.default_rng(1).standard_normal((_CLUSTERS, DIMENSION)))

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, float32, shape `(len(texts), DIMENSION)`."""
        return self.vectors([zlib.crc32(text.encode()) for text in texts])

    def vectors(self, seeds: Sequence[int]) -> Vectors:
        """One unit vector a seed."""
        chance = np.random.default_rng(list(seeds))
        centres = self._centres[chance.integers(_CLUSTERS, size=len(seeds))]
        noise = chance.standard_normal((len(seeds), DIMENSION)) / np.sqrt(DIMENSION)
        return _unit(centres + _SPREAD * noise)

    def read(self, text: str) -> Reading:
        """One text, whose tokens are its words."""
        words = list(words_of(text))
        tokens = self.vectors([zlib.crc32(word.folded.encode()) for word in words])
        return Reading(text, self.encode([text])[0], tokens, [(word.start, word.end) for word in words])

    def tokens(self, text: str) -> Sequence[tuple[int, int]]:
        """Nothing here is split anew."""
        raise NotImplementedError

    def unknown(self, text: str) -> Sequence[tuple[int, int]]:
        """Nothing is."""
        return ()


@dataclass(frozen=True, slots=True)
class Grown:
    """An archive and what it cost to make, in seconds of processor time."""

    settings: Settings
    words_seconds: float
    vectors_seconds: float


def grow(folder: Path, passages: int, engine: str, fingerprint: str = MadeUpEncoder.fingerprint) -> Grown:
    """Make an archive of so many passages in `folder`; it is opened with the model of that fingerprint."""
    settings = Settings(archive=folder, trace=False)
    with write_lock(folder), publishing.draft_of(folder) as (draft, _):
        with closing(CatalogWriter(draft / CATALOG)) as catalog:
            for document, parts in documents(passages):
                catalog.put(document, parts, "made-up", _MADE)
            begun = time.process_time()
            update_keyword_index(draft, None, (), catalog.passages_after(0), settings.languages, engine)
            words = time.process_time() - begun
            begun = time.process_time()
            write_vectors(draft / VECTORS, made_up_vectors(passages), DIMENSION)
            nearest = update_nearest(draft, catalog.passage_ids(), None)
            write_word_vectors(draft, Postings(draft), catalog.layout, VectorIndex(draft / VECTORS))
            vectors = time.process_time() - begun
            catalog.commit()
            manifest = Manifest(
                format=FORMAT, model="made-up", fingerprint=fingerprint, dimension=DIMENSION,
                languages=settings.languages, passage_words=_WORDS, documents=catalog.count_documents(),
                passages=catalog.count_passages(), created="", keyword=engine, nearest=nearest,
                words_rule=WORDS_RULE,
            )  # fmt: skip
        publishing.publish(folder, draft, manifest)
    return Grown(settings, words, vectors)


def documents(passages: int) -> Iterator[tuple[Document, list[Passage]]]:
    """Documents with so many passages together, each of sentences drawn at random."""
    chance = random.Random(0)
    sentences = _sentences()
    titles = [sentence[:60].strip() for sentence in sentences if len(sentence) > 20]
    for number, first in enumerate(range(0, passages, _PASSAGES)):
        id, text, parts = f"made-{number:07}", "", []
        for _ in range(min(_PASSAGES, passages - first)):
            start, words = len(text), 0
            while words < _WORDS - 10:
                sentence = chance.choice(sentences)
                text += f"{sentence} "
                words += sentence.count(" ") + 1
            parts.append(Passage(id, start, len(text)))
        yield Document(id=id, text=text, title=chance.choice(titles), kind=chance.choice(("article", "letter"))), parts


def queries(number: int) -> list[str]:
    """The questions that come with the retrieval collections."""
    found = [
        json.loads(line)["text"].strip()
        for folder in COLLECTIONS
        for line in (folder / "queries.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    return random.Random(0).sample(found, number)


def _sentences() -> list[str]:
    files = [DELEGATES, *(folder / "corpus.jsonl" for folder in COLLECTIONS)]
    found = []
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines()[:1500]:
            text = json.loads(line)["text"][:6000]
            found += [" ".join(text[start:end].split()) for start, end in sentence_spans(text)]
    return [sentence for sentence in found if 3 <= sentence.count(" ") <= 80]


def made_up_vectors(number: int) -> Iterator[Vectors]:
    """So many unit vectors, in batches."""
    encoder = MadeUpEncoder()
    for first in range(0, number, 10_000):
        yield encoder.vectors(range(first, min(first + 10_000, number)))


def _unit(vectors: np.ndarray) -> Vectors:
    unit: Vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    return unit
