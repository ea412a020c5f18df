"""What an archive holds, from its manifest and catalog alone: no model is loaded."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from indexer.keeping.advice import advice
from indexer.stores.catalog.reader import Catalog
from indexer.stores.generations.folder import CATALOG, Generation, size_of
from indexer.stores.generations.holding import held


@dataclass(frozen=True, slots=True)
class Inventory:
    """What a generation holds, when it was published and how it is searched.

    `earliest` and `latest` are days where a document is of that very day, else years. `missing` are the documents
    whose file, or record in it, is gone; `undated` those without a day at either end. `skipped` are files that could
    not be read.
    """

    generation: str
    indexed: str
    documents: int
    missing: int
    passages: int
    kinds: Mapping[str, int]
    sources: Mapping[str, int]
    languages: Mapping[str, int]
    earliest: str | None
    latest: str | None
    undated: int
    skipped: int
    model: str
    keyword: str
    nearest: str


def inventory_of(generation: Generation, catalog: Catalog) -> Inventory:
    """The inventory of a generation whose catalog is open."""
    manifest = generation.manifest
    first, last = catalog.date_span()
    return Inventory(
        generation=generation.name, indexed=manifest.created,
        documents=manifest.documents, missing=len(catalog.missing()), passages=manifest.passages,
        kinds=catalog.counts_by("kind"), sources=catalog.counts_by("source"), languages=catalog.counts_by("language"),
        earliest=_day_or_year(catalog, first), latest=_day_or_year(catalog, last), undated=catalog.count_undated(),
        skipped=catalog.count_skipped(), model=manifest.model, keyword=manifest.keyword,
        nearest=f"recall {manifest.nearest.recall}" if manifest.nearest else "exact",
    )  # fmt: skip


def take_inventory(archive: Path) -> dict[str, Any]:
    """What `pressmark info` prints: the folder, what it holds, its bytes; advice, if any. Raises ArchiveError."""
    with held(archive, whole=False) as generation, closing(Catalog(generation.path / CATALOG)) as catalog:
        inventory = inventory_of(generation, catalog)
        found = {"archive": str(archive), **asdict(inventory), "bytes": size_of(archive)}
        told = advice(generation.manifest, inventory.languages)
    return found | ({"advice": told} if told else {})


def _day_or_year(catalog: Catalog, day: date | None) -> str | None:
    if day is None:
        return None
    return day.isoformat() if catalog.has_day(day) else str(day.year)
