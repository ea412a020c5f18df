"""One file in, its documents out: the reader is chosen by content, then by suffix, and loaded when first needed."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from math import ceil
from pathlib import PurePath

from indexer.errors import Unreadable
from indexer.ingest.choosing.sources import SourceFile
from indexer.ingest.correspondents import with_correspondents
from indexer.ingest.dating.letterdate import with_letters_date
from indexer.ingest.dating.undated import with_readable_date
from indexer.ingest.documents import with_sender, with_short_title
from indexer.ingest.formats import HEAD, office_format, sniff
from indexer.ingest.found import Doubt, Found
from indexer.ingest.languages import with_language
from indexer.ingest.limits import Limits, gunzip
from indexer.records import Document

_EMPTY = "the file is empty"
_CLOSED = "cannot be opened: {}"
_READERS = {
    "text": "texts.plaintext", "markdown": "texts.markdown", "hipe": "texts.hipe",
    "page": "texts.pagexml", "alto": "texts.alto",
    "html": "pages.html", "mhtml": "pages.mhtml", "warc": "pages.warc",
    "mail": "mail.mail", "mbox": "mail.mail",
    "jsonl": "tables.jsonl", "csv": "tables.tables", "json": "tables.tables", "feed": "tables.feeds",
    "tei": "tei.tei", "xml": "tei.tei",
    "docx": "office.docx.reader", "odt": "office.odt.reader", "rtf": "office.rtf.reader", "pdf": "office.pdf.reader",
    "epub": "office.epub",
}  # fmt: skip
_OF_FIELDS = {"text", "markdown", "jsonl", "csv", "json"}
"""Formats in which people say who wrote a text, field by field. A web page's author may be whoever put it there."""
_OF_SITES = {"html", "mhtml", "warc", "feed"}
"""Formats in which the software of a site says what a text is: an article is what most of it calls every page."""


@dataclass(frozen=True, slots=True)
class Ending:
    """How the reading of a file ended; `code` and `reason` are empty if its reader did not fail.

    `sha256` is that of the bytes that were read, since the file may be another by now; empty where none were, or where
    the reader broke down.
    """

    code: str = ""
    reason: str = ""
    sha256: str = ""


def read_file(source: SourceFile, limits: Limits) -> Iterator[Found | Ending]:
    """The documents of one file, in order, with what its folder's rules add, and doubts; last, how it ended.

    Raises nothing, whatever a reader fails over: a bad file costs no more than itself.
    """
    sha256 = ""
    try:
        data = _contents(source, limits)
        sha256 = hashlib.sha256(data).hexdigest()
        yield from _documents(source, data, limits)
    except Exception as error:  # noqa: BLE001  a parser's own failure: the file is skipped, the run goes on
        ending = ended_by(error, limits, sha256)
    else:
        ending = Ending(sha256=sha256)
    yield ending


def ended_by(error: Exception, limits: Limits, sha256: str = "") -> Ending:
    """The ending of a reading that failed."""
    match error:
        case Unreadable():
            return Ending(error.code, str(error), sha256)
        case MemoryError():
            taken = f"more than {limits.memory / 1e6:.0f} MB (setting read_memory_mb)"
            return Ending("memory", f"reading it takes {taken}", sha256)
        case RecursionError():
            return Ending("nested", "it is nested too deeply", sha256)
    said = " ".join(str(error).split())[:200]
    return Ending("broken", f"the reader failed: {type(error).__name__}: {said}", sha256)


def _documents(source: SourceFile, data: bytes, limits: Limits) -> Iterator[Found]:
    columns = source.rules.columns(source.inside)
    for found in read_bytes(source.path, data, source.path, limits, columns):
        if isinstance(found, Document):
            found = with_short_title(with_readable_date(with_language(_ruled(found, source, data))))
        yield found


def _ruled(document: Document, source: SourceFile, data: bytes) -> Document:
    """The document with what its folder's rules add; their letter too is sent by the author whom a person named."""
    format_ = _format(data, source.path) if source.rules.rules else ""
    ruled = source.rules.apply(document, source.inside, kind_is_said=format_ not in _OF_SITES)
    called = ruled.kind != document.kind and format_ in _OF_FIELDS
    return with_letters_date(with_correspondents(with_sender(ruled) if called else ruled))


def _format(data: bytes, name: str) -> str:
    """The format of a file that was read; if it is packed, of what is in it."""
    format_ = sniff(data[:HEAD], name)
    if format_ != "gzip":
        return format_
    return _format(zlib.decompressobj(31).decompress(data[:HEAD], HEAD), str(PurePath(name).with_suffix("")))


def read_bytes(
    path: str, data: bytes, name: str, limits: Limits, columns: tuple[tuple[str, str], ...] = (), depth: int = 0
) -> Iterator[Found]:
    """The documents in some bytes. What packs or holds other files is opened up to three deep."""
    if not data.strip():
        raise Unreadable("empty", _EMPTY)
    if depth > 3:
        raise Unreadable("nested", "files inside files inside files: not opened further")

    def inside(path: str, data: bytes, name: str) -> Iterator[Found]:
        return read_bytes(path, data, name, limits, columns, depth + 1)

    format_ = sniff(data[:HEAD], name)
    if format_ == "gzip":
        unpacked, damage = gunzip(data, limits)
        yield from inside(path, unpacked, str(PurePath(name).with_suffix("")))
        yield from (Doubt(path, doubt, partial=True) for doubt in damage)
        return
    if format_ == "zip":
        format_ = office_format(data)
    reader = import_module(f"indexer.ingest.{_READERS[format_]}")
    match format_:
        case "docx" | "odt" | "epub":
            yield from reader.read(path, data, limits)
        case "mail" | "mbox":
            yield from reader.read(path, data, format_, inside)
        case "html" | "mhtml":
            yield from reader.read(path, data, inside)
        case "warc":
            yield from reader.read(path, data, inside, limits)
        case "jsonl":
            yield from reader.read(path, data, columns)
        case "csv" | "json":
            yield from reader.read(path, data, format_, columns, inside)
        case _:
            yield from reader.read(path, data)


def check_unopened(source: SourceFile, limits: Limits) -> None:
    """Raises Unreadable for a file that is known not to be read before it is opened."""
    if source.code:
        raise Unreadable(source.code, source.reason)
    if source.size > limits.file:
        size, most = ceil(source.size / 1e6), limits.file // 1_000_000
        raise Unreadable("too-large", f"{size} MB is over the limit of {most} MB (setting max_file_mb)")
    if not source.size:
        raise Unreadable("empty", _EMPTY)


def check_format(source: SourceFile) -> None:
    """Raises Unreadable for a file that no reader reads, or that cannot be opened, by its first bytes."""
    try:
        with source.file.open("rb") as file:
            sniff(file.read(HEAD), source.path)
    except OSError as error:
        raise Unreadable("no-access", _CLOSED.format(error.strerror)) from error


def _contents(source: SourceFile, limits: Limits) -> bytes:
    check_unopened(source, limits)
    try:
        return source.file.read_bytes()
    except OSError as error:
        raise Unreadable("no-access", _CLOSED.format(error.strerror)) from error
