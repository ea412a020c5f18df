"""What a benchmark found: printed as a table, and written as JSON with what it was measured on."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import click

from indexer.machine.processes import processors

ROOT = Path(__file__).parents[2]
_PACKAGES = ("numpy", "whoosh", "tantivy", "faiss-cpu", "openvino", "torch", "sentence-transformers", "tokenizers")

Row = Mapping[str, Any]

json_option = click.option(
    "--json", "file", type=click.Path(path_type=Path), help="Also write the figures to this file, with the machine."
)


def tell(name: str, rows: Sequence[Row], file: Path | None) -> None:
    """Print rows as a table, columns in the order in which they first come; write them to the file if there is one."""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    table = [columns, *([_shown(row.get(column)) for column in columns] for row in rows)]
    widths = [max(len(line[place]) for line in table) for place in range(len(columns))]
    for line in table:
        click.echo("  ".join(f"{text:>{width}}" for text, width in zip(line, widths, strict=True)))
    if file:
        record = {"benchmark": name, "rows": [dict(row) for row in rows], **measured_on()}
        file.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def measured_on() -> dict[str, Any]:
    """Machine, versions, commit, date, and how busy the machine is."""
    return {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": _commit(),
        "machine": {
            "processor": _processor(),
            "cores": processors(),
            "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
            "load_average": os.getloadavg()[0],
        },
        "versions": {"python": platform.python_version()} | {p: v for p in _PACKAGES if (v := _version(p))},
    }


def _shown(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.0f}" if abs(value) >= 1000 else f"{value:.3g}"
    return "" if value is None else f"{value:,}" if isinstance(value, int) else str(value)


def _commit() -> str:
    told = subprocess.run(["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True)
    return told.stdout.strip()


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(": ")[2]
    return platform.processor()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
