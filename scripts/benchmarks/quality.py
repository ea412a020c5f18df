"""`quality`: nDCG@10 and its like on the sample archive and the retrieval collections; writes README's table."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import click

from indexer.eval.report import measure, rows
from indexer.settings import Settings
from scripts.benchmarks.data import COLLECTIONS, ROOT

_TABLE = re.compile(r"(?<=<!-- quality -->\n).*?(?=<!-- /quality -->)", re.DOTALL)


@click.command()
@click.option("--write", is_flag=True, help="Put the table into README.md.")
def quality(write: bool) -> None:
    """Measure all three modes on corpus/ and every collection."""
    table = "| collection | mode | nDCG@10 | recall@100 | MRR |\n|---|---|---|---|---|\n"
    for folders in ([*COLLECTIONS], [ROOT / "corpus"]):
        table += "".join(map(_line, rows(measure(folders, Settings(), lambda what, done, total: None))))
    click.echo(table)
    if write:
        readme = ROOT / "README.md"
        readme.write_text(_TABLE.sub(lambda _: table, readme.read_text(encoding="utf-8")), encoding="utf-8")


def _line(row: Mapping[str, Any]) -> str:
    return f"| {row['collection']} | {row['mode']} | {row['nDCG@10']:.3f} | {row['R@100']:.3f} | {row['RR']:.3f} |\n"
