"""Bytes to text: UTF-8, else what the byte-order mark says, else a guess that is said aloud; mojibake mended."""

from __future__ import annotations

import codecs

from indexer.errors import Unreadable
from indexer.ingest.decoding.codepages import likely_encoding
from indexer.ingest.decoding.mojibake import mend

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_TIE = 0.06
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
    wide = _wide(data[:8192])
    if not wide:
        data = data.rstrip(b"\0") or data  # with which old systems filled a text's last block
    if _looks_binary(data[:8192], wide):
        raise Unreadable("binary", "the file is not text")
    if wide:
        try:
            return data.decode(wide), (f"encoding guessed: {wide}",)
        except UnicodeDecodeError as error:
            raise Unreadable("encoding", f"looks like {wide} but is not: {error.reason}") from error
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _guess(data)
    return (text, ()) if "\0" not in text else _guess(data)  # UTF-16 of plain English is UTF-8 full of NUL


def _looks_binary(start: bytes, wide: str) -> bool:
    """Whether the beginning of a file is no text; `wide` is what it may be in UTF-16 or -32, "" for neither."""
    text = start.decode(wide or "latin-1", errors="replace")
    if not wide and "\0" in text:
        return True
    # A program's tables are full of NUL as UTF-16 is, but what they decode to is no writing.
    strange = sum(char == "\ufffd" or (char < " " and ord(char) not in _TEXT_CONTROLS) for char in text)
    return strange > len(text) * 0.05


def _wide(start: bytes) -> str:
    """UTF-16 or -32 without a mark, "" for neither: in European text three or every second byte is NUL."""
    if len(start) < 8:
        return ""
    share = [start[offset::4].count(0) / len(start[offset::4]) for offset in range(4)]
    for encoding, low in (
        ("utf-32-le", (1, 2, 3)), ("utf-32-be", (0, 1, 2)), ("utf-16-le", (1, 3)), ("utf-16-be", (0, 2)),
    ):  # fmt: skip
        if all((share[at] > 0.8) == (at in low) for at in range(4)):
            return encoding
    return ""


def _guess(data: bytes) -> tuple[str, tuple[str, ...]]:
    if encoding := likely_encoding(data):
        return data.decode(encoding, errors="replace"), (f"encoding guessed: {encoding}",)
    from charset_normalizer import from_bytes

    guesses = list(from_bytes(data[: 1 << 20]))
    if not guesses:
        raise Unreadable("encoding", "the encoding cannot be guessed: save it as UTF-8")
    encoding = guesses[0].encoding
    for guess in guesses:  # of near ties the Western one: `perché così` in cp1250 would be `perché cosě`
        near = guess.chaos <= guesses[0].chaos + _TIE and guess.coherence >= guesses[0].coherence - _TIE
        if near and "cp1252" in guess.could_be_from_charset:
            encoding = "cp1252"
    return data.decode(encoding, errors="replace"), (f"encoding guessed: {encoding}",)
