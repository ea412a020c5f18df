"""The plain encoder: sentence-transformers as it comes. Loads when the first text arrives."""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Sequence
from copy import deepcopy
from typing import Any

import numpy as np

from indexer.encoders import Prompts, Reading, Vectors, unit
from indexer.encoders.model import Model
from indexer.machine.once import once


class SentenceTransformersEncoder:
    """Any sentence-transformers model, run by torch."""

    def __init__(self, model: Model, threads: int) -> None:
        self._model = model
        self._threads = threads
        self.name = model.name
        self.fingerprint = model.fingerprint

    @property
    def dimension(self) -> int:
        """Numbers a vector."""
        return self._model.dimension

    @property
    def max_tokens(self) -> int:
        """Tokens read of a text: the model's length less its two marks."""
        return int(self.loaded.max_seq_length) - 2

    @property
    def prompts(self) -> Prompts:
        """The model's own."""
        return self._model.prompts

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, float32, shape `(len(texts), dimension)`."""
        vectors: Vectors = self.loaded.encode(
            list(texts),
            batch_size=32,
            prompt="",  # not even the model's default one
            normalize_embeddings=True,
            convert_to_numpy=True,
            show_progress_bar=False,
        )
        return np.asarray(vectors, dtype=np.float32)

    def read(self, text: str) -> Reading:
        """One text and its tokens."""
        (read,) = self.loaded.encode([text], prompt="", output_value=None, show_progress_bar=False)
        vector, states = (read[name].cpu().numpy() for name in ("sentence_embedding", "token_embeddings"))
        encoded = self._tokenizer(
            text, return_offsets_mapping=True, return_special_tokens_mask=True, verbose=False,
            truncation=True, max_length=self.loaded.max_seq_length,
        )  # fmt: skip
        own = [at for at, added in enumerate(encoded["special_tokens_mask"]) if not added]
        if not self._model.only_pools:
            own = []  # the tokens are in another space than the vector
        spans = [encoded["offset_mapping"][at] for at in own]
        return Reading(text, unit(vector[None])[0], unit(states[own].reshape(-1, self.dimension)), spans)

    def tokens(self, text: str) -> Sequence[tuple[int, int]]:
        """Where each token stands in `text`."""
        encoded = self._tokenizer(text, add_special_tokens=False, return_offsets_mapping=True, verbose=False)
        spans: list[tuple[int, int]] = encoded["offset_mapping"]
        return spans

    def unknown(self, text: str) -> Sequence[tuple[int, int]]:
        """Where the tokens stand in `text` that the model has no letters for."""
        encoded = self._tokenizer(text, add_special_tokens=False, return_offsets_mapping=True, verbose=False)
        numbered = zip(encoded["input_ids"], encoded["offset_mapping"], strict=True)
        return [span for token, span in numbered if token == self._tokenizer.unk_token_id]

    @once
    def _tokenizer(self) -> Any:
        """One of its own: a thread that encodes sets the model's to cut and to pad, and no other may use it then."""
        return deepcopy(self.loaded.tokenizer)

    @once
    def loaded(self) -> Any:
        """The sentence-transformers object itself."""
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import torch
            from sentence_transformers import SentenceTransformer
            from transformers.utils import logging as transformers_logging

            transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
            logging.getLogger("transformers").setLevel(logging.ERROR)
            torch.set_num_threads(self._threads)
            # Weights kept in half precision are computed with in single, which processors are faster at.
            return SentenceTransformer(str(self._model.path), device="cpu", local_files_only=True).float()
