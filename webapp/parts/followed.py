"""What a link to a place in a document means today, be it made from an earlier text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from flask import request

from indexer.archive import Archive
from indexer.errors import NotFound
from indexer.presentation.permalinks import LinkedPassage, linked_passage, linked_text
from indexer.records import Document, Span
from indexer.stores.catalog.versions import Version
from indexer.text.anchoring import Status
from webapp.asking import span_of


@dataclass(frozen=True, slots=True)
class Followed:
    """What the page's address points to: the passage to mark, and what must be said of it (`note`)."""

    passage: Span | None = None
    note: Status | Literal["", "unknown", "earlier", "nowhere"] = ""
    place: LinkedPassage | None = None
    earlier: Version | None = None


def followed(held: Archive, document: Document) -> Followed:
    """What `?at=` and `?v=` of this request mean in today's text."""
    at, version = request.args.get("at", "").strip(), request.args.get("v", "")
    try:
        linked = linked_text(document, held.catalog.versions, version)
    except NotFound:
        return Followed(note="unknown")
    span = span_of(at, len(linked.text))
    if span is None and at:
        return Followed(note="nowhere", earlier=linked.earlier)
    if span is None:
        return Followed(note="earlier" if linked.earlier else "", earlier=linked.earlier)
    place = linked_passage(document, linked, span)
    return Followed(place.span, place.status if place.status != "exact" else "", place, linked.earlier)
