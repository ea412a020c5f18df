"""A transformer as OpenVINO's graph, drawn so that it runs fastest: what it says stays the same."""

from __future__ import annotations

from typing import Any

_AWAY = 30_000.0
"""Taken off what a token heeds of padding: nothing is left of it then, in any precision."""


def traced(transformer: Any, tokenizer: Any) -> Any:
    """The graph of a transformers model: token ids and mask, `(batch, tokens)` each, in; last hidden state out."""
    import torch
    from openvino.tools.ovc import convert_model

    class LastState(torch.nn.Module):  # type: ignore[misc]
        """The transformer, with its last hidden state as the only output."""

        def __init__(self, lean: bool) -> None:
            super().__init__()
            self.inner = transformer.eval()
            self.lean = lean

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            if self.lean:  # reshaped last, or OpenVINO cannot tell what it is broadcast to
                attention_mask = ((attention_mask.float() - 1) * _AWAY)[:, None, None, :]
            return self.inner(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state

    short_and_long = tokenizer(["one", "some more words"], return_tensors="pt", padding=True)
    example = {name: short_and_long[name] for name in ("input_ids", "attention_mask")}
    lean = LastState(lean=True)
    return convert_model(lean if _runs(lean, example) else LastState(lean=False), example_input=example)


def _runs(model: Any, example: dict[str, Any]) -> bool:
    """Whether the model takes a row of numbers for each text as its mask.

    By itself it makes a square of each, as many rows as tokens and all the same, and adding that takes a twentieth of
    all the time.
    """
    try:
        model(**example)
    except Exception:  # noqa: BLE001  each architecture has its own way to say no
        return False
    return True


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
    """Attention to all that a mask of numbers leaves: not to what came before alone, nor by a mask of yes and no."""
    if node.get_type_name() != "ScaledDotProductAttention" or node.get_attributes().get("causal"):
        return False
    return len(node.inputs()) > 3 and node.input(3).get_element_type().is_real()
