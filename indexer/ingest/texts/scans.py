"""Pages that were recognised from pictures, as PAGE and ALTO have them: regions of lines, with the picture's name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from indexer.errors import Unreadable
from indexer.ingest.building import TextBuilder
from indexer.ingest.dating.letterdate import letter_date
from indexer.ingest.documents import derived_title, document_id
from indexer.records import BlockKind, Document


@dataclass(frozen=True, slots=True)
class Region:
    """Lines that stand together. `page` is the label of the page that begins with it, if one does; `compounds` are
    words of it that have a hyphen of their own, whether a line ends there or not.
    """

    lines: tuple[str, ...]
    kind: BlockKind = "paragraph"
    page: str = ""
    compounds: tuple[str, ...] = ()


def document_of(path: str, regions: Iterable[Region], picture: str, warnings: tuple[str, ...]) -> Document:
    """The document: its lines stay lines, but for words that a line's end broke. Raises Unreadable without words."""
    builder = TextBuilder()
    raw = [(region, "\n".join(region.lines)) for region in regions]
    for region, lines in raw:
        builder.know_compounds("\n".join((lines, *region.compounds)))
    for region, lines in raw:
        begins = builder.page(region.page) if region.page else ""
        builder.add(begins + lines, region.kind, keep_lines=True)
    if not builder.text:
        raise Unreadable("empty", "no text has been recognised on it")
    return Document(
        id=document_id(path), path=path, text=builder.text, title=derived_title(builder.text), title_derived=True,
        date=letter_date(path, builder.text), metadata={"picture": picture} if picture else {},
        blocks=builder.blocks, pages=builder.pages, warnings=warnings,
    )  # fmt: skip
