"""How well pages are read, against gold by hand, and how fast files of all kinds are, against their libraries bare."""

from __future__ import annotations

import json
import os
import re
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from indexer.ingest.choosing.sources import SourceFile, find_files, find_roots
from indexer.ingest.limits import Limits
from indexer.ingest.pool import read_files
from indexer.ingest.read import read_file
from indexer.records import Document
from indexer.settings import Settings

DATA = Path(__file__).parents[3] / "shared" / "data"


@dataclass(slots=True)
class Share:
    """So many of so many."""

    hits: int = 0
    of: int = 0

    def add(self, hit: bool) -> None:
        """Count one more."""
        self.hits += hit
        self.of += 1

    @property
    def value(self) -> float:
        """0 to 1."""
        return self.hits / self.of if self.of else 0.0

    def __str__(self) -> str:
        return f"{self.hits} of {self.of} = {100 * self.value:.1f} %"


@dataclass(slots=True)
class Extraction:
    """Snippets, dates and titles over both sets of pages, and the mean F1 of the words of each readability page."""

    wanted: Share
    unwanted: Share
    dates: Share
    titles: Share
    f1: list[float]

    @property
    def mean_f1(self) -> float:
        """Over the pages that are articles."""
        return sum(self.f1) / len(self.f1)


@click.command()
@click.option("--data", type=click.Path(path_type=Path, exists=True), default=DATA, show_default=True)
def extraction(data: Path) -> None:
    """HTML against gold; speed against trafilatura, lxml and PDFium called bare."""
    found = measure_pages(data)
    click.echo(f"must-have snippets    {found.wanted}")
    click.echo(f"must-not snippets     {found.unwanted}")
    click.echo(f"readability token F1  {found.mean_f1:.3f} over {len(found.f1)} articles")
    click.echo(f"dates to the day      {found.dates}")
    click.echo(f"titles                {found.titles}")
    files = speed_files(data)
    # In turn, and the best of three: the first loads the libraries, and the machine may have other work.
    rounds = [(_cost(_here(files)), _cost(_bare(files)), _cost(_by(files, 1)), _cost(_by(files, 2))) for _ in range(3)]
    ours, bare = (min((turn[side] for turn in rounds), key=lambda cost: cost.processor) for side in (0, 1))
    one, two = (min((turn[side] for turn in rounds), key=lambda cost: cost.wall) for side in (2, 3))
    click.echo(f"speed                 {len(files)} files: letters, pages and PDFs")
    click.echo(f"  libraries bare      {_said(bare, files)}")
    click.echo(
        f"  readers             {_said(ours, files)}: {ours.processor / bare.processor:.2f} times the libraries'"
    )
    click.echo(f"  one worker          {_said(one, files)}, starting it included")
    times = f"{two.cores:.1f} cores in use, {one.wall / two.wall:.2f} times as fast"
    click.echo(f"  two workers         {_said(two, files)}: {times}")


# ── quality ─────────────────────────────────────────────────────────────────────────────────────────


def measure_pages(data: Path) -> Extraction:
    """Read both sets of pages and compare them with their gold."""
    found = Extraction(Share(), Share(), Share(), Share(), [])
    _measure_trafilatura(data / "html/trafilatura", found)
    _measure_readability(data / "html/readability", found)
    return found


def _measure_trafilatura(folder: Path, found: Extraction) -> None:
    gold = json.loads((folder / "evaldata_subset.json").read_text(encoding="utf-8"))
    documents = _documents([folder / "pages" / page["file"] for page in gold.values()])
    for page in gold.values():
        document = documents.get(page["file"])
        text = _even(document.text) if document else ""
        for snippet in page["with"]:
            found.wanted.add(_even(snippet) in text)
        for snippet in page["without"]:
            found.unwanted.add(_even(snippet) in text)
        _compare(document, page.get("date"), page.get("title"), found)


def _measure_readability(folder: Path, found: Extraction) -> None:
    from lxml import html

    pages = sorted(path.parent for path in folder.glob("*/source.html"))
    documents = _documents([page / "source.html" for page in pages])
    for page in pages:
        document = documents.get(f"{page.name}/source.html")
        gold = json.loads((page / "expected-metadata.json").read_text(encoding="utf-8"))
        if gold.get("readerable"):
            expected = html.fromstring((page / "expected.html").read_text(encoding="utf-8"))
            text = " ".join(str(part) for part in expected.itertext())
            found.f1.append(token_f1(document.text if document else "", text))
        _compare(document, (gold.get("publishedTime") or "")[:10], gold.get("title"), found)


def _compare(document: Document | None, date: str | None, title: str | None, found: Extraction) -> None:
    if date:
        when = document.date if document else None
        found.dates.add(bool(when and when.earliest == when.latest and str(when.earliest) == date))
    if title and title.strip():
        found.titles.add(document is not None and _plain(document.title) == _plain(title))


def token_f1(got: str, expected: str) -> float:
    """F1 of two bags of words."""
    one, other = (Counter(re.findall(r"\w+", text.casefold())) for text in (got, expected))
    common = sum((one & other).values())
    return 2 * common / (sum(one.values()) + sum(other.values())) if common else 0.0


def _documents(paths: Sequence[Path]) -> dict[str, Document]:
    """The first document of each page, by the name of its file, or of its folder and its file."""
    found: dict[str, Document] = {}
    for file, event in read_files([_file(path) for path in paths], Limits.of(Settings())):
        if isinstance(event, Document):
            name = file.file.name
            found.setdefault(f"{file.file.parent.name}/{name}" if name == "source.html" else name, event)
    return found


def _file(path: Path) -> SourceFile:
    from indexer.ingest.choosing.rules import FolderRules

    status = path.stat()
    return SourceFile(f"pages/{path.parent.name}/{path.name}", path, status.st_size, status.st_mtime_ns, FolderRules())


def _even(text: str) -> str:
    return " ".join(text.split())


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", unicodedata.normalize("NFC", text)).strip().casefold()


# ── speed ───────────────────────────────────────────────────────────────────────────────────────────


def speed_files(data: Path) -> list[SourceFile]:
    """335 letters in TEI, 111 pages, 15 PDFs."""
    folders = (data / "letters/edgeworth_en/tei", data / "html", data / "formats/pdf")
    files = [file for root in find_roots(folders, {}) for file in find_files(root)]
    return [f for f in files if f.file.suffix in (".xml", ".html", ".pdf") and f.file.name != "expected.html"]


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds by the clock on the wall, and of processors (which other work on the machine does not change)."""

    wall: float
    processor: float

    @property
    def cores(self) -> float:
        """How many processors were at work on average."""
        return self.processor / self.wall


def _said(cost: Cost, files: Sequence[SourceFile]) -> str:
    return f"{cost.wall:.1f} s, {len(files) / cost.wall:.0f} files/s, {cost.processor:.1f} s of processor time"


def _here(files: Sequence[SourceFile]) -> Iterator[Any]:
    """The readers in this process, without workers."""
    for file in files:
        yield from read_file(file, Limits.of(Settings()))


def _by(files: Sequence[SourceFile], workers: int) -> Iterator[Any]:
    return read_files(files, Limits.of(Settings()), workers)


def _cost(work: Iterator[Any]) -> Cost:
    wall, processor = time.perf_counter(), sum(os.times()[:4])
    for _ in work:
        pass
    return Cost(time.perf_counter() - wall, sum(os.times()[:4]) - processor)


def _bare(files: Sequence[SourceFile]) -> Iterator[Any]:
    """What the libraries alone do to give the plain text and the metadata that they know of."""
    import pypdfium2
    import trafilatura
    from lxml import etree

    for file in files:
        data = file.file.read_bytes()
        if file.file.suffix == ".xml":
            yield "".join(str(text) for text in etree.fromstring(data).itertext())
        elif file.file.suffix == ".html":
            yield trafilatura.bare_extraction(data, with_metadata=True, include_comments=False)
        else:
            try:
                pdf = pypdfium2.PdfDocument(data)
                yield [page.get_textpage().get_text_range() for page in pdf]
            except pypdfium2.PdfiumError:
                yield None
