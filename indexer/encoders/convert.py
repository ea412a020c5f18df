"""Converts a model for OpenVINO: python -m indexer.encoders.convert NAME MODEL FOLDER.

Before the conversion is kept, its vectors are held against sentence-transformers' own.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from indexer.encoders import Vectors
from indexer.encoders.converted import REFUSED
from indexer.encoders.graph import in_parts, summed, traced
from indexer.encoders.model import Model
from indexer.encoders.openvino import OpenVINOEncoder
from indexer.encoders.sentence import SentenceTransformersEncoder
from indexer.errors import Refused
from indexer.machine.processes import processors
from indexer.machine.spared import absent

_AGREEMENT = 0.999
_SELF_TEST = tuple(
    f"{opening} {middle}"
    for opening in ("Sir,", "My dear sister,", "The council voted", "ZUR SACHE:")
    for middle in (
        "I have yours of the 4th inst.", "the bridge", "nothing new; we wait.", "£40 and 6 pence are owing to him",
        "l'été à Paris", "Größe, Straße & Maß", "did it rain on Tuesday?", " ".join(map(str, range(150))),
    )
)  # fmt: skip


def convert(model: Model, folder: Path) -> None:
    """Write the model for OpenVINO into a new folder; hold its vectors against its own before. Raises Refused."""
    plain = SentenceTransformersEncoder(model, processors())
    # OpenVINO's converter tells Google Analytics of its use wherever the package for that is found.
    with warnings.catch_warnings(), absent("openvino_telemetry"):
        warnings.simplefilter("ignore")
        import openvino

        transformer, tokenizer = plain.loaded[0].auto_model, plain.loaded.tokenizer
        with _refusing():
            graph = summed(traced(transformer, tokenizer, model.max_length))
        if openvino.Core().get_property("CPU", "INFERENCE_PRECISION_HINT") == openvino.Type.bf16:
            graph = in_parts(graph)  # in float32 it is no faster, without AVX-512 slower
    folder.mkdir()
    openvino.save_model(graph, folder / "model.xml", compress_to_fp16=False)
    _self_test(model, folder, plain.encode(_SELF_TEST))


@contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except (MemoryError, OSError):  # another time it may be possible
        raise
    except Exception as error:  # each architecture has its own way to say no
        why = str(error).strip().splitlines() or [type(error).__name__]
        raise Refused(f"it could not be converted ({why[-1].strip(' -')})") from error


def _self_test(model: Model, folder: Path, expected: Vectors) -> None:
    fast = OpenVINOEncoder(model, processors(), folder / "model.xml")
    with _refusing():
        worst = float((fast.encode(_SELF_TEST) * expected).sum(axis=1).min())
    if not worst >= _AGREEMENT:  # what is no number is not less
        raise Refused(f"its vectors differ from sentence-transformers' (cosine {worst:.4f})")


if __name__ == "__main__":
    try:
        convert(Model(sys.argv[1], Path(sys.argv[2])), Path(sys.argv[3]))
    except Refused as error:
        print(error, file=sys.stderr)
        sys.exit(REFUSED)
