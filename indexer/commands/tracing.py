"""`pressmark trace`: the quotations of a file or of standard input, each checked against the archive."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from rich.console import Console
from rich.text import Text

from indexer.commands.given import lines_piped
from indexer.commands.show import NAMED
from indexer.commands.terminal import say_json, show
from indexer.errors import SourceError, Unreadable
from indexer.ingest.choosing.sources import SourceFile, find_files, find_roots
from indexer.ingest.decoding.encodings import decode
from indexer.ingest.formats import HEAD, sniff
from indexer.ingest.limits import Limits
from indexer.ingest.read import Ending, read_bytes, read_file
from indexer.ingest.texts.as_sent import as_sent
from indexer.ingest.texts.pasted import pasted
from indexer.presentation.annotations import checked_json
from indexer.presentation.datewords import dated
from indexer.presentation.lines import title_line
from indexer.quotes.check import Checker
from indexer.quotes.showing import as_read, in_its_place, shown
from indexer.quotes.tally import more, otherwise, tally
from indexer.records import QUOTE_LABELS, Change, Document, Quotation, QuoteLabel, Source
from indexer.settings import Settings
from indexer.stores.catalog.reader import Catalog
from indexer.stores.generations.folder import CATALOG, GRAMS
from indexer.stores.generations.holding import held
from indexer.text.words import WORD
from indexer.writing.naming import keyed, with_listed_names

_SHOWN: dict[QuoteLabel, str] = {
    "exact": "green",
    "near": "green",
    "elided": "cyan",
    "bracketed": "cyan",
    "altered": "bold",
    "not found": "bold",
    "not traced": "dim",
}
"""None has the colour of an alarm: who quotes otherwise, or what the archive has not, may be right."""
_WIDTH = max(map(len, QUOTE_LABELS)) + 1


def trace_file(name: str, settings: Settings, as_json: bool) -> None:
    """Print each quotation of the file `name` (`-` for standard input) with its label and source.

    Raises ArchiveError, SourceError and Unreadable.
    """
    with held(settings.archive) as generation, closing(Catalog(generation.path / CATALOG)) as catalog:
        checker = Checker(catalog, generation.path / GRAMS)
        checked = [
            (given, checker.check(given.document, body=given.body))
            for given in _given(name, catalog, Limits.of(settings))
        ]
        if as_json:
            places = [given.as_given(quotations) for given, quotations in checked]
            found = [
                checked_json(generation.name, _named(document, catalog), found, catalog.document)
                for document, found in places
            ]
            say_json(found[0] if len(found) == 1 else found)
            return
        console = Console(highlight=False, soft_wrap=True)
        for given, quotations in checked:
            _show(given.document, quotations, catalog, console)
        show(Text(tally(quotation.label for _, quotations in checked for quotation in quotations)), console)


@dataclass(frozen=True, slots=True)
class _Given:
    """What is to be checked. Its text proper begins at `body`; JSON's positions count in `text`, if there is one."""

    document: Document
    body: int = 0
    text: str | None = None

    def as_given(self, found: tuple[Quotation, ...]) -> tuple[Document, tuple[Quotation, ...]]:
        """The document and its quotations where they stand in what was given."""
        return (self.document, found) if self.text is None else as_sent(self.text, self.document, found)


def _given(name: str, catalog: Catalog, limits: Limits) -> Iterator[_Given]:
    try:
        yield from _read(name, catalog, limits)
    except Unreadable as error:
        named = "What came on standard input" if name == "-" else name
        raise Unreadable(error.code, f"{named} cannot be checked: {error}.") from error


def _read(name: str, catalog: Catalog, limits: Limits) -> Iterator[_Given]:
    if name == "-":
        yield from _piped(b"".join(lines_piped()), limits)
        return
    path = Path(name)
    if path.is_dir():
        raise SourceError(f"{path} is a folder: name one file, or - for standard input.")
    listed = keyed(catalog.listed())
    for file in _found(path, catalog):
        for found in read_file(file, limits):
            if isinstance(found, Document):
                yield _as_it_stands(with_listed_names(found, listed), file, catalog)
            if isinstance(found, Ending) and found.code:
                raise Unreadable(found.code, found.reason)


def _found(path: Path, catalog: Catalog) -> Sequence[SourceFile]:
    """The file as its source has it, if it stands in one of the archive's and is not left out there; else by itself."""
    around = {name: place for name, place in catalog.roots().items() if path.resolve().is_relative_to(place)}
    inside = [file for root in find_roots([path], around) for file in find_files(root)]
    return inside or [file for root in find_roots([path], {}) for file in find_files(root)]


def _as_it_stands(document: Document, file: SourceFile, catalog: Catalog) -> _Given:
    """What was read. Positions in a plain text count in what others see of it, with its head, its line ends and broken
    words; in what the archive has, as it has it.
    """
    with file.file.open("rb") as opened:
        head = opened.read(HEAD)  # of a mailbox each mail asks
        if sniff(head, file.path) != "text" or _named(document, catalog).id:
            return _Given(document)
        return _Given(document, text=decode(head + opened.read())[0])


def _piped(data: bytes, limits: Limits) -> Iterator[_Given]:
    """A text as it was sent; what is no plain text, such as a page, as the file of it would be read."""
    if data.strip() and sniff(data[:HEAD], "-") in ("text", "mail"):
        text = decode(data)[0]
        yield _Given(*pasted(text), text)
        return
    for found in read_bytes("-", data, "-", limits):
        if isinstance(found, Document):
            yield _Given(with_listed_names(found, {}))


def _named(document: Document, catalog: Catalog) -> Document:
    """The document without its id where that stands for another text in the archive, or for none."""
    held = catalog.find(document.id)
    return document if held and held.text == document.text else replace(document, id="")


def _show(document: Document, quotations: tuple[Quotation, ...], catalog: Catalog, console: Console) -> None:
    for number, quotation in enumerate(quotations, start=1):
        words = " ".join(as_read(document.text, quotation.parts, "” … “").split())
        label = Text(f"{quotation.label:<{_WIDTH}}", style=_SHOWN[quotation.label])
        show(Text(f"{number:>3}. ") + label + Text(f"“{words}”"), console)
        source = quotation.source
        if source is None:
            if near := quotation.nearest:
                show(Text(_place(catalog.document(near.document_id), near.span.start, near.span.end)), console)
            show(Text(f"     {quotation.reason}", style="dim"), console)
            continue
        found = catalog.document(source.document_id)
        show(Text(_place(found, source.start, source.end)), console)
        for change in _replaced(source.changes, document.text):
            show(Text("     " + _said(change, quotation, document.text, found.text)), console)
        show(Text(f"     {source.reason} Confidence {source.confidence:.2f}.", style="dim"), console)
        if len(quotation.sources) > 1:
            show(Text(f"     also in: {_also(quotation, catalog)}", style="dim"), console)


def _also(quotation: Quotation, catalog: Catalog) -> str:
    """The other documents that have the words; of many the first. Where it is less or more true to one, how."""
    _, *others = quotation.sources
    named = ", ".join(_named_source(quotation, other, catalog) for other in others[:NAMED])
    rest = more(quotation, 1 + NAMED)
    apart = otherwise(quotation, others[NAMED:])
    return named + f" and {rest}" * bool(rest) + f" ({apart})" * bool(apart)


def _named_source(quotation: Quotation, other: Source, catalog: Catalog) -> str:
    document = catalog.document(other.document_id)
    return f"{title_line(document)} ({', '.join(filter(None, (document.id, otherwise(quotation, [other]))))})"


def _place(document: Document, start: int, end: int) -> str:
    date = f" ({dated(document)})" if document.date else ""
    return f"     {title_line(document)}{date} · {document.path} {start}-{end}"


def _replaced(changes: Sequence[Change], quoted: str) -> Iterator[Change]:
    """The changes; a bracket and the words of the source in whose place it stands are one."""
    held: Change | None = None
    for change in changes:
        if held and change.kind == "bracketed" and not WORD.search(quoted, held.quoted.end, change.quoted.start):
            change, held = Change("bracketed", change.quoted, held.source), None
        if held:
            yield held
        held = change if change.kind == "bracketed" and change.quoted.start == change.quoted.end else None
        if not held:
            yield change
    if held:
        yield held


def _said(change: Change, quotation: Quotation, quoted: str, source: str) -> str:
    """A change in words: what the source has, and what the quotation makes of it."""
    ours = " ".join(shown(quoted, change.quoted).split())
    theirs = in_its_place(change, quotation, quoted, source)
    if not theirs:
        return f"{change.kind}: {ours}"
    return f"{change.kind}: {theirs} → {ours}" if ours else f"{change.kind}: {theirs}"
