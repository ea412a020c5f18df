import errno
import os
from pathlib import Path

import pytest

from indexer.errors import ArchiveError
from indexer.stores.generations.faults import fault_of, telling_faults


@pytest.mark.parametrize(("left", "said"), [(True, "It is whole, as published last"), (False, "Nothing was published")])
def test_what_is_left_of_an_archive_is_told(tmp_path: Path, left: bool, said: str) -> None:
    if left:
        (tmp_path / "CURRENT").write_text("000001")
    wanted = f"could not be written: No space left on device. {said}: free some space"
    with pytest.raises(ArchiveError, match=wanted), telling_faults(tmp_path):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_what_cannot_be_read_was_published_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "CURRENT").mkdir()
    with pytest.raises(ArchiveError, match="It is whole, as published last"), telling_faults(tmp_path):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, "No space left"), "No space left: free some space, then run it again."),
        (
            FileNotFoundError(errno.ENOENT, "No such file", "a/b"),
            "No such file (a/b): check the path, then run it again.",
        ),
        (OSError(errno.ENOEXEC, "Exec format error"), "Exec format error."),
        (OSError("the line is cut"), "the line is cut."),
    ],
)
def test_an_error_of_the_system_is_a_sentence(error: OSError, said: str) -> None:
    assert fault_of(error) == said
