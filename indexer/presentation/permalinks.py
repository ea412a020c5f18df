"""What a permalink says: a passage of the text that a document had when the link was made, found in today's text."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.records import Document, Span
from indexer.stores.catalog.versions import Version, VersionStore
from indexer.text.anchoring import Anchor, Status, anchor
from indexer.text.differences import Stretch, stretches


@dataclass(frozen=True, slots=True)
class LinkedText:
    """The text that a link was made from; `earlier` is None where it is the one that the document has today."""

    text: str
    earlier: Version | None = None


@dataclass(frozen=True, slots=True)
class LinkedPassage:
    """Where the passage `asked` of the text `version` stands today.

    `quote` are its words then. `span` is None where it is `ambiguous` or `lost`; see `Anchor` for what each means.
    `changes` are its words then and now, read as one, where it has `changed`.
    """

    version: str
    asked: Span
    quote: str
    status: Status
    span: Span | None
    candidates: tuple[Span, ...] = ()
    changes: tuple[Stretch, ...] = ()


def linked_text(document: Document, versions: VersionStore, version: str) -> LinkedText:
    """The text that a link with `v=version` was made from. Raises NotFound, BrokenArchive."""
    if not version or (len(version) >= len(document.version) and document.sha256.startswith(version)):
        return LinkedText(document.text)
    earlier = versions.named(document.id, version)
    return LinkedText(versions.text(earlier), earlier)


def linked_passage(document: Document, linked: LinkedText, asked: Span) -> LinkedPassage:
    """Find a passage of the linked text in today's. Raises ValueError for a span that is not in the linked text."""
    found = anchor(linked.text, asked, document.text) if linked.earlier else Anchor("exact", asked)
    version = linked.earlier.name if linked.earlier else document.version
    then = linked.text[asked.start : asked.end]
    now = document.text[found.span.start : found.span.end] if found.span else ""
    changes = tuple(stretches(then, now)) if found.status == "changed" else ()
    return LinkedPassage(version, asked, then, found.status, found.span, found.candidates, changes)
