import errno
import resource
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from indexer.errors import BrokenArchive
from indexer.stores.mapped import new_array, read, save


@pytest.fixture
def little_room() -> Iterator[None]:
    """No file may be longer than 10,000 bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("shape", [(0,), (3,), (0, 4), (2, 4)])
def test_an_array_is_written_and_read_again(tmp_path: Path, shape: tuple[int, ...]) -> None:
    values = np.arange(np.prod(shape), dtype=np.uint16).reshape(shape)
    save(tmp_path / "a.npy", values)
    found = read(tmp_path / "a.npy")
    assert (found.tolist(), found.dtype, found.shape) == (values.tolist(), values.dtype, shape)


@pytest.mark.parametrize("size", [9_873, 12_000, 1_000_000])
def test_what_does_not_fit_is_said_with_the_systems_reason(tmp_path: Path, little_room: None, size: int) -> None:
    with pytest.raises(OSError, match="File too large") as refused:
        save(tmp_path / "a.npy", np.ones(size, np.uint8))
    assert refused.value.errno == errno.EFBIG


def test_it_is_in_its_file_when_the_context_ends(tmp_path: Path) -> None:
    with new_array(tmp_path / "a.npy", np.float32, (2,)) as made:
        made[:] = 1, 2
    assert np.load(tmp_path / "a.npy").tolist() == [1, 2]


@pytest.mark.parametrize("content", [b"", bytes(200), b"\x93NUMPY\x01\x00\x76\x00{" + b" " * 117])
def test_what_is_damaged_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.npy").write_bytes(content)
    with pytest.raises(BrokenArchive, match=r"a\.npy cannot be read"):
        read(tmp_path / "a.npy")


def test_what_is_missing_is_told(tmp_path: Path) -> None:
    with pytest.raises(BrokenArchive, match=r"a\.npy is missing"):
        read(tmp_path / "a.npy")
