"""Reads bytes as the readers' tests need it."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO

from indexer.ingest.found import Doubt, Found
from indexer.ingest.limits import Limits
from indexer.ingest.read import read_bytes
from indexer.records import BlockKind, Document
from indexer.settings import Settings

LIMITS = Limits.of(Settings())


def read_all(content: str | bytes, name: str, columns: tuple[tuple[str, str], ...] = ()) -> list[Document]:
    return [found for found in _found(content, name, columns) if isinstance(found, Document)]


def doubts_of(content: str | bytes, name: str) -> list[str]:
    """What the reader doubts of the file as a whole."""
    return [found.text for found in _found(content, name) if isinstance(found, Doubt)]


def _found(content: str | bytes, name: str, columns: tuple[tuple[str, str], ...] = ()) -> Iterator[Found]:
    data = content.encode("utf-8") if isinstance(content, str) else content
    return read_bytes(f"papers/{name}", data, name, LIMITS, columns)


def read_one(content: str | bytes, name: str) -> Document:
    (document,) = read_all(content, name)
    return document


def blocks_of(document: Document, kind: BlockKind) -> list[str]:
    return [document.text[b.start : b.end] for b in document.blocks if b.kind == kind]


def zipped(members: dict[str, str]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def web_record(kind: str, url: str, payload: bytes, digest: str = "") -> bytes:
    """A record of a web archive; of a response with its head, of a resource as plain text."""
    media = "text/plain" if kind == "resource" else "application/http; msgtype=response"
    headers = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2014-02-16T05:02:21Z\r\n"
        f"WARC-Payload-Digest: {digest}\r\nContent-Type: {media}\r\nContent-Length: {len(payload)}\r\n\r\n"
    )
    return headers.encode() + payload + b"\r\n\r\n"
