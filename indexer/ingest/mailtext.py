"""The text of a mail's part: what its writer wrote, and what is quoted of the mails before, told apart."""

from __future__ import annotations

import re

from indexer.ingest.building import TextBuilder
from indexer.ingest.documents import clean_text
from indexer.records import BlockKind

_QUOTED = re.compile(r" {0,3}[>|](?!From )")
_ATTRIBUTION = re.compile(
    r"(?:am\b.*\bschrieb\b.*|le\b.*\ba écrit|il\b.*\bha scritto|el\b.*\bescribió|.{1,120}\b(?:wrote|writes))\s*:\s*$",
    re.IGNORECASE | re.DOTALL,
)
_FORWARD = re.compile(
    r"\s*-{2,}\s*(?:original message|ursprüngliche nachricht|message d'origine|messaggio originale)\s*-{2,}\s*$",
    re.IGNORECASE,
)


def add_plain(text: str, builder: TextBuilder, flowed: bool = False) -> None:
    """Add a plain part: paragraphs, and quoted lines with the line that introduces them as `reply` blocks."""
    kind: BlockKind = "paragraph"
    run: list[str] = []
    below = False
    for line in [*clean_text(text).split("\n"), ""]:
        below = below or bool(_FORWARD.match(line))
        now: BlockKind = "reply" if below or _QUOTED.match(line) else "paragraph"
        if not line.strip() or now != kind:
            if len(run) < 4 and _ATTRIBUTION.fullmatch(" ".join(run).strip()):
                kind = "reply"
            builder.add(_lines(run, flowed), kind, keep_lines=True)
            run = []
            kind = now
        if line.strip():
            run.append(line)


def add_html(source: str, builder: TextBuilder) -> None:
    """Add an HTML part whole: in a mail nothing is navigation. Its block quotations are quoted replies."""
    from lxml import etree
    from lxml import html as lxml_html

    from indexer.ingest.markup import add_markup

    try:
        parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True)
        tree = lxml_html.document_fromstring(clean_text(source).encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return
    add_markup(tree, builder, quotes="reply")


def _lines(run: list[str], flowed: bool) -> str:
    """Lines as they stand; those of `format=flowed` (RFC 3676) run on where they end in a space."""
    if not flowed:
        return "\n".join(run)
    return "".join(line.removeprefix(" ") + ("" if line.endswith(" ") and line != "-- " else "\n") for line in run)
