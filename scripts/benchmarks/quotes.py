"""How many quotations are traced to where they come from, how many wrongly, how far off, and at what cost.

Gold: `pairs.jsonl`, quotations in news articles with the transcript and the lines they come from (`match`), the
speaker's same phrase on another occasion and phrases alike by chance (both of which should not be claimed).
"""

from __future__ import annotations

import json
import os
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import click

from indexer.quotes.finding.extract import extract
from indexer.quotes.judging.wording import Wording
from indexer.quotes.tracing.compared import Held
from indexer.quotes.tracing.trace import Tracer
from indexer.quotes.update import own_quotations
from indexer.records import Document, Part, Quotation, Source, Span
from indexer.stores.grams import GramIndex, grams_of, numbers_of

DATA = Path(__file__).parents[3] / "shared" / "data"


@dataclass(frozen=True, slots=True)
class Transcript:
    """What was said, as one document, and where each line of it stands."""

    document: Document
    lines: Mapping[str, Span]


@dataclass(slots=True)
class Score:
    """Counts over all pairs. `offsets` are code points between the part's start and the span of the gold lines."""

    matches: int = 0
    traced: int = 0
    exact: int = 0
    exact_labelled: int = 0
    others: int = 0
    claimed: int = 0
    offsets: list[int] = field(default_factory=list)
    missed: list[int] = field(default_factory=list)


def read_transcripts(folder: Path) -> dict[str, Transcript]:
    """Every `*.tsv` (line, speaker, sentence, flag), its sentences joined as speech."""
    return {file.name: read_transcript(file) for file in sorted(folder.glob("*.tsv"))}


def read_transcript(file: Path) -> Transcript:
    """One transcript."""
    text, lines = "", {}
    for row in file.read_text(encoding="utf-8").split("\n"):
        number, _, rest = row.partition("\t")
        sentence = rest.split("\t")[1] if "\t" in rest else ""
        if number.isdigit() and sentence:
            lines[number] = Span(len(text), len(text) + len(sentence))
            text += sentence + " "
    return Transcript(Document(id=file.name, text=text, title=file.stem), lines)


def read_articles(folder: Path) -> dict[str, Document]:
    """Every article, by the name of its file."""
    return {
        file.stem: Document(id=file.stem, text=file.read_text(encoding="utf-8"), title=file.stem, kind="article")
        for file in sorted(folder.glob("*.txt"))
    }


def trace_all(documents: Iterable[Document], only: Iterable[str] | None = None) -> dict[str, tuple[Quotation, ...]]:
    """The quotations of the documents (of those with the ids `only`), each traced through all of them."""
    by_id = {document.id: document for document in documents}
    index = GramIndex.empty().replaced((), ((id, grams_of(numbers_of(d.text))) for id, d in by_id.items()))
    found = {id: extract(document) for id, document in by_id.items()}

    @cache
    def held(id: str) -> Held:
        return Held(by_id[id], Wording(by_id[id].text), own_quotations(by_id[id], found[id]))

    tracer = Tracer(index, held)
    return {id: tracer.trace(by_id[id], found[id]) for id in (only or by_id)}


def score(
    pairs: Iterable[Mapping[str, Any]], traced: Mapping[str, tuple[Quotation, ...]],
    transcripts: Mapping[str, Transcript],
) -> Score:  # fmt: skip
    """Each pair held against what was traced."""
    total = Score()
    for pair in pairs:
        gold = Span(pair["start"], pair["end"])
        at = _lines(transcripts[pair["transcript"]], pair)
        parts = [p for p, s in _parts(traced[pair["article"]], gold) if s.document_id == pair["transcript"]]
        right = [part for part in parts if part.source.start < at.end and at.start < part.source.end]
        if pair["label"] != "match":
            total.others += 1
            total.claimed += bool(right)
            continue
        total.matches += 1
        total.traced += bool(right)
        if not right:
            total.missed.append(pair["pair"])
        else:
            total.offsets.append(max(0, at.start - right[0].source.start, right[0].source.start - at.end))
        if pair["grade"] == "exact":
            total.exact += 1
            total.exact_labelled += any(part.label == "exact" for part in right)
    return total


def _lines(transcript: Transcript, pair: Mapping[str, Any]) -> Span:
    return Span(transcript.lines[pair["line_from"]].start, transcript.lines[pair["line_to"]].end)


def _parts(quotations: Iterable[Quotation], gold: Span) -> Iterator[tuple[Part, Source]]:
    """The parts of traced quotations that overlap a span, with their source."""
    for source in (quotation.source for quotation in quotations if quotation.source):
        for part in source.parts:
            if part.quoted.start < gold.end and gold.start < part.quoted.end and part.source.end:
                yield part, source


def read_pairs(file: Path) -> list[dict[str, Any]]:
    """The gold."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


@click.command()
@click.option("--data", type=click.Path(path_type=Path, exists=True), default=DATA, help="The folder of real data.")
@click.option(
    "--cost",
    is_flag=True,
    help="Also index three sets with the model, and extract from 10 MB (long).",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def quotes(data: Path, cost: bool, as_json: bool) -> None:
    """Recall, precision, offset error and time of quotation tracing."""
    folder = data / "quotes"
    transcripts, articles = read_transcripts(folder / "transcripts"), read_articles(folder / "articles")
    documents = [*(t.document for t in transcripts.values()), *articles.values()]
    began = time.perf_counter()
    traced = trace_all(documents, articles)
    seconds = time.perf_counter() - began
    total = score(read_pairs(folder / "pairs.jsonl"), traced, transcripts)
    figures: dict[str, Any] = {
        "matches traced": f"{total.traced} of {total.matches}",
        "recall": round(total.traced / total.matches, 3),
        "precision": round(total.traced / (total.traced + total.claimed), 3),
        "exact labelled exact": f"{total.exact_labelled} of {total.exact}",
        "others claimed": f"{total.claimed} of {total.others}",
        "largest offset error": max(total.offsets),
        "pairs missed": total.missed,
        "labels": dict(Counter(q.label for found in traced.values() for q in found)),
        "seconds": round(seconds, 1),
    }
    if cost:
        figures |= measure_cost(data)
    for name, value in figures.items() if not as_json else ():
        click.echo(f"{name:<22} {value}")
    if as_json:
        click.echo(json.dumps(figures, ensure_ascii=False))


def measure_cost(data: Path) -> dict[str, float]:
    """Processor seconds of indexing and of tracing in it, of adding one letter afterwards, and of extraction alone."""
    from indexer.encoders import open_encoder
    from indexer.reindex import reindex
    from indexer.settings import Settings

    sources = [data / "letters" / "delegates_en", data / "collections" / "time", data / "quotes"]
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        speech = root / "speech"
        speech.mkdir()
        for name, transcript in read_transcripts(data / "quotes" / "transcripts").items():
            (speech / f"{name}.txt").write_text(transcript.document.text, encoding="utf-8")
        settings = Settings(archive=root / "archive")
        clock = _Clock()
        encoder = open_encoder(settings)
        began = processor_time()
        reindex([*sources, speech], settings, encoder=encoder, progress=clock.tell)
        whole, tracing = processor_time() - began, clock.seconds
        letter = root / "letter.txt"
        letter.write_text(_LETTER, encoding="utf-8")
        reindex([letter], settings, encoder=encoder, progress=clock.tell)
        return {
            "seconds indexing": round(whole, 1),
            "seconds tracing": round(tracing, 1),
            "tracing adds": round(tracing / (whole - tracing), 3),
            "seconds tracing one letter more": round(clock.seconds - tracing, 2),
            **{f"seconds of 10 MB of {name}": round(extraction_seconds(text), 1) for name, text in _MADE_UP.items()},
        }


def processor_time() -> float:
    """Processor seconds of this process and of those that it has started and waited for."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def extraction_seconds(unit: str, size: int = 10_000_000) -> float:
    """Processor seconds of finding the quotations in a text of `size` code points, made of one thing repeated."""
    document = Document(id="", text=unit * (size // len(unit)), title="")
    began = time.process_time()
    extract(document)
    return time.process_time() - began


class _Clock:
    """Adds up the processor time between the first and the last word of each tracing."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._last = 0.0

    def tell(self, what: str, done: int, total: int | None) -> None:
        now = processor_time()
        if what == "tracing":
            self.seconds += now - self._last
        self._last = now


_MADE_UP = {
    "quotations": '“It is so,” the letter states, “and it was.” He said “not at all” and "never", and left.\n\n',
    "interruptions": "“a,” he said, ",
    "announcements": "said:\n\n",
    "prose": "The committee sat again upon the bridge, and nobody said a word about the ferry, as usual in winter. ",
}
_LETTER = (
    "To the Editor. I heard the debate. Mr. Trump said that \u201cwe need law and order in our country\u201d, and "
    "Mrs. Clinton said that \u201cslashing taxes on the wealthy hasn\u2019t worked.\u201d I am, Sir, your servant."
)
