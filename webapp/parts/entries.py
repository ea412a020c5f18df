"""The entries of the lists below a text: a quotation with what it changed, and the passage that it quotes beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import Literal

from indexer.archive import Archive
from indexer.presentation.datewords import dated
from indexer.presentation.lines import title_line
from indexer.quotes.judging.wording import runs_on
from indexer.quotes.showing import in_its_place, shown
from indexer.quotes.tally import more, otherwise
from indexer.records import Change, ChangeKind, Document, Quotation, QuoteLabel, Source, Span
from webapp.parts import links

_TOLD: tuple[ChangeKind, ...] = ("changed", "added", "left out", "spelling")
"""Changes that are shown; an ellipsis or a bracket shows itself."""
_MOST, _SHOWN = 5, 160
"""How many of the most quoted passages are listed, and how many code points of each."""
_LONGEST_TITLE = 60
"""Code points shown of the titles of others that have the words too."""
_ALSO = 2
"""How many other documents that have a quotation's words are named with it."""
_AROUND = 100
"""Code points of the source shown on either side of what is quoted."""
_LONGEST = 1200
"""Code points; of a longer stretch of the source only the parts that are quoted are shown."""


@dataclass(frozen=True, slots=True)
class Told:
    """Words as they stand in both, in the source alone (`del`), in the quotation alone (`ins`), or of the quoting
    text itself where it interrupts (`between`).
    """

    text: str
    how: Literal["", "del", "ins", "between"] = ""


@dataclass(frozen=True, slots=True)
class There:
    """The passage of the source: the words quoted, and what stands around them."""

    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another document that has the words too; `otherwise` says how true they are to it, if not as to the source."""

    title: str
    link: str
    otherwise: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A quotation as a list shows it. `document`, `link`, `title` and `date` are of its other end, or of what comes
    nearest where no source is found. `also` are the first of the others that have the words, `more` counts the rest,
    and `more_otherwise` those of the rest to which it is not as true as to the source.
    """

    words: list[Told]
    label: QuoteLabel
    reason: str
    document: str = ""
    link: str = ""
    title: str = ""
    date: str = ""
    there: There | None = None
    also: tuple[Elsewhere, ...] = ()
    more: str = ""
    more_otherwise: str = ""


@dataclass(frozen=True, slots=True)
class MostQuoted:
    """A passage that several documents quote."""

    words: str
    link: str
    title: str
    date: str
    quoted_by: int


def most_quoted(held: Archive) -> list[MostQuoted]:
    """The passages that the most documents quote, most first; none that only one does."""
    listed = []
    for passage in held.catalog.quotations.most_quoted(_MOST):
        if len(passage.quoted_by) > 1:
            of, span = held.document(passage.document_id), Span(passage.start, passage.end)
            words = shorten(shown(of.text, span), _SHOWN, placeholder=" …")
            link = links.passage_path(of, span)
            listed.append(MostQuoted(words, link, title_line(of), _date(of), len(passage.quoted_by)))
    return listed


def entries(held: Archive, found: Sequence[Quotation], quoting: Document) -> list[Entry]:
    """The quotations of one text, each with its source."""
    return [_entry(held, quotation, quoting) for quotation in found]


def entries_elsewhere(held: Archive, found: Sequence[Quotation], of: Document) -> list[Entry]:
    """The quotations elsewhere that have their source in a document, each with the document that quotes."""
    listed = []
    for quotation in found:
        quoting = held.document(quotation.document_id)
        reason = quotation.source.reason if quotation.source else ""
        other = _other(quoting, Span(quotation.start, quotation.end))
        listed.append(Entry(_words(quotation, quoting, of), quotation.label, reason, *other))
    return listed


def _entry(held: Archive, quotation: Quotation, quoting: Document) -> Entry:
    source = quotation.source
    if source is None:
        nearest = _other(held.document(near.document_id), near.span) if (near := quotation.nearest) else ()
        return Entry(_words(quotation, quoting, quoting), quotation.label, quotation.reason, *nearest)
    of = held.document(source.document_id)
    other = _other(of, Span(source.start, source.end))
    also = tuple(_elsewhere(held, quotation, other) for other in quotation.sources[1 : 1 + _ALSO])
    rest = quotation.sources[1 + _ALSO :]
    words = _words(quotation, quoting, of)
    return Entry(
        words, quotation.label, source.reason, *other, _there(source, of), also, more(quotation, 1 + _ALSO),
        otherwise(quotation, rest),
    )  # fmt: skip


def _elsewhere(held: Archive, quotation: Quotation, source: Source) -> Elsewhere:
    document = held.document(source.document_id)
    link = links.passage_path(document, Span(source.start, source.end))
    return Elsewhere(title_line(document, _LONGEST_TITLE), link, otherwise(quotation, [source]))


def _other(document: Document, span: Span) -> tuple[str, str, str, str]:
    """What an entry has of the other end: id, link, title and date."""
    return document.id, links.passage_path(document, span), title_line(document), _date(document)


def _words(quotation: Quotation, quoting: Document, of: Document) -> list[Told]:
    """The quotation's own words, and where they differ the source's before them."""
    changes = [c for c in quotation.source.changes if c.kind in _TOLD] if quotation.source else []
    told: list[Told] = []
    at = 0
    for n, part in enumerate(quotation.parts):
        if n:
            told.append(_between(quoting.text, quotation.parts[n - 1], part))
        at = max(at, part.start)
        for change in changes:
            if at <= change.quoted.start and change.quoted.start <= part.end:
                told.append(Told(shown(quoting.text, Span(at, change.quoted.start))))
                told += _difference(change, quotation, quoting, of)
                at = change.quoted.end
        told.append(Told(shown(quoting.text, Span(at, part.end))))
    return [piece for piece in told if piece.text]


def _between(text: str, part: Span, following: Span) -> Told:
    """What interrupts a quotation, as it stands: an ellipsis there would pass for one of the quoting text."""
    if runs_on(text, part, following):
        return Told(" ")
    return Told(shown(text, Span(part.end, following.start)), "between")


def _difference(change: Change, quotation: Quotation, quoting: Document, of: Document) -> Iterator[Told]:
    theirs = in_its_place(change, quotation, quoting.text, of.text)
    ours = shown(quoting.text, change.quoted)
    if not ours and change.kind == "left out":
        yield Told(" ")
    yield Told(theirs, "del")
    if theirs and ours:
        yield Told(" ")
    yield Told(ours, "ins")


def _there(source: Source, of: Document) -> There:
    start, end = source.start, source.end
    if end - start <= _LONGEST:
        words = shown(of.text, Span(start, end))
    else:
        words = " … ".join(shown(of.text, p.source) for p in source.parts if p.source.end)
    before, after = shown(of.text, Span(max(0, start - _AROUND), start)), shown(of.text, Span(end, end + _AROUND))
    if start > _AROUND:
        before = "… " + before.partition(" ")[2]
    if end + _AROUND < len(of.text):
        after = after.rpartition(" ")[0] + " …"
    return There(before, words, after)


def _date(document: Document) -> str:
    return dated(document) if document.date else ""
