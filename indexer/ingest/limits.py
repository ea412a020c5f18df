"""What reading one file may cost, and unpacking that keeps to it."""

from __future__ import annotations

import gzip
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from indexer.errors import Unreadable
from indexer.settings import Settings

_FREE = 10_000_000
"""Below so many bytes unpacked no ratio matters: small files of one letter repeated pack very well."""
_STEP = 1 << 20
CUT_SHORT = "the file is cut short or damaged and cannot be unpacked: get a whole copy of it"
TOO_LARGE = "unpacks-too-large"
"""The code of what cannot be read for the limits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bytes, seconds and a ratio that no file may go beyond."""

    file: int
    unpacked: int
    ratio: int
    seconds: float
    memory: int

    @classmethod
    def of(cls, settings: Settings) -> Limits:
        """The limits that the settings name."""
        return cls(
            file=settings.max_file_mb * 1_000_000, unpacked=settings.max_unpacked_mb * 1_000_000,
            ratio=settings.max_unpack_ratio, seconds=settings.read_seconds, memory=settings.read_memory_mb * 1_000_000,
        )  # fmt: skip

    def check_unpacked(self, size: int, packed: int) -> None:
        """Raises Unreadable if `size` bytes out of `packed` are too much."""
        if size > self.unpacked:
            raise Unreadable(TOO_LARGE, f"unpacks to over {self.unpacked / 1e6:.0f} MB (max_unpacked_mb)")
        if size > _FREE and size > packed * self.ratio:
            raise Unreadable(TOO_LARGE, f"unpacks to over {self.ratio} times its size (max_unpack_ratio)")


def open_zip(data: bytes, limits: Limits) -> zipfile.ZipFile:
    """A ZIP archive whose members together keep to the limits. Raises Unreadable."""
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise Unreadable("broken", CUT_SHORT) from error
    limits.check_unpacked(sum(member.file_size for member in archive.infolist()), len(data))
    return archive


def member(archive: zipfile.ZipFile, name: str) -> bytes | None:
    """One member's bytes, None if there is none. Raises Unreadable. zipfile stops at the size that was declared."""
    try:
        return archive.read(name)
    except KeyError:
        return None
    except (RuntimeError, NotImplementedError) as error:  # a password, a way of packing that zipfile does not know
        raise Unreadable("broken", f"{name} in the file cannot be unpacked: {error}") from error
    except (zipfile.BadZipFile, OSError, EOFError, zlib.error) as error:
        raise Unreadable("broken", f"{name} in the file is cut short or damaged: get a whole copy of it") from error


def gunzip(data: bytes, limits: Limits) -> tuple[bytes, tuple[str, ...]]:
    """All members of a gzip file; what comes before damage is kept, and said so. Raises Unreadable."""
    parts: list[bytes] = []
    size = 0
    try:
        for part in _unpacked(data):
            parts.append(part)
            size += len(part)
            limits.check_unpacked(size, len(data))
    except (EOFError, OSError, zlib.error) as error:
        doubt = _told(error)
        if not parts:
            raise Unreadable("broken", doubt) from error
        return b"".join(parts), (f"{doubt}; what comes before was read",)
    return b"".join(parts), ()


def gzip_damage(data: bytes) -> str:
    """What is wrong with a gzip file, empty if every member is whole. Nothing of it is kept."""
    try:
        for _ in _unpacked(data):
            pass
    except (EOFError, OSError, zlib.error) as error:
        return _told(error)
    return ""


def _unpacked(data: bytes) -> Iterator[bytes]:
    with gzip.open(BytesIO(data)) as stream:
        while part := stream.read1(_STEP):
            yield part


def _told(error: Exception) -> str:
    return f"the gzip data {'ends too early' if isinstance(error, EOFError) else 'is damaged'}"
