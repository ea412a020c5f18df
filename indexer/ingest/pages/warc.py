"""Web archives (WARC and the older ARC, also compressed): each captured page through its own reader."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

from indexer.errors import Unreadable
from indexer.ingest.found import Doubt, Found, Inside
from indexer.ingest.limits import TOO_LARGE, Limits, gunzip, gzip_damage
from indexer.records import Document

_NAMES = {
    "text/html": "page.html", "application/xhtml+xml": "page.html", "text/plain": "page.txt",
    "application/pdf": "page.pdf",
}  # fmt: skip
_ROOM = 200_000_000
_GZIP = b"\x1f\x8b"


def read(path: str, data: bytes, inside: Inside, limits: Limits) -> Iterator[Found]:
    """The documents in every response of status 200, and in revisits of them. Raises Unreadable.

    A page captured twice with the same words is one document of two captures: the first is kept.
    """
    walk = _Walk(path, inside, limits.file)
    if _is_one_piece(data):  # no tool should write it so, and some do
        data, damage = gunzip(data, limits)
        walk.doubt("compressed as a whole, not record by record")
        for doubt in damage:
            walk.doubt(doubt, partial=True)
    elif data.startswith(_GZIP) and (broken := gzip_damage(data)):  # where it can read no further warcio ends
        walk.doubt(f"{broken}; what comes before was read", partial=True)
    yield from walk.documents(data)
    if not walk.found:
        told = "; ".join(doubt.text for doubt in walk.doubts[:2])
        raise Unreadable("no-documents", told or "no response in the archive holds a document")
    yield from walk.doubts


def _is_one_piece(data: bytes) -> bool:
    """Whether a gzip file's first member holds more than the first record."""
    if not data.startswith(_GZIP):
        return False
    try:
        first = zlib.decompressobj(31).decompress(data, 1 << 20)
    except zlib.error:
        return False
    return len(re.findall(rb"(?m)^WARC/[01]\.\d\r?$", first)) > 1


class _Payloads:
    """The last payloads, by digest and record, for revisits that may ask for them: so many bytes and no more."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._kept: dict[str, tuple[bytes, str]] = {}

    def keep(self, keys: Iterable[str], payload: bytes, name: str) -> None:
        """Keep a payload with a name that says its type; the oldest make room for it."""
        for key in filter(None, keys):
            if key not in self._kept:
                self._kept[key] = (payload, name)
                self._room -= len(payload)
        while self._room < 0:
            self._room += len(self._kept.pop(next(iter(self._kept)))[0])

    def find(self, *keys: str) -> tuple[bytes, str] | None:
        """What is kept by the first of the keys."""
        return next((self._kept[key] for key in keys if key in self._kept), None)


class _Walk:
    """One pass over an archive."""

    def __init__(self, path: str, inside: Inside, largest: int) -> None:
        self._path = path
        self._inside = inside
        self._largest = largest
        self._records: set[str] = set()
        self._payloads = _Payloads(_ROOM)
        self.found = 0
        self.doubts: list[Doubt] = []

    def doubt(self, text: str, partial: bool = False) -> None:
        """Have it told of the archive as a whole."""
        self.doubts.append(Doubt(self._path, text, partial))

    def documents(self, data: bytes) -> Iterator[Found]:
        for url, when, payload, name in self._captures(data):
            record = f"{when}/{url}"
            if record in self._records:
                continue
            self._records.add(record)
            try:
                for found in self._inside(f"{self._path}#{record}", payload, name):
                    if isinstance(found, Document):
                        self.found += 1
                        captured = {**found.metadata, "captured": when}
                        found = replace(found, url=url or found.url, metadata=captured)
                    yield found
            except Unreadable as error:
                self.doubt(f"{url} was left out: {error}", partial=error.code == TOO_LARGE)

    def _captures(self, data: bytes) -> Iterator[tuple[str, str, bytes, str]]:
        """URL, moment, payload and a name that says its type, of each response worth reading."""
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed

        record = None
        try:
            for record in ArchiveIterator(BytesIO(data), arc2warc=True):
                if record.rec_type in ("response", "revisit", "resource"):
                    yield from self._capture(record)
            if record and data.startswith(b"WARC/") and record.raw_stream.limit:  # ARC's lengths are often wrong
                self.doubt("the web archive ends in the middle of a record", partial=True)
        except (ArchiveLoadFailed, OSError, EOFError, ValueError, AttributeError, TypeError) as error:
            self.doubt(f"the web archive is damaged, what comes after was not read: {_brief(error)}", partial=True)

    def _capture(self, record: Any) -> Iterator[tuple[str, str, bytes, str]]:
        url = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")
        when = record.rec_headers.get_header("WARC-Date") or ""
        digest = record.rec_headers.get_header("WARC-Payload-Digest") or ""
        if record.rec_type == "revisit":
            if known := self._payloads.find(digest, record.rec_headers.get_header("WARC-Refers-To") or ""):
                yield url, when, *known
            else:
                self.doubt(f"{url} is a revisit of a capture that is not in this archive, or too far above")
            return
        status = record.http_headers.get_statuscode() if record.http_headers else "200"
        media = self._media_type(record)
        if status != "200" or media not in _NAMES or url.startswith("metadata:") or url.endswith("/robots.txt"):
            return  # also wget's own log, and what a site tells to programs
        payload = record.content_stream().read(self._largest + 1)
        if len(payload) > self._largest:
            most = f"{self._largest / 1e6:.0f} MB (setting max_file_mb)"
            self.doubt(f"{url} was left out: over {most}", partial=True)
            return
        name = _NAMES[media]
        self._payloads.keep((digest, record.rec_headers.get_header("WARC-Record-ID") or ""), payload, name)
        yield url, when, payload, name

    @staticmethod
    def _media_type(record: Any) -> str:
        headers = record.http_headers or record.rec_headers
        return str(headers.get_header("Content-Type") or "").split(";")[0].strip().lower()


def _brief(error: BaseException) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
