"""The engines that there are, each imported when it is asked for."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

from indexer.errors import SettingsError
from indexer.stores.keyword.engine import PhraseReader, PhraseWriter

ENGINES = ("whoosh", "tantivy")
FOLDER = "keyword"
"""The engine's own in a generation's."""


def reader_of(engine: str, folder: Path) -> PhraseReader:
    """Opens what the engine wrote. Raises BrokenArchive, and SettingsError if the engine is not installed."""
    if engine == "tantivy":
        return _tantivy().TantivyReader(folder)  # type: ignore[no-any-return]
    from indexer.stores.keyword.whoosh_engine import WhooshReader

    return WhooshReader(folder)


def writer_of(engine: str) -> PhraseWriter:
    """Who writes for an engine. Raises SettingsError if it is not installed."""
    if engine == "tantivy":
        return _tantivy().update_tantivy  # type: ignore[no-any-return]
    from indexer.stores.keyword.whoosh_engine import update_whoosh

    return update_whoosh


def _tantivy() -> Any:
    if importlib.util.find_spec("tantivy") is None:
        raise SettingsError("The keyword index is of tantivy, which is not installed: scripts/install scale")
    from indexer.stores.keyword import tantivy_engine

    return tantivy_engine
