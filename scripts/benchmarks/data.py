"""Where the real data is, and archives made of it."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from pathlib import Path

from indexer.archive import Archive
from indexer.encoders import open_encoder
from indexer.eval.evaluation import load_collection, open_collection
from indexer.reindex import reindex
from indexer.settings import Settings

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data"
DELEGATES = DATA / "letters" / "delegates_en" / "letters.jsonl"
COLLECTIONS = tuple(DATA / "collections" / name for name in ("time", "cisi", "cranfield", "scifact"))


def first_letters(number: int, folder: Path) -> Path:
    """The first letters of delegates_en as a file of their own."""
    file = folder / "letters.jsonl"
    with DELEGATES.open(encoding="utf-8") as lines:
        file.write_text("".join(itertools.islice(lines, number)), encoding="utf-8")
    return file


def letters_archive(folder: Path, number: int | None) -> Archive:
    """An archive of delegates_en, or of its first letters, under `folder`; made if it is not there."""
    settings = Settings(archive=folder / f"letters-{number or 'all'}")
    encoder = open_encoder(settings)
    settings.archive.mkdir(parents=True, exist_ok=True)
    source = DELEGATES if number is None else first_letters(number, settings.archive)
    reindex([source], settings, encoder=encoder)
    return Archive.open(settings, encoder)


def collection_archives(folders: Sequence[Path] = COLLECTIONS) -> dict[str, tuple[Archive, dict[str, str]]]:
    """Retrieval collections: the archive and the queries of each."""
    settings = Settings()
    encoder = open_encoder(settings)
    loaded = [load_collection(folder) for folder in folders]
    return {c.name: (open_collection(c, settings, encoder)[0], dict(c.queries)) for c in loaded}
