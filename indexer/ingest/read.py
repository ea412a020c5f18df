"""One file in, its documents out: picks the reader by content first, suffix second."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from indexer.errors import Unreadable
from indexer.ingest import jsonl, markdown, plaintext
from indexer.ingest.sources import SourceFile
from indexer.records import Document

Reader = Callable[[str, bytes], Iterator[Document]]
"""From a file's lasting path and its bytes to its documents. Raises Unreadable."""

_BY_SUFFIX: dict[str, Reader] = {
    ".txt": plaintext.read,
    ".text": plaintext.read,
    ".md": markdown.read,
    ".markdown": markdown.read,
    ".jsonl": jsonl.read,
    ".ndjson": jsonl.read,
}


def read_file(source: SourceFile, max_bytes: int) -> Iterator[Document]:
    """The documents of one file, in order. Raises Unreadable with a reason."""
    suffix = source.file.suffix.lower()
    reader = _BY_SUFFIX.get(suffix)
    if reader is None:
        raise Unreadable("format", f"no reader for {suffix or 'files without a suffix'}")
    if source.size > max_bytes:
        raise Unreadable("too-large", f"{source.size / 1e6:.0f} MB is over the limit (setting max_file_mb)")
    try:
        data = source.file.read_bytes()
    except OSError as error:
        raise Unreadable("no-access", f"cannot be opened: {error.strerror}") from error
    if not data.strip():
        raise Unreadable("empty", "the file is empty")
    inside = source.path.split("/", 1)[-1]
    for document in reader(source.path, data):
        yield source.rules.apply(document, inside)
