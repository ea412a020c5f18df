"""Markdown with YAML front matter. The text stays as written; headings, quotations and lists are marked as such."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from indexer.errors import Unreadable
from indexer.ingest.documents import clean_text
from indexer.ingest.encodings import decode
from indexer.ingest.fields import document_from
from indexer.records import Block, BlockKind, Document

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_BLOCKS: tuple[tuple[BlockKind, re.Pattern[str]], ...] = (
    ("heading", re.compile(r" {0,3}#{1,6} ")),
    ("quote", re.compile(r" {0,3}>")),
    ("list", re.compile(r" {0,3}(?:[-*+]|\d{1,3}[.)]) ")),
)
_PARAGRAPH = re.compile(r"(?:[^\n]*\S[^\n]*(?:\n|\Z))+")
_TITLE = re.compile(r" {0,3}# +(.+?)[ #]*$", re.MULTILINE)


def read(path: str, data: bytes) -> Iterator[Document]:
    """The one document of a Markdown file. Raises Unreadable."""
    decoded, warnings = decode(data)
    text = clean_text(decoded)
    front, doubts = _front_matter(text)
    if match := _FRONT.match(text):
        text = text[match.end() :]
    text = text.strip("\n")
    if not text.strip():
        raise Unreadable("empty", "the file holds no text below its front matter")
    if not front.get("title") and (heading := _TITLE.match(text)):
        front["title"] = heading[1]
    yield document_from(path, "", front, text, blocks=tuple(_blocks(text)), warnings=(*warnings, *doubts))


def _front_matter(text: str) -> tuple[dict[str, Any], tuple[str, ...]]:
    match = _FRONT.match(text)
    if not match:
        return {}, ()
    import yaml

    try:
        if any(isinstance(token, yaml.AliasToken) for token in yaml.scan(match[1])):
            return {}, ("the front matter has aliases, which can blow up memory, and was left out",)
        # BaseLoader keeps every value as it is written: `date: 1961` stays 1961, and no day is invented.
        table = yaml.load(match[1], Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        where = getattr(error, "problem_mark", None)
        line = f" in line {where.line + 2}" if where else ""
        return {}, (f"the front matter is not YAML{line} and was left out",)
    if not isinstance(table, dict):
        return {}, ("the front matter has no keys and was left out",)
    table.pop("text", None)
    return table, ()


def _blocks(text: str) -> Iterator[Block]:
    for match in _PARAGRAPH.finditer(text):
        for kind, opening in _BLOCKS:
            if opening.match(match[0]):
                yield Block(kind, match.start(), match.end())
                break
