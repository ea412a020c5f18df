"""Bytes to text: UTF-8, else what the byte-order mark says, else a guess that is said aloud; mojibake mended."""

from __future__ import annotations

import codecs

from indexer.errors import Unreadable
from indexer.ingest.mojibake import mend

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_TEXT_CONTROLS = frozenset(b"\t\n\r\f\x1a\x1b\x85")


def decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text, and warnings if its encoding was guessed or mojibake found. Raises Unreadable for what is no text."""
    text, guessed = _decoded(data)
    mended, doubts = mend(text)
    return mended, (*guessed, *doubts)


def _decoded(data: bytes) -> tuple[str, tuple[str, ...]]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), ()
            except UnicodeDecodeError as error:
                raise Unreadable("encoding", f"begins as {encoding} but is not: {error.reason}") from error
    if _looks_binary(data[:8192]):
        raise Unreadable("binary", "the file is not text")
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        return _guess(data)


def _looks_binary(start: bytes) -> bool:
    controls = sum(1 for byte in start if byte < 32 and byte not in _TEXT_CONTROLS)
    return (b"\0" in start and not _wide(start)) or (controls > len(start) * 0.05 and not _wide(start))


def _wide(start: bytes) -> bool:
    """UTF-16 or -32 without a mark: every second or fourth byte is nearly always NUL."""
    zeros = max((start[offset::2].count(0) for offset in (0, 1)), default=0)
    return len(start) >= 8 and zeros > 0.4 * (len(start) / 2) and start.count(b"\0\0\0\0") == 0


def _guess(data: bytes) -> tuple[str, tuple[str, ...]]:
    from charset_normalizer import from_bytes

    best = from_bytes(data[: 1 << 20]).best()
    if best is None:
        raise Unreadable("encoding", "the encoding cannot be guessed: save it as UTF-8")
    text = data.decode(best.encoding, errors="replace")
    return text, (f"encoding guessed: {best.encoding}",)
