import mmap
import re
import subprocess
import sys
from pathlib import Path

import pytest

from indexer.encoders.mapped import let_go
from tests.conftest import ROOT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="pages are given back on Linux")

SIZE = 4_000_000


def resident(file: Path) -> int:
    """Bytes of a mapped file that this process holds."""
    told = Path("/proc/self/smaps").read_text(encoding="utf-8")
    return sum(1024 * int(kb) for kb in re.findall(rf"{re.escape(str(file))}\n(?:\w+:.*\n)*?Rss: +(\d+) kB", told))


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    file = tmp_path / "models" / "weights.bin"
    file.parent.mkdir()
    file.write_bytes(b"w" * SIZE)
    return file


def test_pages_that_were_read_are_given_back_and_can_be_read_again(weights: Path) -> None:
    with weights.open("rb") as handle, mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
        assert mapped[:].count(b"w") == SIZE
        assert resident(weights) == pytest.approx(SIZE, rel=0.01)
        let_go(weights.parent)
        assert resident(weights) == 0
        assert mapped[:].count(b"w") == SIZE


def test_other_folders_and_what_may_be_written_keep_their_pages(weights: Path, tmp_path: Path) -> None:
    with weights.open("r+b") as handle, mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_COPY) as mapped:
        mapped[0] = ord("x")
        let_go(weights.parent)
        assert mapped[0] == ord("x")
    with weights.open("rb") as handle, mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
        assert mapped[:].count(b"w") == SIZE
        let_go(tmp_path / "mod")
        assert resident(weights) == pytest.approx(SIZE, rel=0.01)


HELD = """
import re
import subprocess
from pathlib import Path
from indexer.encoders import open_encoder
from indexer.settings import Settings
open_encoder(Settings(encoder="openvino")).encode(["The ferry crossed the harbour."])
told = re.split(r"\\n(?=[0-9a-f]+-)", Path("/proc/self/smaps").read_text())
print(sum(int(re.search(r"Rss: +(\\d+)", part)[1]) for part in told if "pressmark/openvino" in part.split("\\n")[0]))
"""


@pytest.mark.model
def test_an_encoder_holds_no_weights_that_it_has_laid_out_anew() -> None:
    pytest.importorskip("openvino")
    ended = subprocess.run([sys.executable, "-c", HELD], cwd=ROOT, capture_output=True, text=True, check=True)
    assert int(ended.stdout) < 10_000  # kB, of 90,000


WORDS_READ = """
import re
from pathlib import Path
from indexer.encoders import open_encoder
from indexer.encoders.openvino import _LET_GO
from indexer.settings import Settings

def held():
    told = re.split(r"\\n(?=[0-9a-f]+-)", Path("/proc/self/smaps").read_text())
    return sum(int(re.search(r"Rss: +(\\d+)", t)[1]) for t in told if "pressmark/openvino" in t.split("\\n")[0])

encoder = open_encoder(Settings(encoder="openvino"))
words = [word for file in sorted(Path("indexer").rglob("*.py")) for word in file.read_text().split()]
most = 0
for run in range(2 * _LET_GO + 1):
    encoder.encode([" ".join(words[40 * run : 40 * run + 40])])
    most = max(most, held())
print(most, held())
"""


@pytest.mark.model
def test_the_vectors_of_words_read_long_ago_are_let_go_of() -> None:
    pytest.importorskip("openvino")
    ended = subprocess.run([sys.executable, "-c", WORDS_READ], cwd=ROOT, capture_output=True, text=True, check=True)
    most, last = map(int, ended.stdout.split())
    assert last < most / 2
