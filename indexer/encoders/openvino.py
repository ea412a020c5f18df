"""The fast encoder: the same weights and tokenizer, run by OpenVINO.

Neither torch nor transformers is imported once the model is converted (`converted.py`), so a search answers sooner as
well.
"""

from __future__ import annotations

import importlib.util
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.encoders import Prompts, Reading, Vectors, unit
from indexer.encoders.converted import converted, refused
from indexer.encoders.mapped import let_go
from indexer.encoders.model import Model
from indexer.machine.folders import cache_folder
from indexer.machine.meanwhile import meanwhile
from indexer.machine.once import once
from indexer.machine.spared import spared

Take = Callable[[list[int], Vectors], None]
"""Told of a batch: which texts, and the sums of their tokens' states that were asked for, `(batch, rows, dim)`."""

_TILE = 16
"""Rows of a matrix that processors multiply at once in bfloat16. What is left over beside whole tiles of tokens takes
longer than another tile; in float32 it does not."""
_STEP = 8
"""A few texts are padded to a multiple in float32: OpenVINO keeps more of any other length, and is slow to meet it."""
_BATCH = 8
"""Texts run at once: fewer take a fiftieth longer each, more are padded more."""
_TURNS = 2
"""Each stream has about so many batches, where there are the texts: with one, another's would be waited for."""
_FEW = 8
"""Up to so many texts are run in the thread that asks."""
_PAIR = 2
"""Of these so many at once: they are seldom of one length, and eight long ones take as long in any number."""
_TOKENISED = 32
"""So many texts at least are tokenised by a thread: fewer take no longer than to start another."""
_LET_GO = 16
"""After the first of so many runs, and after one of many texts, the weights' file is let go of: laid out anew, all that
is read of it on are the vectors of words, with what lies around them."""


def unfit(model: Model) -> str:
    """Why this encoder cannot run the model here; empty if it can.

    For that it is converted and tested, once, if nothing is against that. Raises EncoderError.
    """
    if importlib.util.find_spec("openvino") is None:
        return "openvino is not installed (scripts/install fast)"
    if not (model.path / "tokenizer.json").is_file():
        return "it has no tokenizer.json"
    if not model.only_pools:
        return f"its modules are {', '.join(model.kinds)}, not a transformer with pooling"
    if _pooling(model) not in ("mean", "cls"):
        return "it pools neither by mean nor by the first token"
    return refused(model)


class OpenVINOEncoder:
    """A BERT-like sentence-transformers model, run by OpenVINO on the processor.

    `file` is the converted model, where it is not the one in the user's cache folder.
    """

    def __init__(self, model: Model, threads: int, file: Path | None = None) -> None:
        self._model = model
        self._threads = threads
        self._file = file
        self._pooling = _pooling(model)
        self._lock = threading.Lock()
        self._runs = 0
        self.name = model.name
        self.fingerprint = model.fingerprint

    @property
    def dimension(self) -> int:
        """Numbers a vector."""
        return self._model.dimension

    @property
    def max_tokens(self) -> int:
        """Tokens read of a text: the model's length less its two marks."""
        return self._model.max_length - 2

    @property
    def prompts(self) -> Prompts:
        """The model's own."""
        return self._model.prompts

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, float32, shape `(len(texts), dimension)`. Safe to call from several threads."""
        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)

        def take(places: list[int], sums: Vectors) -> None:
            vectors[places] = unit(sums[:, 0])

        self._run(self._encoded(list(texts)), take)
        return vectors

    def read(self, text: str) -> Reading:
        """One text and its tokens. Safe to call from several threads."""
        encoded = self._tokenizer.encode(text)
        own = [at for at, added in enumerate(encoded.special_tokens_mask) if not added]
        readings = []

        def take(places: list[int], sums: Vectors) -> None:
            (vector,) = unit(sums[0, :1])
            readings.append(Reading(text, vector, unit(sums[0, 1:][own]), [encoded.offsets[at] for at in own]))

        self._run([encoded.ids], take, each=True)
        return readings[0]

    def _run(self, encoded: list[list[int]], take: Take, *, each: bool = False) -> None:
        """Run the model, and give `take` what each batch comes to, which it must copy from.

        The first row of a text is what the model makes of it, the others, of few texts, `each` of its tokens.
        """
        many = len(encoded) > _FEW
        with self._lock:
            if many:
                self._run_many(encoded, take)
            else:
                self._run_few(encoded, take, each)
            if self._runs % _LET_GO == 0 or many:
                let_go(cache_folder("openvino"))
            self._runs += 1

    def _encoded(self, texts: list[str]) -> list[list[int]]:
        """The numbers of each text's tokens."""
        at_once = max(_TOKENISED, -(-len(texts) // self._threads))
        first, *others = (texts[start : start + at_once] for start in range(0, len(texts) or 1, at_once))
        begun = [meanwhile(self._tokenizer.encode_batch_fast, part) for part in others]
        encoded = [self._tokenizer.encode_batch_fast(first), *(part.result() for part in begun)]
        return [e.ids for part in encoded for e in part]

    def _run_many(self, encoded: list[list[int]], take: Take) -> None:
        """As many batches at a time as there are streams."""
        form, queue = self._bulk

        def collect(request: Any, places: list[int]) -> None:
            take(places, request.get_output_tensor(0).data)

        queue.set_callback(collect)
        at_once = min(_BATCH, -(-len(encoded) // (_TURNS * self._threads)))
        for places, inputs in _batches(encoded, form, at_once):
            queue.start_async(inputs, places)
        queue.wait_all()

    def _run_few(self, encoded: list[list[int]], take: Take, each: bool) -> None:
        """A batch at a time, in this thread: to wake another would cost a tenth of what a query takes."""
        form, request = self._single
        for places, inputs in _batches(encoded, form, _PAIR, each):
            request.infer(inputs, share_inputs=True, share_outputs=True)
            take(places, request.get_output_tensor(0).data)

    def tokens(self, text: str) -> Sequence[tuple[int, int]]:
        """Where each token stands in `text`."""
        return [span for part in self._parts(text) for span in part.offsets]

    def unknown(self, text: str) -> Sequence[tuple[int, int]]:
        """Where the tokens stand in `text` that the model has no letters for."""
        named = ((part.tokens, part.offsets) for part in self._parts(text))
        return [span for pair in named for token, span in zip(*pair, strict=True) if token == self._model.unknown]

    def _parts(self, text: str) -> list[Any]:
        """The tokens of `text`, as the tokenizer has them: as many as the model takes, and what it cuts off."""
        (first,) = self._tokenizer.encode_batch([text], add_special_tokens=False)  # other threads go on meanwhile
        return [first, *first.overflowing]

    @once
    def _tokenizer(self) -> Any:
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self._model.path / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.enable_truncation(self._model.max_length)
        return tokenizer

    @once
    def _bulk(self) -> tuple[_Form, Any]:
        compiled = self._compile("THROUGHPUT", self._threads)
        return self._form(compiled, 1), openvino_library().AsyncInferQueue(compiled, self._threads)

    @once
    def _single(self) -> tuple[_Form, Any]:
        compiled = self._compile("LATENCY", 1, _kept_compiled())  # a search as a process waits for it
        return self._form(compiled, _STEP), compiled.create_infer_request()

    def _compile(self, hint: str, streams: int, more: dict[str, Any] | None = None) -> Any:
        options = {
            "PERFORMANCE_HINT": hint, "NUM_STREAMS": streams, "INFERENCE_NUM_THREADS": self._threads,
            "ENABLE_CPU_PINNING": False, **(more or {}),
        }  # fmt: skip
        compiled = openvino_library().Core().compile_model(self._file or converted(self._model), "CPU", options)
        let_go(cache_folder("openvino"))  # compiling looks at all of the file, the first run at most of it
        self._runs = 0
        return compiled

    def _form(self, compiled: Any, step: int) -> _Form:
        in_bfloat16 = compiled.get_property("INFERENCE_PRECISION_HINT") == openvino_library().Type.bf16
        return _Form(_TILE if in_bfloat16 else step, self._model.max_length, self._pooling)


def openvino_library() -> Any:
    """OpenVINO, imported when first needed, without its converter: that takes twice as long as all the rest."""
    with spared("openvino.tools.ovc", "convert_model"):
        import openvino
    return openvino


def _kept_compiled() -> dict[str, Any]:
    """Where OpenVINO keeps what it compiles; nowhere if the folder cannot be written to."""
    folder = cache_folder("openvino") / "compiled"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return {}
    return {"CACHE_DIR": str(folder), "CACHE_MODE": "OPTIMIZE_SIZE"} if os.access(folder, os.W_OK) else {}


@dataclass(frozen=True, slots=True)
class _Form:
    """How many tokens a compiled model takes, and what it makes of them: `mean` or `cls`, the first."""

    tile: int
    most: int
    pooling: str

    def width(self, tokens: int) -> int:
        """So many tokens, or what fills a tile; never more than the model takes."""
        return min(tokens + -tokens % self.tile, self.most)

    def rows(self, mask: NDArray[np.int64], each: bool) -> Vectors:
        """Which tokens are summed: those that are pooled, then each by itself if wanted; `(texts, rows, tokens)`.

        Padding by itself too: OpenVINO keeps something of each shape that it has met.
        """
        texts, tokens = mask.shape
        rows = np.zeros((texts, 1 + tokens if each else 1, tokens), dtype=np.float32)
        if self.pooling == "cls":
            rows[:, 0, 0] = 1
        else:
            rows[:, 0] = mask
        rows[:, 1:] = np.eye(rows.shape[1] - 1, tokens)
        return rows


def _batches(
    encoded: list[list[int]], form: _Form, at_once: int, each: bool = False
) -> Iterator[tuple[list[int], dict[str, NDArray[Any]]]]:
    """Batches of texts of like length, the longest first: which texts, and what the model is given of them."""
    order = sorted(range(len(encoded)), key=lambda i: (-len(encoded[i]), i))
    for first in range(0, len(order), at_once):
        places = order[first : first + at_once]
        ids = np.zeros((len(places), form.width(len(encoded[places[0]]) or 1)), dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, place in enumerate(places):
            ids[row, : len(encoded[place])] = encoded[place]
            mask[row, : len(encoded[place])] = 1
        yield places, {"input_ids": ids, "attention_mask": mask, "rows": form.rows(mask, each)}


def _pooling(model: Model) -> str:
    config = model.config("1_Pooling/config.json")
    if "pooling_mode" in config:
        return str(config["pooling_mode"])
    modes = [key.removeprefix("pooling_mode_") for key, on in config.items() if key.startswith("pooling_mode_") and on]
    return {"mean_tokens": "mean", "cls_token": "cls"}.get(modes[0] if len(modes) == 1 else "", "other")
