"""Formulas in MathML, as OpenDocument keeps them and pages show them, in one line as one would type them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from unicodedata import combining

from indexer.ingest.typography.raised import above, below, grouped

_UNSEEN = {0x2061: " ", 0x2062: None, 0x2063: ",", 0x2064: "+"}
"""Signs for what is understood, as that of a product."""
_ACCENTS = {"^": "\u0302", "ˆ": "\u0302", "~": "\u0303", "˜": "\u0303", "¯": "\u0304", "‾": "\u0304", "→": "\u20d7",
            "˙": "\u0307", "¨": "\u0308"}  # fmt: skip
_WORD_SEAM = "\ufdd3"
"""Around a word, as `sin` is, which stands apart from letters and numbers beside it."""
_BETWEEN, _SEAM = re.compile(rf"(?<=\w){_WORD_SEAM}+(?=\w)"), re.compile(_WORD_SEAM)
_UNSAID = ("annotation", "annotation-xml", "mphantom")


def formula(math: Any) -> str:
    """The formula that a `math` element holds."""
    return " ".join(_SEAM.sub("", _BETWEEN.sub(" ", _said(math))).split())


def _said(element: Any) -> str:
    name = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
    if not name or name in _UNSAID:
        return ""
    if name == "mspace":
        return " "
    parts = list(map(_said, element))
    if parts and (shape := _SHAPES.get(name)):
        return shape([*(part.strip(_WORD_SEAM) for part in parts), "", "", ""])
    if name == "mfenced":
        return f"{element.get('open', '(')}{','.join(parts)}{element.get('close', ')')}"
    if name in ("mtable", "mtr"):
        return ("; " if name == "mtable" else " ").join(parts)
    own = (element.text or "").translate(_UNSEEN)
    own = own if name == "mtext" or own == " " else own.strip()
    return "".join((f"{_WORD_SEAM}{own}{_WORD_SEAM}" if len(own) > 1 and own.isalpha() else own, *parts))


def _over(parts: list[str]) -> str:
    accent = _ACCENTS.get(parts[1], parts[1])
    return parts[0] + (accent if len(accent) == 1 and combining(accent) else above(accent))


_SHAPES: dict[str, Callable[[list[str]], str]] = {
    "mfrac": lambda parts: f"{grouped(parts[0])}/{grouped(parts[1])}",
    "msup": lambda parts: parts[0] + above(parts[1]),
    "mover": _over,
    "msub": lambda parts: parts[0] + below(parts[1]),
    "munder": lambda parts: parts[0] + below(parts[1]),
    "msubsup": lambda parts: parts[0] + below(parts[1]) + above(parts[2]),
    "munderover": lambda parts: parts[0] + below(parts[1]) + above(parts[2]),
    "msqrt": lambda parts: f"√{grouped(''.join(parts))}",
    "mroot": lambda parts: f"{above(parts[1])}√{grouped(parts[0])}",
    "semantics": lambda parts: parts[0],
}
