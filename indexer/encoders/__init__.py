"""Text to unit vectors. `Encoder` is the seam; `open_encoder` chooses who stands behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from indexer.machine.processes import processors
from indexer.settings import Settings

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Prompts:
    """What a model wants to read before a query and before a passage; most want nothing."""

    query: str = ""
    passage: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as the model reads it: one unit vector, and one for each token that is read, with where that stands.

    Shapes `(dimension,)` and `(tokens, dimension)`; `[start, end)` in code points. The marks that the model itself adds
    are left out; a model that makes more of its tokens than their mean or first has none to tell.
    """

    text: str
    vector: Vectors
    tokens: Vectors
    spans: Sequence[tuple[int, int]]


class Encoder(Protocol):
    """Turns texts into vectors, and says how much of a text it reads."""

    @property
    def name(self) -> str:
        """What the settings call the model."""

    @property
    def fingerprint(self) -> str:
        """Changes when the vectors would."""

    @property
    def dimension(self) -> int:
        """Numbers a vector."""

    @property
    def max_tokens(self) -> int:
        """How many tokens of a text are read, without the marks that the model itself adds."""

    @property
    def prompts(self) -> Prompts:
        """What stands before texts when they are encoded (`encoded.py`); `encode` itself adds nothing."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, float32, shape `(len(texts), dimension)`."""

    def read(self, text: str) -> Reading:
        """One text, with what each of its tokens means there."""

    def tokens(self, text: str) -> Sequence[tuple[int, int]]:
        """Where each of the model's tokens stands in `text`, as `[start, end)` in code points."""

    def unknown(self, text: str) -> Sequence[tuple[int, int]]:
        """Where those tokens stand that the model has no letters for: it reads all of them as one and the same."""


def unit(vectors: Vectors) -> Vectors:
    """The vectors divided by their lengths, shape `(n, dimension)`."""
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


def open_encoder(settings: Settings) -> Encoder:
    """The fastest encoder that is installed and agrees with sentence-transformers on the model's vectors.

    Nothing heavy is loaded before the first text, but a model that is met for the first time is made ready in another
    process. Raises EncoderError.
    """
    from indexer.encoders.model import find_model
    from indexer.encoders.sentence import SentenceTransformersEncoder

    model = find_model(settings.model)
    threads = settings.threads or processors()
    if settings.encoder in ("auto", "openvino"):
        from indexer.encoders.openvino import OpenVINOEncoder, unfit

        reason = unfit(model)
        if not reason:
            return OpenVINOEncoder(model, threads)
        if settings.encoder == "openvino":
            from indexer.errors import EncoderError

            raise EncoderError(f"The OpenVINO encoder cannot run {settings.model}: {reason}.")
    return SentenceTransformersEncoder(model, threads)
