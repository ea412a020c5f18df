"""The two encoders on the real model. They share one set of tests: whatever runs it, the model is the same."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings

from indexer.archive import Archive
from indexer.encoders import Encoder, Prompts, open_encoder
from indexer.encoders.model import find_model
from indexer.encoders.openvino import OpenVINOEncoder, _batches, _Form
from indexer.encoders.sentence import SentenceTransformersEncoder
from indexer.errors import EncoderError
from indexer.records import Document
from indexer.reindex import reindex
from indexer.search.query import parse_query
from indexer.settings import DEFAULT_MODEL, Settings
from tests.conftest import write_papers
from tests.indexer.ingest.test_passages import check, document, documents

pytestmark = pytest.mark.model

TEXTS = (
    "The harbour bridge is closed.", "The crossing over the port was shut.", "She plays the violin.", "x", "",
    "Größe, Straße & Maß – l'été", "日本語 한국어 עברית 👩‍👩‍👧", "word " * 1000,
)  # fmt: skip


@pytest.fixture(scope="module")
def torch() -> SentenceTransformersEncoder:
    encoder = open_encoder(Settings(encoder="torch"))
    assert isinstance(encoder, SentenceTransformersEncoder)
    return encoder


@pytest.fixture(scope="module")
def openvino() -> Encoder:
    pytest.importorskip("openvino")
    return open_encoder(Settings(encoder="openvino"))


@pytest.fixture(params=["torch", "openvino"])
def either(request: pytest.FixtureRequest) -> Encoder:
    encoder: Encoder = request.getfixturevalue(request.param)
    return encoder


def test_the_settings_choose(torch: Encoder, openvino: Encoder) -> None:
    assert isinstance(torch, SentenceTransformersEncoder)
    assert isinstance(openvino, OpenVINOEncoder)
    assert isinstance(open_encoder(Settings()), OpenVINOEncoder)


def test_the_default_model_is_the_published_one_and_a_tampered_copy_is_refused(tmp_path: Path) -> None:
    model = find_model(DEFAULT_MODEL)
    assert len(model.fingerprint) == 32
    shutil.copytree(model.path, tmp_path / "model")
    with (tmp_path / "model" / "model.safetensors").open("r+b") as weights:
        weights.seek(-1, 2)
        last = weights.read(1)[0]
        weights.seek(-1, 2)
        weights.write(bytes([last ^ 1]))
    with pytest.raises(EncoderError, match="is not the published"):
        _ = type(model)(DEFAULT_MODEL, tmp_path / "model").fingerprint


def test_vectors_are_unit_float32_in_the_order_of_the_texts(either: Encoder) -> None:
    vectors = either.encode(TEXTS)
    assert (vectors.shape, vectors.dtype) == ((len(TEXTS), either.dimension), np.float32)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(len(TEXTS)), abs=1e-5)
    for text, vector in zip(TEXTS, vectors, strict=True):
        assert float(either.encode([text])[0] @ vector) == pytest.approx(1, abs=1e-4)


@pytest.mark.parametrize("text", ["The harbour bridge is closed.", "x", "", "word " * 1000])
def test_a_text_is_read_as_it_is_encoded_and_with_each_of_its_tokens(either: Encoder, text: str) -> None:
    reading = either.read(text)
    assert reading.text == text
    assert reading.vector == pytest.approx(either.encode([text])[0], abs=1e-4)
    assert list(map(tuple, reading.spans)) == list(map(tuple, either.tokens(text)))[: either.max_tokens]
    assert (reading.tokens.shape, reading.tokens.dtype) == ((len(reading.spans), either.dimension), np.float32)
    assert np.linalg.norm(reading.tokens, axis=1) == pytest.approx(np.ones(len(reading.tokens)), abs=1e-5)


def test_tokens_are_those_of_the_text_whatever_marks_the_model_adds() -> None:
    pytest.importorskip("openvino")
    from tokenizers.processors import TemplateProcessing

    encoder = OpenVINOEncoder(find_model(DEFAULT_MODEL), 1)
    encoder._tokenizer.post_processor = TemplateProcessing("$A [SEP]", special_tokens=[("[SEP]", 102)])
    for text, spans in (("ferry quay", [(0, 5), (6, 10)]), ("ferry", [(0, 5)]), ("", [])):
        reading = encoder.read(text)
        assert (list(reading.spans), reading.tokens.shape) == (spans, (len(spans), encoder.dimension))


def test_what_the_model_has_no_letters_for_is_told_with_its_place(either: Encoder) -> None:
    said = "the ferry เรือข้ามฟาก, мельница 洪水"
    assert [said[start:end] for start, end in either.unknown(said)] == ["เรือข้ามฟาก", "洪"]
    longer = "word " * either.max_tokens + said
    assert [longer[start:end] for start, end in either.unknown(longer)] == ["เรือข้ามฟาก", "洪"]


def test_a_text_longer_than_the_model_takes_is_told_token_by_token(either: Encoder) -> None:
    for more in (-1, 0, 1, 2, 3, either.max_tokens, 2 * either.max_tokens + 5):
        count = either.max_tokens + more
        assert list(map(tuple, either.tokens("word " * count))) == [(5 * n, 5 * n + 4) for n in range(count)]


def test_a_model_with_a_layer_after_pooling_tells_of_no_tokens_and_is_searched(
    tmp_path: Path,
) -> None:
    from sentence_transformers import SentenceTransformer, models

    words = models.Transformer(str(find_model(DEFAULT_MODEL).path))
    SentenceTransformer(modules=[words, models.Pooling(384), models.Dense(384, 128)]).save(str(tmp_path / "dense"))
    encoder = open_encoder(Settings(model=str(tmp_path / "dense")))
    reading = encoder.read("ferry quay")
    assert (reading.vector.shape, reading.tokens.shape, reading.spans) == ((128,), (0, 128), [])
    settings = Settings(archive=tmp_path / "archive", model=str(tmp_path / "dense"), trace=False)
    papers = write_papers(tmp_path / "papers", {f"{n}.txt": f"The ferry left the quay at hour {n}." for n in range(9)})
    reindex([papers], settings, encoder=encoder)
    assert Archive.open(settings, encoder).search(parse_query("ferry at the quay")).hits


def test_openvino_agrees_token_by_token(torch: Encoder, openvino: Encoder) -> None:
    for text in TEXTS:
        assert (torch.read(text).tokens * openvino.read(text).tokens).sum(axis=1).min(initial=1) > 0.999


def test_what_means_the_same_is_near(either: Encoder) -> None:
    bridge, crossing, violin = either.encode(TEXTS[:3])
    assert bridge @ crossing > 0.4 > bridge @ violin


def test_openvino_agrees_with_sentence_transformers(torch: Encoder, openvino: Encoder) -> None:
    cosines = (torch.encode(TEXTS) * openvino.encode(TEXTS)).sum(axis=1)
    assert cosines.min() > 0.9995
    assert (torch.fingerprint, torch.dimension, torch.max_tokens) == (
        openvino.fingerprint, openvino.dimension, openvino.max_tokens,
    )  # fmt: skip
    for text in TEXTS:
        assert list(map(tuple, torch.tokens(text))) == list(map(tuple, openvino.tokens(text)))


def test_no_texts_give_no_vectors(openvino: Encoder) -> None:
    assert openvino.encode([]).shape == (0, openvino.dimension)


def test_the_model_reads_so_many_tokens_and_no_more(either: Encoder) -> None:
    whole = "a " * (either.max_tokens - 1)
    assert len(either.tokens(whole + "bridge")) == either.max_tokens
    last, changed, beyond = either.encode([whole + "bridge", whole + "violin", whole + "bridge violin"])
    assert last @ changed < 1 - 1e-5
    assert last @ beyond == pytest.approx(1, abs=1e-6)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(doc=documents())
@example(document("word" * 50_000))
@example(document("A" * 4050 + " the ferry is late again, and nobody knows why that is so" * 60, title="t " * 200))
@example(document("x" * 101 + " ferry" * 400, title="t " * 200))
@example(document("한글" * 5000, title="한글" * 23))
@example(document('"' * 20_000, title="a" * 48))
@example(document("supercalifragilistic" * 2000, title="T"))
@example(document("👩‍👩‍👧" * 3000))
def test_the_model_reads_every_passage_whole(openvino: Encoder, doc: Document) -> None:
    for words in (120, 1000):
        check(doc, openvino, words)


@pytest.mark.parametrize("which", ["torch", "openvino"])
def test_a_models_default_prompt_is_not_put_before_texts_by_the_encoder_itself(
    which: str, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare: Encoder = request.getfixturevalue(which)
    folder = tmp_path / "model"
    shutil.copytree(find_model(DEFAULT_MODEL).path, folder)
    table = {"prompts": {"query": "query: ", "document": "passage: "}, "default_prompt_name": "query"}
    (folder / "config_sentence_transformers.json").write_text(json.dumps(table), encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    prompted = open_encoder(Settings(model=str(folder), encoder=which))
    assert prompted.prompts == Prompts("query: ", "passage: ")
    texts = TEXTS[:3]
    assert (prompted.encode(texts) * bare.encode(texts)).sum(axis=1) == pytest.approx(np.ones(3), abs=1e-4)
    for text in texts:
        assert prompted.read(text).tokens.shape == bare.read(text).tokens.shape


@pytest.mark.slow
def test_a_model_that_pools_by_its_first_token_and_is_kept_in_half_precision(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("openvino")
    from safetensors.torch import load_file, save_file

    folder = tmp_path / "model"
    shutil.copytree(find_model(DEFAULT_MODEL).path, folder)
    weights = load_file(folder / "model.safetensors")
    save_file({name: w.bfloat16() for name, w in weights.items()}, folder / "model.safetensors", {"format": "pt"})
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps({**config, "dtype": "bfloat16"}))
    pooling = json.loads((folder / "1_Pooling" / "config.json").read_text())
    one = {name: name.endswith("cls_token") if name.startswith("pooling_mode") else v for name, v in pooling.items()}
    (folder / "1_Pooling" / "config.json").write_text(json.dumps(one))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    plain, fast = (open_encoder(Settings(model=str(folder), encoder=name)) for name in ("torch", "openvino"))
    assert (plain.encode(TEXTS) * fast.encode(TEXTS)).sum(axis=1).min() > 0.9995
    for text in TEXTS[:3]:
        one_way, other = plain.read(text), fast.read(text)
        assert one_way.vector @ other.vector > 0.9995
        assert (one_way.tokens * other.tokens).sum(axis=1).min() > 0.999


def test_batches_are_padded_to_whole_tiles_and_never_beyond_what_the_model_takes() -> None:
    form = _Form(tile=16, most=250, pooling="mean")
    encoded = [[1] * tokens for tokens in (3, 17, 16, 1, 250, 241)]
    batches = list(_batches(encoded, form, 4))
    assert [inputs["input_ids"].shape for _, inputs in batches] == [(4, 250), (2, 16)]
    told = {
        place: int(row.sum())
        for places, inputs in batches
        for place, row in zip(places, inputs["attention_mask"], strict=True)
    }
    assert told == {place: len(ids) for place, ids in enumerate(encoded)}
    assert [_Form(tile=1, most=250, pooling="cls").width(tokens) for tokens in (1, 17, 250)] == [1, 17, 250]


def test_what_is_asked_of_a_text_is_what_the_model_pools_and_each_token_wanted() -> None:
    mask = np.array([[1, 1, 1, 0], [1, 1, 0, 0]])
    mean, first = (_Form(tile=1, most=9, pooling=pooling) for pooling in ("mean", "cls"))
    assert mean.rows(mask, False).tolist() == [[[1, 1, 1, 0]], [[1, 1, 0, 0]]]
    assert first.rows(mask, False).tolist() == [[[1, 0, 0, 0]], [[1, 0, 0, 0]]]
    assert mean.rows(mask[:1], True).tolist() == [[[1, 1, 1, 0], *np.eye(4).tolist()]]


def test_a_vector_does_not_depend_on_the_texts_beside(openvino: Encoder) -> None:
    texts = [f"{'the ferry was late again ' * (n % 7)}on day {n}" for n in range(40)]
    many, few = openvino.encode(texts), np.concatenate([openvino.encode([text]) for text in texts])
    assert np.abs(many - few).max() < 1e-6


def test_many_texts_keep_their_order_however_many_threads_tokenise_them() -> None:
    pytest.importorskip("openvino")
    model, texts = find_model(DEFAULT_MODEL), [f"letter {number}" for number in range(101)]
    one, three = OpenVINOEncoder(model, 1).encode(texts), OpenVINOEncoder(model, 3).encode(texts)
    assert (one * three).sum(axis=1) == pytest.approx(np.ones(101), abs=1e-4)
    assert ((one @ three.T).argmax(axis=1) == np.arange(101)).all()


def test_to_measure_a_text_changes_nothing_for_a_thread_that_encodes(torch: SentenceTransformersEncoder) -> None:
    in_use = torch.loaded.tokenizer.backend_tokenizer
    in_use.enable_truncation(7)
    try:
        assert len(torch.tokens("word " * 300)) == 300
        assert in_use.truncation["max_length"] == 7
    finally:
        in_use.no_truncation()
