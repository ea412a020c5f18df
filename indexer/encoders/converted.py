"""Where a model converted for OpenVINO lies in the user's cache folder. Another process makes it if it is not there."""

from __future__ import annotations

import logging
import subprocess
from contextlib import suppress
from pathlib import Path

from indexer.encoders.model import Model
from indexer.errors import EncoderError, Refused
from indexer.machine.folders import cache_folder, scratch_folder, sync
from indexer.machine.processes import apart

_DRAWN = 4
"""The way that graphs are drawn (`graph.py`): one drawn in another way is left to a Pressmark that draws so."""

REFUSED = 3
"""The status with which a conversion ends that would end so again."""

_log = logging.getLogger(__name__)


def refused(model: Model) -> str:
    """Why OpenVINO cannot run the model, which each version of it is tried for once; empty if it can."""
    known = cache_folder("openvino") / f"{model.fingerprint}-{_DRAWN}.refused"
    if known.is_file():
        by, _, why = known.read_text(encoding="utf-8").partition("\n")
        if by == _version():
            return why
    try:
        converted(model)
    except Refused as error:
        _log.warning("OpenVINO cannot run %s: %s. sentence-transformers runs it, more slowly.", model.name, error)
        with suppress(OSError):
            known.write_text(f"{_version()}\n{error}", encoding="utf-8")
        return str(error)
    return ""


def converted(model: Model) -> Path:
    """The converted model's file, made and tested first if it is not there yet, which is logged.

    Raises EncoderError, or of a model that will not do Refused.
    """
    cache = cache_folder("openvino")
    folder = cache / f"{model.fingerprint}-{_DRAWN}"
    if not (folder / "model.xml").is_file():
        _log.info("The model %s is being converted for this processor: it takes a while, once.", model.name)
        cache.mkdir(parents=True, exist_ok=True)
        with scratch_folder("model", cache) as scratch:
            convert_apart(model, scratch / "model")
            for made in (*(scratch / "model").rglob("*"), scratch / "model"):  # its name says that it is whole
                sync(made)
            with suppress(OSError):  # another process was first
                (scratch / "model").rename(folder)
    return folder / "model.xml"


def convert_apart(model: Model, folder: Path) -> None:
    """Convert in a process of its own: torch and transformers would stay in this one's memory.

    Raises EncoderError, or of a model that will not do Refused.
    """
    command, environment = apart("indexer.encoders.convert", model.name, str(model.path), str(folder))
    ended = subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    why = (ended.stderr.strip().splitlines() or [f"it ended with status {ended.returncode}"])[-1]
    if ended.returncode == REFUSED:
        raise Refused(why)
    if ended.returncode:
        raise EncoderError(f"The model could not be converted for OpenVINO: {why}")


def _version() -> str:
    from importlib.metadata import version

    return version("openvino")
