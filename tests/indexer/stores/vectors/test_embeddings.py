import sqlite3
import zlib
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from indexer.errors import BrokenArchive
from indexer.stores.vectors import embeddings
from indexer.stores.vectors.embeddings import EmbeddingCache, digest_of, rounded

VECTOR = np.float32([0.1, 0.2, 0.3])
HERE, ABSENT = digest_of("here"), digest_of("absent")


def test_what_is_put_is_got_at_the_caches_precision(tmp_path: Path) -> None:
    cache = EmbeddingCache(tmp_path / "e", "model-1")
    cache.put({HERE: VECTOR})
    found = cache.get([ABSENT, HERE])
    assert list(found) == [HERE]
    assert found[HERE].dtype == np.float32
    assert np.array_equal(found[HERE], rounded(VECTOR).astype(np.float32))
    assert not np.array_equal(found[HERE], VECTOR)


def test_models_do_not_see_each_others_vectors(tmp_path: Path) -> None:
    one, two = (EmbeddingCache(tmp_path / "e", name) for name in ("model-1", "model-2"))
    one.put({HERE: VECTOR})
    assert two.get([HERE]) == {}
    two.put({HERE: -VECTOR})
    assert np.array_equal(one.get([HERE])[HERE], -two.get([HERE])[HERE])


def test_each_put_is_kept_at_once(tmp_path: Path) -> None:
    EmbeddingCache(tmp_path / "e", "model-1").put({HERE: VECTOR})  # never closed, as after a kill
    assert list(EmbeddingCache(tmp_path / "e", "model-1").get([HERE])) == [HERE]


def test_what_an_earlier_pressmark_cached_is_taken_over(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "e")) as db, db:
        db.execute(
            """CREATE TABLE embeddings (model TEXT NOT NULL, digest BLOB NOT NULL, vector BLOB NOT NULL,
               PRIMARY KEY (model, digest)) WITHOUT ROWID"""
        )
        digests = [digest_of(f"{n}") for n in range(99)]
        for model, sign in (("m1", 1), ("m2", -1)):
            rows = [(model, digest, rounded(sign * n * VECTOR).tobytes()) for n, digest in enumerate(digests)]
            db.executemany("INSERT INTO embeddings VALUES (?, ?, ?)", rows)
    for model, sign in (("m1", 1), ("m2", -1), ("m1", 1)):
        cache = EmbeddingCache(tmp_path / "e", model)
        found = cache.get(digests)
        assert [found[digest].tolist() for digest in digests] == [
            rounded(sign * n * VECTOR).tolist() for n in range(99)
        ]
        assert cache.get([ABSENT]) == {}
        cache.put({HERE: VECTOR})
        cache.close()
    assert EmbeddingCache(tmp_path / "e", "m3").get([HERE]) == {}


def test_a_damaged_vector_is_none_and_is_put_again(tmp_path: Path) -> None:
    cache = EmbeddingCache(tmp_path / "e", "model-1")
    cache.put({HERE: VECTOR, ABSENT: VECTOR})
    with closing(sqlite3.connect(tmp_path / "e")) as db, db:
        db.execute("UPDATE vectors SET vector = ? WHERE digest = ?", (rounded(-VECTOR).tobytes(), HERE))
    assert list(cache.get([HERE, ABSENT])) == [ABSENT]
    cache.put({HERE: VECTOR})
    assert list(cache.get([HERE])) == [HERE]


def test_a_cache_without_checksums_is_given_them(tmp_path: Path) -> None:
    with closing(EmbeddingCache(tmp_path / "e", "model-1")) as cache:
        cache.put({HERE: VECTOR})
    with closing(sqlite3.connect(tmp_path / "e")) as db, db:
        db.execute("ALTER TABLE vectors DROP COLUMN crc")
    assert list(EmbeddingCache(tmp_path / "e", "model-1").get([HERE])) == [HERE]


def test_checksums_that_were_given_to_half_are_given_to_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(EmbeddingCache(tmp_path / "e", "model-1")) as cache:
        cache.put({HERE: VECTOR, ABSENT: VECTOR})
    with closing(sqlite3.connect(tmp_path / "e")) as db, db:
        db.execute("ALTER TABLE vectors DROP COLUMN crc")

    def interrupted(digest: bytes, vector: bytes) -> int:
        if digest == ABSENT:
            raise KeyboardInterrupt
        return zlib.crc32(vector, zlib.crc32(digest))

    with monkeypatch.context() as patched:
        patched.setattr(embeddings, "_crc_of", interrupted)
        with pytest.raises(sqlite3.OperationalError):
            EmbeddingCache(tmp_path / "e", "model-1")
    assert len(EmbeddingCache(tmp_path / "e", "model-1").get([HERE, ABSENT])) == 2


def test_to_open_a_cache_reads_none_of_its_vectors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(EmbeddingCache(tmp_path / "e", "model-1")) as cache:
        cache.put({HERE: VECTOR})
    ran: list[str] = []

    def watched(file: Path, **options: bool) -> sqlite3.Connection:
        db = connect(file, **options)
        db.set_trace_callback(ran.append)
        return db

    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", watched)
    EmbeddingCache(tmp_path / "e", "model-1").close()
    assert [statement for statement in ran if "model-1" in statement]
    assert [statement for statement in ran if "crc_of" in statement] == []


def test_a_row_takes_little_more_than_its_vector_and_its_keys(tmp_path: Path) -> None:
    cache = EmbeddingCache(tmp_path / "e", "model-1")
    for batch in range(4):
        cache.put({digest_of(f"{batch} {n}"): np.full(384, 0.5, np.float32) for n in range(512)})
    cache.close()
    assert (tmp_path / "e").stat().st_size < 4 * 512 * (2 * 384 + 2 * 32) * 1.1


def test_the_key_is_the_sha256_of_the_text() -> None:
    assert digest_of("é").hex() == "4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c"


def test_a_file_that_is_no_cache_is_named_with_how_to_mend_it(tmp_path: Path) -> None:
    (tmp_path / "e").write_bytes(b"garbage" * 999)
    with pytest.raises(BrokenArchive, match=r"e is damaged \(file is not a database\): remove it; it is only a cache"):
        EmbeddingCache(tmp_path / "e", "model-1")
