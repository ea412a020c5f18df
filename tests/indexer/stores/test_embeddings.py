from pathlib import Path

import numpy as np

from indexer.stores.embeddings import EmbeddingCache, digest_of, rounded

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


def test_the_key_is_the_sha256_of_the_text() -> None:
    assert digest_of("é").hex() == "4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c"
