"""Formulas in MathML, as OpenDocument keeps them and pages show them, in one line as one would type them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from indexer.ingest.raised import above, below, grouped


def formula(element: Any) -> str:
    """The formula that a `math` element, or a part of one, holds."""
    if not isinstance(element.tag, str):
        return ""
    name = element.tag.rpartition("}")[2]
    parts = [formula(child) for child in element]
    if shape := _SHAPES.get(name):
        return shape([*parts, "", "", ""])
    if name == "mfenced":
        return f"{element.get('open', '(')}{','.join(parts)}{element.get('close', ')')}"
    if name in ("mtable", "mtr"):
        return ("; " if name == "mtable" else " ").join(parts)
    return "".join(((element.text or "").strip(), *parts))


_SHAPES: dict[str, Callable[[list[str]], str]] = {
    "mfrac": lambda parts: f"{grouped(parts[0])}/{grouped(parts[1])}",
    "msup": lambda parts: parts[0] + above(parts[1]),
    "mover": lambda parts: parts[0] + above(parts[1]),
    "msub": lambda parts: parts[0] + below(parts[1]),
    "munder": lambda parts: parts[0] + below(parts[1]),
    "msubsup": lambda parts: parts[0] + below(parts[1]) + above(parts[2]),
    "munderover": lambda parts: parts[0] + below(parts[1]) + above(parts[2]),
    "msqrt": lambda parts: f"√{grouped(''.join(parts))}",
    "mroot": lambda parts: f"{above(parts[1])}√{grouped(parts[0])}",
    "semantics": lambda parts: parts[0],
}
