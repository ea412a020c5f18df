"""A Quotation as rows of the catalog and back: one of its own, and one a source.

What no query looks at goes into the JSON column `more` of either.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from indexer.records import Attribution, Change, NearMiss, Part, Quotation, Source, Span


def to_row(quotation: Quotation, grams: bytes) -> tuple[Any, ...]:
    """Its document, start, end, label, grams and more."""
    said, near = quotation.attribution, quotation.nearest
    more = {
        "parts": [_pair(part) for part in quotation.parts],
        "form": quotation.form,
        "attribution": [_pair(said.speaker), _pair(said.verb)] if said else None,
        "reason": quotation.reason,
        "nearest": [near.document_id, *_pair(near.span)] if near else None,
        "untraced": not quotation.traced,
    }
    kept = json.dumps({name: value for name, value in more.items() if value}, ensure_ascii=False)
    return (quotation.document_id, quotation.start, quotation.end, quotation.label, grams, kept)


def source_to_row(source: Source) -> tuple[Any, ...]:
    """Its document, start, end, label, confidence and more."""
    more = {
        "parts": [[*_pair(p.quoted), *_pair(p.source), p.label] for p in source.parts],
        "changes": [[c.kind, *_pair(c.quoted), *_pair(c.source)] for c in source.changes],
        "reason": source.reason,
    } | ({"peer": True} if source.peer else {})
    kept = json.dumps(more, ensure_ascii=False)
    return (source.document_id, source.start, source.end, source.label, source.confidence, kept)


def from_rows(document: str, more: str, sources: Iterable[tuple[Any, ...]]) -> Quotation:
    """The Quotation of these columns of its row, and of `document`, `label`, `confidence` and `more` of its sources."""
    values = json.loads(more)
    return Quotation(
        document, _spans(values["parts"]), values["form"],
        Attribution(*_spans(values["attribution"])) if values.get("attribution") else None,
        tuple(_source(*row) for row in sources), values.get("reason", ""),
        NearMiss(near[0], Span(*near[1:])) if (near := values.get("nearest")) else None,
        traced=not values.get("untraced"),
    )  # fmt: skip


def _source(document: str, label: Any, confidence: float, more: str) -> Source:
    values = json.loads(more)
    return Source(
        document, label, tuple(Part(Span(a, b), Span(c, d), label) for a, b, c, d, label in values["parts"]),
        tuple(Change(kind, Span(a, b), Span(c, d)) for kind, a, b, c, d in values["changes"]),
        confidence, values["reason"], values.get("peer", False),
    )  # fmt: skip


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]


def _spans(pairs: Iterable[Sequence[int]]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in pairs)
