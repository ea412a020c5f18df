"""`flips`: single bits flipped in the manifest and the stores of a generation, and whether that is found."""

from __future__ import annotations

import random
import tempfile
from collections import Counter
from pathlib import Path

import click

from indexer.errors import ArchiveError
from indexer.reindex import reindex
from indexer.settings import Settings
from indexer.stores.generations.folder import MANIFEST, Generation, current
from indexer.stores.generations.sealed import prove
from scripts.benchmarks.data import first_letters
from tests.conftest import WordEncoder


@click.command()
@click.option("--letters", default=40, show_default=True, help="How many of delegates_en.")
@click.option("--bits", default=200, show_default=True, help="Bits a store file; of the manifest every bit is flipped.")
def flips(letters: int, bits: int) -> None:
    """Flip single bits of a published generation; each must be found by what `pressmark check` reads first."""
    chance = random.Random(1)
    tried, found = Counter[str](), Counter[str]()
    with tempfile.TemporaryDirectory() as scratch:
        settings = Settings(archive=Path(scratch) / "archive")
        generation = reindexed(first_letters(letters, Path(scratch)), settings)
        for file in sorted(path for path in generation.path.rglob("*") if path.is_file()):
            kind = file.suffix.lstrip(".") if file.parent.name == "keyword" else file.name
            size = 8 * file.stat().st_size
            whole = file.read_bytes()
            for bit in range(size) if file.name == MANIFEST else chance.sample(range(size), min(bits, size)):
                data = bytearray(whole)
                data[bit // 8] ^= 1 << bit % 8
                file.write_bytes(data)
                tried[kind] += 1
                found[kind] += told(settings)
            file.write_bytes(whole)
    for kind in tried:
        click.echo(f"{kind:<16} {found[kind]:>6} of {tried[kind]} flipped bits found")
    raise SystemExit(found != tried)


def reindexed(source: Path, settings: Settings) -> Generation:
    """A generation of letters."""
    reindex([source], settings, encoder=WordEncoder())
    return current(settings.archive)


def told(settings: Settings) -> bool:
    """Whether a generation is said to be damaged."""
    try:
        prove(current(settings.archive))
    except ArchiveError:
        return True
    return False
