"""What an archive holds, from its manifest and catalog alone: no model is loaded."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from indexer.advice import advice
from indexer.stores.catalog import Catalog
from indexer.stores.generations import CATALOG, current, size_of


def take_inventory(archive: Path) -> dict[str, Any]:
    """Counts, kinds, sources, languages, date span, model, engines, size in bytes, when; and advice, if any.

    `missing` are the documents whose file, or record in it, is gone. Raises ArchiveError.
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
        "earliest": first.isoformat() if first else None,
        "latest": last.isoformat() if last else None,
        "model": manifest.model,
        "keyword": manifest.keyword,
        "nearest": f"recall {manifest.nearest['recall']}" if manifest.nearest else "exact",
        "bytes": size_of(archive),
    }
    told = advice(manifest)
    return found | ({"advice": told} if told else {})
