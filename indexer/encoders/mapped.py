"""Pages of mapped files, given back once they have been read. On Linux; elsewhere nothing is done."""

from __future__ import annotations

import ctypes
import mmap
from pathlib import Path

_MAPS = Path("/proc/self/maps")


def let_go(folder: Path) -> None:
    """Give back the pages of files below `folder` that this process has mapped to read, shared and never to write.

    Whoever reads them again finds them in the system's cache, or in the file: nothing can be lost.
    """
    if not _MAPS.exists():
        return
    madvise = ctypes.CDLL(None).madvise
    madvise.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
    for line in _MAPS.read_text(encoding="utf-8", errors="surrogateescape").splitlines():
        if f" {folder}/" in line and " r--s " in line:
            start, end = (int(place, 16) for place in line.split(maxsplit=1)[0].split("-"))
            madvise(start, end - start, mmap.MADV_DONTNEED)
