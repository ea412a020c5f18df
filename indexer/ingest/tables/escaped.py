"""Letters that JSON escapes byte by byte, `caf\\u00c3\\u00a9` for café, as Facebook exports them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from indexer.ingest.decoding.mojibake import mend
from indexer.text.counting import counted


def mended(rows: Iterable[Mapping[str, Any]]) -> tuple[list[dict[str, Any]], tuple[str, ...]]:
    """The rows with such letters as they are meant, and a sentence on how many rows had some."""
    found, better = 0, []
    for row in rows:
        better.append({key: mend(value)[0] if isinstance(value, str) else value for key, value in row.items()})
        found += better[-1] != row
    return better, (f"mojibake mended in {counted(found, 'record')}",) if found else ()
