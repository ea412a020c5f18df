"""A graph drawn to run fast says what the transformer says."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pytest

from indexer.encoders.graph import in_parts, summed, traced
from indexer.machine.spared import absent

pytestmark = pytest.mark.model

IDS = np.array([[2, 5, 9, 4, 7, 3], [2, 8, 3, 0, 0, 0]])
MASK = np.array([[1, 1, 1, 1, 1, 1], [1, 1, 1, 0, 0, 0]])
TRIED = np.arange(200).reshape(2, 100) % 12
MOST = 100


def _small_bert() -> Any:
    import torch
    from transformers import BertConfig, BertModel

    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=12, hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=32
    )  # fmt: skip
    config._attn_implementation = "sdpa"
    return BertModel(config).eval()


def _tokenizer(texts: list[str], **_: Any) -> dict[str, Any]:
    import torch

    ids = TRIED if texts else IDS
    mask = np.ones_like(TRIED) if texts else MASK
    return {"input_ids": torch.tensor(ids), "attention_mask": torch.tensor(mask)}


def _drawn(transformer: Any) -> Any:
    pytest.importorskip("openvino")
    with warnings.catch_warnings(), absent("openvino_telemetry"):
        warnings.simplefilter("ignore")
        return in_parts(traced(transformer, _tokenizer, MOST))


def _states(graph: Any, ids: Any = IDS, mask: Any = MASK) -> Any:
    return _compiled(graph)({"input_ids": ids, "attention_mask": mask})[0]


def _compiled(graph: Any, precision: str = "f32") -> Any:
    import openvino

    return openvino.Core().compile_model(graph, "CPU", {"INFERENCE_PRECISION_HINT": precision})


def _kinds(graph: Any) -> list[str]:
    return [node.get_type_name() for node in graph.get_ordered_ops()]


def _expected(transformer: Any) -> Any:
    import torch

    with torch.inference_mode():
        return transformer(**_tokenizer([])).last_hidden_state.numpy()


def test_attention_is_in_parts_and_says_the_same_of_texts_of_unlike_length() -> None:
    transformer = _small_bert()
    graph = _drawn(transformer)
    assert "ScaledDotProductAttention" not in _kinds(graph)
    assert _kinds(graph).count("Softmax") == 2
    assert np.abs(_states(graph) - _expected(transformer))[MASK == 1].max() < 1e-5


def test_sums_are_of_the_tokens_asked_for() -> None:
    transformer = _small_bert()
    rows = np.array([[[1, 1, 1, 0, 0, 0], [0, 0, 1, 0, 0, 0]], [[1, 1, 0, 0, 0, 0], [0, 1, 0, 0, 0, 0]]])
    found = _compiled(summed(_drawn(transformer)))({"input_ids": IDS, "attention_mask": MASK, "rows": rows})[0]
    assert np.abs(found - rows @ _expected(transformer)).max() < 1e-5


def test_where_the_processor_has_it_what_layers_hand_on_is_in_bfloat16() -> None:
    openvino = pytest.importorskip("openvino")
    if "BF16" not in openvino.Core().get_property("CPU", "OPTIMIZATION_CAPABILITIES"):
        pytest.skip("This processor has no bfloat16.")

    def precisions(graph: Any) -> set[str]:
        ops = _compiled(graph, "bf16").get_runtime_model().get_ordered_ops()
        told = [{name: value.astype(str) for name, value in op.get_rt_info().items()} for op in ops]
        return {info["outputPrecisions"] for info in told if info["layerType"] in ("MVN", "Eltwise")}

    assert precisions(summed(_drawn(_small_bert()))) == {"bf16"}
    assert "f32" in precisions(_drawn(_small_bert()))


def test_a_transformer_that_knows_no_types_of_tokens_is_given_none() -> None:
    import torch
    from transformers import DistilBertConfig, DistilBertModel

    torch.manual_seed(0)
    config = DistilBertConfig(vocab_size=12, dim=16, n_layers=2, n_heads=2, hidden_dim=32)
    config._attn_implementation = "sdpa"
    transformer = DistilBertModel(config).eval()
    graph = _drawn(transformer)
    assert _kinds(graph).count("Softmax") == 2
    assert np.abs(_states(graph) - _expected(transformer))[MASK == 1].max() < 1e-5


def test_the_type_of_all_tokens_is_looked_up_once() -> None:
    assert _kinds(_drawn(_small_bert())).count("GatherElements") == 0


def test_a_transformer_that_makes_the_square_mask_itself_is_drawn_as_it_is() -> None:
    import torch

    class OnlyFlat(torch.nn.Module):
        """Takes a mask of two dimensions alone."""

        def __init__(self) -> None:
            super().__init__()
            self.inner = _small_bert()

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            if attention_mask.dim() != 2:
                raise ValueError("Wrong shape for attention_mask")
            return self.inner(input_ids=input_ids, attention_mask=attention_mask)

    transformer = OnlyFlat().eval()
    graph = _drawn(transformer)
    assert np.abs(_states(graph) - _expected(transformer))[MASK == 1].max() < 1e-5


def test_a_transformer_whose_tokens_heed_only_what_is_near_keeps_its_own_mask() -> None:
    import torch
    from transformers import ModernBertConfig, ModernBertModel

    torch.manual_seed(0)
    config = ModernBertConfig(
        vocab_size=12, hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=32,
        local_attention=8, global_attn_every_n_layers=2, pad_token_id=0, bos_token_id=1, eos_token_id=2,
        cls_token_id=1, sep_token_id=2,
    )  # fmt: skip
    config._attn_implementation = "sdpa"
    transformer = ModernBertModel(config).eval()
    for layer in transformer.layers:
        layer.attn.Wqkv.weight.data *= 40  # what a token heeds is not all alike
    with torch.inference_mode():
        expected = transformer(**_tokenizer(["any"])).last_hidden_state.numpy()
    graph = _drawn(transformer)
    found = _states(graph, TRIED, np.ones_like(TRIED))
    assert np.abs(found - expected).max() < 1e-3
    mask = np.array([[1] * 40, [1] * 9 + [0] * 31])  # of the padding some has nothing but padding near it
    padded, alone = _states(graph, TRIED[:, :40] * mask, mask), _states(graph, TRIED[1:, :9], mask[1:, :9])
    assert np.isfinite(padded).all()
    assert np.abs(padded[1, :9] - alone[0]).max() < 1e-3
