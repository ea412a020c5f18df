"""A transformer as OpenVINO's graph, drawn so that it runs fastest: what it says stays the same."""

from __future__ import annotations

from inspect import signature
from typing import Any

_TRIED = ["one", " ".join(map(str, range(1500, 2100)))]
"""A short text and one that is longer than most models take, in which no two words are the same."""
_AWAY = 30_000.0
"""Taken off what a token heeds of padding: nothing is left of it then, in any precision."""


def traced(transformer: Any, tokenizer: Any, most: int) -> Any:
    """The graph of a transformers model: token ids and mask, `(batch, tokens)` each, in; last hidden state out.

    `most` is how many tokens the model takes.
    """
    import torch
    from openvino.tools.ovc import convert_model

    class LastState(torch.nn.Module):  # type: ignore[misc]
        """The transformer, with its last hidden state as the only output."""

        def __init__(self, lean: bool) -> None:
            super().__init__()
            self.inner = transformer.eval()
            self.lean = lean
            self.types = lean and "token_type_ids" in signature(transformer.forward).parameters

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            more = {"token_type_ids": torch.zeros((1, 1), dtype=torch.int64)} if self.types else {}
            if self.lean:  # reshaped last, or OpenVINO cannot tell what it is broadcast to
                attention_mask = ((attention_mask.float() - 1) * _AWAY)[:, None, None, :]
            return self.inner(input_ids=input_ids, attention_mask=attention_mask, **more).last_hidden_state

    tried = tokenizer(_TRIED, return_tensors="pt", padding=True, truncation=True, max_length=most)
    example = {name: tried[name] for name in ("input_ids", "attention_mask")}
    lean, own = LastState(lean=True), LastState(lean=False)
    return _in_numbers(convert_model(lean if _say_the_same(lean, own, example) else own, example_input=example))


def _say_the_same(lean: Any, own: Any, example: dict[str, Any]) -> bool:
    """Whether the model needs no more of a mask than a row of numbers for each text, and one type for all tokens.

    By itself it makes a square of each row, as many rows as tokens. Mostly these are all the same, and adding them
    takes a twentieth of all the time; where tokens heed only what is near, or came before, they are not. It looks up a
    type for each token, too: a fiftieth.
    """
    import torch

    with torch.inference_mode():
        expected = own(**example)
        try:
            given = lean(**example)
        except Exception:  # noqa: BLE001  each architecture has its own way to say no
            return False
    there = example["attention_mask"].bool()
    return bool(torch.allclose(given[there], expected[there], rtol=1e-3, atol=1e-4))


def _in_numbers(graph: Any) -> Any:
    """Masks of yes and no as numbers: of a token that may heed none, as padding may, OpenVINO makes no number else."""
    from openvino import Type
    from openvino import opset13 as ops

    for node in graph.get_ordered_ops():
        if node.get_type_name() == "ScaledDotProductAttention" and len(node.inputs()) > 3:
            mask = node.input(3).get_source_output()
            if mask.get_element_type() == Type.boolean:
                heeded, not_heeded = (ops.constant(number, Type.f32) for number in (0.0, -_AWAY))
                node.input(3).replace_source_output(ops.select(mask, heeded, not_heeded).output(0))
    graph.validate_nodes_and_infer_types()
    return graph


def summed(graph: Any) -> Any:
    """The graph with one more input, `rows`: what of the tokens' states is asked for, `(batch, rows, tokens)`.

    Out come the sums of each row, `(batch, rows, dim)`: a text's mean is one row, a token by itself another. With a
    product at its end OpenVINO keeps in bfloat16 what the layers hand on as well, not their products alone, which
    saves a tenth of the time.
    """
    from openvino import Dimension, Model, Type
    from openvino import opset13 as ops

    rows = ops.parameter([Dimension()] * 3, Type.f32, name="rows")
    rows.output(0).set_names({"rows"})
    sums = ops.matmul(rows, graph.output(0).get_node().input(0).get_source_output(), False, False)
    return Model([ops.result(sums)], [*graph.get_parameters(), rows])


def in_parts(graph: Any) -> Any:
    """Attention as products and a softmax: OpenVINO fuses these with the transpositions around them, the whole not."""
    from openvino import opset13 as ops

    for node in graph.get_ordered_ops():
        if _is_attention(node):
            query, key, value, mask, *scale = (port.get_source_output() for port in node.inputs())
            width = query.get_partial_shape()[-1].get_length()
            scaled = ops.multiply(query, scale[0] if scale else width**-0.5)
            weights = ops.softmax(ops.add(ops.matmul(scaled, key, False, True), mask), -1)
            node.output(0).replace(ops.matmul(weights, value, False, False).output(0))
    graph.validate_nodes_and_infer_types()
    return graph


def _is_attention(node: Any) -> bool:
    """Attention to all that a mask leaves, not to what came before alone."""
    if node.get_type_name() != "ScaledDotProductAttention" or node.get_attributes().get("causal"):
        return False
    return len(node.inputs()) > 3
