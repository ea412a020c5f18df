"""Arrays that are written into their file as they are made: they may be larger than what fits in memory."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray


@contextmanager
def new_array(file: Path, dtype: type[np.generic], size: int) -> Iterator[NDArray[Any]]:
    """A new array of numbers in its file, which is whole there when the context ends.

    Its room is taken first: where there is none, mapped memory could not say so. Raises OSError.
    """
    if not size:  # an empty file cannot be mapped for writing
        np.save(file, np.empty(0, dtype), allow_pickle=False)
        yield np.empty(0, dtype)
        return
    mapped = np.lib.format.open_memmap(file, mode="w+", dtype=dtype, shape=(size,))
    with file.open("r+b") as handle:
        os.posix_fallocate(handle.fileno(), 0, file.stat().st_size)
    yield mapped
    mapped.flush()
