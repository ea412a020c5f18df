"""Arrays that are written into their file as they are made, and read where they lie: they may not fit in memory."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tokenize import TokenError
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.errors import BrokenArchive
from indexer.stores.generations.manifest import RESTORE


@contextmanager
def new_array(file: Path, dtype: type[np.generic] | np.dtype[Any], shape: tuple[int, ...]) -> Iterator[NDArray[Any]]:
    """A new array of numbers in its file, which is whole there when the context ends.

    Disk space is allocated first, because neither mmap nor `np.save` reports a full disk reliably. Raises OSError.
    """
    if 0 in shape:  # an empty file cannot be mapped for writing
        empty = np.empty(shape, dtype)
        with file.open("wb") as handle:
            np.save(handle, empty, allow_pickle=False)
        yield empty
        return
    mapped = np.lib.format.open_memmap(file, mode="w+", dtype=dtype, shape=shape)
    with file.open("r+b") as handle:
        os.posix_fallocate(handle.fileno(), 0, file.stat().st_size)
    yield mapped
    mapped.flush()


def save(file: Path, values: NDArray[Any]) -> None:
    """Write an array. Raises OSError."""
    with new_array(file, values.dtype, values.shape) as made:
        made[:] = values


def read(file: Path) -> NDArray[Any]:
    """An array over its file: what is not asked for is never read. Raises BrokenArchive."""
    try:
        # Plain, over the mapped memory: a slice of np.memmap costs ten times as much.
        return np.asarray(np.load(file, mmap_mode="r", allow_pickle=False))
    except FileNotFoundError as error:
        raise BrokenArchive(f"{file} is missing: {RESTORE}.") from error
    except (OSError, ValueError, EOFError, TokenError) as error:  # NumPy reads its headers as Python
        raise BrokenArchive(f"{file} cannot be read ({error}): {RESTORE}.") from error
