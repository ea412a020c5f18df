from collections.abc import Sequence
from concurrent.futures import wait
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Semaphore

import numpy as np
import pytest

from indexer.encoders import Vectors
from indexer.errors import EncoderError
from indexer.ingest import embedding
from indexer.ingest.embedding import KEPT, Embedder
from indexer.records import Document, Passage
from indexer.stores.catalog.writer import CatalogWriter
from indexer.stores.vectors.embeddings import EmbeddingCache, digest_of, rounded
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
        self.asked, self.may = Event(), Event()

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.asked.set()
        assert self.may.wait(30)
        return super().encode(texts)


class Failing(WordEncoder):
    def encode(self, texts: Sequence[str]) -> Vectors:
        raise EncoderError("The model broke down.")


def begin(embedder: Embedder, *texts: str) -> None:
    for document, passage in passages(*texts):
        embedder.begin(document, [passage])


def test_passages_are_encoded_beside_other_work_and_once(
    cache: EmbeddingCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedding, "_BATCH", 2)
    encoder, texts = Waiting(), ("the ferry", "the bridge", "the school")
    with Embedder(encoder, cache) as embedder:
        begin(embedder, *texts[:2])
        assert encoder.asked.wait(30)  # for two, while the caller is here
        begin(embedder, texts[2])
        embedder.begin_the_rest()
        encoder.may.set()
        vectors = np.concatenate(list(embedder.vectors(passages(*texts))))
    assert encoder.texts == list(texts)
    assert (embedder.encoded, embedder.reused) == (3, 0)
    assert np.array_equal(vectors, rounded(WordEncoder().encode(texts)).astype(np.float32))


class Halting(WordEncoder):
    """Encodes its first batch, and others when it may."""

    def __init__(self) -> None:
        self.batches, self.may = 0, Event()

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.batches += 1
        assert self.batches == 1 or self.may.wait(30)
        return super().encode(texts)


def test_a_batch_waits_for_no_more_than_it_needs(cache: EmbeddingCache, monkeypatch: pytest.MonkeyPatch) -> None:
    encoder, texts = Halting(), ("the ferry", "the bridge", "the school")
    with Embedder(encoder, cache) as embedder:
        monkeypatch.setattr(embedding, "_BATCH", 2)
        begin(embedder, *texts)
        monkeypatch.setattr(embedding, "_BATCH", 1)
        vectors = embedder.vectors(passages(*texts))
        first = next(vectors)
        encoder.may.set()
        whole = np.concatenate([first, *vectors])
    assert np.array_equal(whole, rounded(WordEncoder().encode(texts)).astype(np.float32))


def test_what_was_begun_is_for_those_passages_alone(cache: EmbeddingCache) -> None:
    with Embedder(WordEncoder(), cache) as embedder:
        begin(embedder, "the ferry")
        embedder.begin_the_rest()
        (vectors,) = embedder.vectors(passages("the bridge"))
    assert np.array_equal(vectors, rounded(WordEncoder().encode(["the bridge"])).astype(np.float32))


def test_what_is_known_is_not_begun(cache: EmbeddingCache) -> None:
    list(Embedder(WordEncoder(), cache).vectors(passages("the ferry")))
    encoder = Counting()
    with Embedder(encoder, cache) as embedder:
        begin(embedder, "the ferry")
        embedder.begin_the_rest()
        list(embedder.vectors(passages("the ferry")))
    assert (encoder.texts, embedder.encoded, embedder.reused) == ([], 0, 1)


def test_what_finds_too_many_waiting_is_encoded_when_it_is_asked_for(
    cache: EmbeddingCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedding, "_BATCH", 1)
    monkeypatch.setattr(embedding, "_WAITING", 7)  # characters: two texts and a half
    encoder, texts = Waiting(), ("a b", "c d", "e f", "g h", "i j")
    with Embedder(encoder, cache) as embedder:
        begin(embedder, *texts)
        encoder.may.set()
        assert (len(list(embedder._ended())), encoder.texts) == (2, list(texts[:2]))
        begin(embedder, texts[2])
        assert len(list(embedder._ended())) == 1
        vectors = np.concatenate(list(embedder.vectors(passages(*texts))))
    assert (encoder.texts, embedder.encoded) == (list(texts), 5)
    assert np.array_equal(vectors, rounded(WordEncoder().encode(texts)).astype(np.float32))


def test_what_fails_ahead_fails_for_who_asks(cache: EmbeddingCache, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding, "_BATCH", 1)
    with Embedder(Failing(), cache) as embedder:
        begin(embedder, "the ferry")
        wait(future for _, future in embedder._begun)
        with pytest.raises(EncoderError, match="broke down"):
            begin(embedder, "the bridge")
        with pytest.raises(EncoderError, match="broke down"):
            list(embedder.vectors([]))


def test_an_interruption_waits_for_nothing_and_keeps_what_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedding, "_BATCH", 1)
    encoder, texts = Waiting(), ("the ferry", "the bridge", "the school")
    cache = EmbeddingCache(tmp_path / "e", "words-1")
    list(Embedder(WordEncoder(), cache).vectors(passages(texts[0])))
    stopped = KeyboardInterrupt()
    with Embedder(encoder, cache) as embedder:
        embedder.encoded = 1
        begin(embedder, *texts[1:])
        assert encoder.asked.wait(30)
        running, waiting = (future for _, future in embedder._begun)
        embedder.__exit__(KeyboardInterrupt, stopped, None)
        cache.close()
        encoder.may.set()
        assert (running.exception(30), waiting.cancelled()) == (None, True)
    assert (encoder.texts, stopped.__notes__) == ([texts[1]], [KEPT])
    with closing(EmbeddingCache(tmp_path / "e", "words-1")) as cache:
        assert list(cache.get(list(map(digest_of, texts)))) == [digest_of(texts[0])]


class Stepping(WordEncoder):
    """Encodes as many batches as it may."""

    def __init__(self) -> None:
        self.may = Semaphore(0)

    def encode(self, texts: Sequence[str]) -> Vectors:
        assert self.may.acquire(timeout=30)
        return super().encode(texts)


def test_how_far_it_is_is_told_of_what_was_begun_too(
    tmp_path: Path, cache: EmbeddingCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedding, "_BATCH", 2)  # of the first half as many
    told: list[tuple[int, int]] = []
    encoder, texts = Stepping(), ("a b", "c d", "e f", "g h", "i j")

    def tell(done: int, total: int) -> None:
        told.append((done, total))
        encoder.may.release()

    with closing(CatalogWriter(tmp_path / "catalog.sqlite")) as catalog:
        for document, passage in passages(*texts):
            catalog.put(document, [passage], "a.txt", datetime(2000, 1, 1, tzinfo=UTC))
        with Embedder(encoder, cache, tell) as embedder:
            begin(embedder, *texts[:4])
            assert [len(batch) for batch in embedder.vectors_after(catalog, 0)] == [2, 2, 1]
        assert (told[:2], told[-1]) == ([(0, 5), (1, 5)], (5, 5))
        assert told == sorted(told)
