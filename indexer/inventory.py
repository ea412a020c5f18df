"""What an archive holds, from its manifest and catalog alone: no model is loaded."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from indexer.advice import advice
from indexer.stores.catalog import Catalog
from indexer.stores.generations import CATALOG, current, size_of


def take_inventory(archive: Path) -> dict[str, Any]:
    """Counts, kinds, sources, languages, date span, undated ones, model, engines, size in bytes, when; advice, if any.

    `earliest` and `latest` are days where a document is of that very day, else years. `missing` are the documents
    whose file, or record in it, is gone. Raises ArchiveError.
    """
    generation = current(archive)
    catalog = Catalog(generation.path / CATALOG)
    first, last = catalog.date_span()
    manifest = generation.manifest
    found = {
        "archive": str(archive),
        "generation": generation.name,
        "indexed": manifest.created,
        "documents": manifest.documents,
        "missing": len(catalog.missing()),
        "passages": manifest.passages,
        "kinds": catalog.counts_by("kind"),
        "sources": catalog.counts_by("source"),
        "languages": catalog.counts_by("language"),
        "earliest": _day_or_year(catalog, first),
        "latest": _day_or_year(catalog, last),
        "undated": catalog.count_undated(),
        "model": manifest.model,
        "keyword": manifest.keyword,
        "nearest": f"recall {manifest.nearest.recall}" if manifest.nearest else "exact",
        "bytes": size_of(archive),
    }
    told = advice(manifest)
    return found | ({"advice": told} if told else {})


def _day_or_year(catalog: Catalog, day: date | None) -> str | None:
    if day is None:
        return None
    return day.isoformat() if catalog.has_day(day) else str(day.year)
