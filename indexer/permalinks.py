"""What a permalink says: a passage of the text that a document had when the link was made, found in today's text."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.anchoring import Anchor, Status, anchor
from indexer.records import Document, Span
from indexer.stores.versions import Version, VersionStore


@dataclass(frozen=True, slots=True)
class Source:
    """The text that a link was made from; `earlier` is None where it is the one that the document has today."""

    text: str
    earlier: Version | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where the passage `asked` of the text `version` stands today.

    `quote` are its words then. `span` is None where it is `ambiguous` or `lost`; see `Anchor` for what each means.
    """

    version: str
    asked: Span
    quote: str
    status: Status
    span: Span | None
    candidates: tuple[Span, ...] = ()


def source_of(document: Document, versions: VersionStore, version: str) -> Source:
    """The text that a link with `v=version` was made from. Raises NotFound, BrokenArchive."""
    if not version or (len(version) >= len(document.version) and document.sha256.startswith(version)):
        return Source(document.text)
    earlier = versions.named(document.id, version)
    return Source(versions.text(earlier), earlier)


def place_of(document: Document, source: Source, asked: Span) -> Place:
    """Find a passage of the source in today's text. Raises ValueError for a span that is not in the source."""
    found = anchor(source.text, asked, document.text) if source.earlier else Anchor("exact", asked)
    version = source.earlier.name if source.earlier else document.version
    return Place(
        version, asked, source.text[asked.start : asked.end], found.status, found.span, found.candidates
    )  # fmt: skip
