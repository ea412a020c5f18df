"""Reads bytes as the readers' tests need it."""

from __future__ import annotations

from indexer.ingest.limits import Limits
from indexer.ingest.read import read_bytes
from indexer.records import BlockKind, Document
from indexer.settings import Settings

LIMITS = Limits.of(Settings())


def read_all(content: str | bytes, name: str, columns: tuple[tuple[str, str], ...] = ()) -> list[Document]:
    data = content.encode("utf-8") if isinstance(content, str) else content
    return list(read_bytes(f"papers/{name}", data, name, LIMITS, columns))


def read_one(content: str | bytes, name: str) -> Document:
    (document,) = read_all(content, name)
    return document


def blocks_of(document: Document, kind: BlockKind) -> list[str]:
    return [document.text[b.start : b.end] for b in document.blocks if b.kind == kind]
