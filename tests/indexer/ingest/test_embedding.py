from collections.abc import Sequence
from pathlib import Path
from threading import Event

import numpy as np
import pytest

from indexer.encoders import Vectors
from indexer.ingest import embedding
from indexer.ingest.embedding import Embedder
from indexer.records import Document, Passage
from indexer.stores.embeddings import EmbeddingCache, rounded
from tests.conftest import WordEncoder


class Counting(WordEncoder):
    def __init__(self) -> None:
        self.texts: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.texts += texts
        return super().encode(texts)


def passages(*texts: str) -> list[tuple[Document, Passage]]:
    return [
        (Document(id=str(n), text=text, title="", title_derived=True), Passage(str(n), 0, len(text), id=n))
        for n, text in enumerate(texts, start=1)
    ]


@pytest.fixture
def cache(tmp_path: Path) -> EmbeddingCache:
    return EmbeddingCache(tmp_path / "embeddings.sqlite", "words-1")


def test_vectors_come_in_the_order_of_the_passages(cache: EmbeddingCache) -> None:
    texts = ("the ferry", "the bridge", "the school")
    vectors = np.concatenate(list(Embedder(WordEncoder(), cache).vectors(passages(*texts))))
    assert np.array_equal(vectors, rounded(WordEncoder().encode(texts)).astype(np.float32))


def test_what_is_known_is_not_encoded_again(cache: EmbeddingCache) -> None:
    encoder = Counting()
    first = Embedder(encoder, cache)
    one = np.concatenate(list(first.vectors(passages("the ferry", "the bridge", "the ferry"))))
    assert (first.encoded, first.reused, encoder.texts) == (2, 1, ["the ferry", "the bridge"])
    second = Embedder(encoder, cache)
    two = np.concatenate(list(second.vectors(passages("the ferry", "the bridge", "the school"))))
    assert (second.encoded, second.reused, encoder.texts[2:]) == (1, 2, ["the school"])
    assert np.array_equal(one[:2], two[:2])


def test_batches_are_bounded_and_whole(cache: EmbeddingCache, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding, "_BATCH", 2)
    batches = list(Embedder(WordEncoder(), cache).vectors(iter(passages("a b", "c d", "e f"))))
    assert [len(batch) for batch in batches] == [2, 1]


def test_no_passages_give_no_vectors(cache: EmbeddingCache) -> None:
    assert list(Embedder(WordEncoder(), cache).vectors([])) == []


class Waiting(Counting):
    """Encodes in any thread but when it may."""

    def __init__(self) -> None:
        super().__init__()
        self.may = Event()

    def encode(self, texts: Sequence[str]) -> Vectors:
        assert self.may.wait(30)
        return super().encode(texts)


def test_the_first_batch_is_encoded_beside_other_work_and_once(
    cache: EmbeddingCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedding, "_BATCH", 2)
    encoder, texts = Waiting(), ("the ferry", "the bridge", "the school")
    embedder = Embedder(encoder, cache)
    embedder.begin(passages(*texts))
    encoder.may.set()  # the caller is here, and the encoder has been asked
    vectors = np.concatenate(list(embedder.vectors(passages(*texts))))
    assert encoder.texts == list(texts)
    assert (embedder.encoded, embedder.reused) == (3, 0)
    assert np.array_equal(vectors, rounded(WordEncoder().encode(texts)).astype(np.float32))


def test_what_was_begun_is_for_those_passages_alone(cache: EmbeddingCache) -> None:
    embedder = Embedder(WordEncoder(), cache)
    embedder.begin(passages("the ferry"))
    (vectors,) = embedder.vectors(passages("the bridge"))
    assert np.array_equal(vectors, rounded(WordEncoder().encode(["the bridge"])).astype(np.float32))


def test_what_is_known_needs_no_thread(cache: EmbeddingCache) -> None:
    list(Embedder(WordEncoder(), cache).vectors(passages("the ferry")))
    encoder = Counting()
    Embedder(encoder, cache).begin(passages("the ferry"))
    assert encoder.texts == []
