"""Markdown with front matter, as it reads: without the marks of emphasis and links, its blocks told apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from indexer.errors import Unreadable
from indexer.ingest.dating.letterdate import letter_date
from indexer.ingest.decoding.encodings import decode
from indexer.ingest.documents import clean_text, without_marks
from indexer.ingest.tables.fields import document_from
from indexer.ingest.tables.misspelt import misspelt
from indexer.ingest.texts.frontmatter import front_matter
from indexer.ingest.texts.gfm import ROW, with_more
from indexer.ingest.typography.struck import told
from indexer.records import Block, BlockKind, Document

if TYPE_CHECKING:
    from markdown_it.token import Token

_KIND_OF: dict[str, BlockKind] = {
    "heading_open": "heading", "blockquote_open": "quote", "list_item_open": "list", "footnote_open": "note",
}  # fmt: skip


_BREAK = re.compile(r"<br\b", re.IGNORECASE)
_PARAGRAPH = re.compile(r"</?p\b", re.IGNORECASE)
_UNSEEN = re.compile(
    r"<!--.*|</?(?:a|b|big|center|cite|details|div|em|figcaption|figure|font|hr|i|img|ins|kbd|mark|small|span|strong|"
    r"summary|u)\b.*", re.IGNORECASE | re.DOTALL,
)  # fmt: skip
"""Comments, and tags that say how words look. Others may be somebody's `<name>`."""
_APART = re.compile(r"</?(?:blockquote|footer|p)\b", re.IGNORECASE)
"""Tags of blocks, which people write in Markdown to set off a quotation, its paragraphs and whose words it has."""
_APART_IN_ROW = re.compile(r"</?(?:blockquote|footer)\b", re.IGNORECASE)
"""The paragraphs of a cell leave the row whole."""


@dataclass(frozen=True, slots=True)
class _Paragraph:
    kind: BlockKind
    text: str
    close: bool
    """Whether it follows the one before on the next line, as items of a list do."""


def read(path: str, data: bytes) -> Iterator[Document]:
    """The one document of a Markdown file. Raises Unreadable."""
    decoded, warnings = decode(data)
    front, source, doubts = front_matter(clean_text(decoded), path)
    doubts = (*doubts, *misspelt(front))
    paragraphs, struck = _paragraphs(source)
    if not paragraphs:
        raise Unreadable("empty", "the file holds no text below its front matter")
    if not front.get("title") and paragraphs[0].kind == "heading":
        front["title"] = without_marks(paragraphs[0].text)
    text, blocks = _joined(paragraphs)
    document = document_from(path, "", front, text, blocks=blocks, warnings=(*warnings, *doubts, *told([struck])))
    yield document if document.date else replace(document, date=letter_date(path, text))


def _paragraphs(source: str) -> tuple[list[_Paragraph], int | None]:
    """The blocks of text in order, and how many words are struck out of them; None where most are, which stay."""
    from markdown_it import MarkdownIt

    parser = with_more(MarkdownIt("commonmark", {"html": True})).disable("html_block")  # what stands in it is Markdown
    tokens = parser.enable("strikethrough").parse(source)
    paragraphs = list(_blocks(tokens))
    struck = sum(_struck(token.children or ()) for token in tokens)
    if struck > sum(len(paragraph.text.split()) for paragraph in paragraphs):
        return list(_blocks(parser.disable("strikethrough").parse(source))), None
    return paragraphs, struck


def _blocks(tokens: Sequence[Token]) -> Iterator[_Paragraph]:
    """The outermost quotation, list, heading or note gives a block its kind; a quotation may be HTML's, if closed."""
    inside: list[tuple[BlockKind, str]] = []
    quoted, ends = 0, sum(tag == "</blockquote" for token in tokens for tag, _ in _parts(token))
    for token in tokens:
        if token.type in _KIND_OF:
            mark = f"{token.info}{token.markup} " if token.info else "– " if token.type == "list_item_open" else ""
            inside.append((_KIND_OF[token.type], mark))
        elif token.type.removesuffix("_close") + "_open" in _KIND_OF and token.nesting < 0:
            inside.pop()
        else:
            for tag, text in _parts(token):
                if tag == "<blockquote" and (quoted or not inside):
                    quoted += ends > quoted
                elif tag == "</blockquote":
                    quoted, ends = max(0, quoted - 1), ends - 1
                if text.strip():
                    kind, mark = (inside[0][0], inside[-1][1]) if inside else ("paragraph", "")
                    kind = "quote" if quoted else kind  # it was opened outside of what else it may be inside
                    yield _Paragraph(kind, mark + text.strip("\n"), close=kind == "list" and bool(mark))
                    if mark:  # an item's second paragraph has no number of its own
                        inside[-1] = (inside[-1][0], "")


def _parts(token: Token) -> Iterator[tuple[str, str]]:
    """The text of a token, parted at the tags of HTML's blocks; with each part the tag before it."""
    if token.type != "inline":
        yield "", _verbatim(token)
        return
    where = _APART_IN_ROW if token.tag == ROW else _APART
    tag = ""
    part: list[Token] = []
    for child in token.children or ():
        if child.type == "html_inline" and (apart := where.match(child.content)):
            yield tag, _text(part).strip(" ")
            tag, part = apart[0].lower(), []
        else:
            part.append(child)
    yield tag, _text(part).strip(" ")


def _text(children: Sequence[Token]) -> str:
    pieces = list(_with_strikes(children))
    text = "".join(_said(child) for child, struck in pieces if not struck)
    leaves_gaps = any(struck or _is_paragraph(child) for child, struck in pieces)
    return re.sub(" {2,}", " ", text).strip(" ") if leaves_gaps else text


def _said(piece: Token) -> str:
    if piece.type == "html_inline":
        if _is_paragraph(piece):
            return " "
        return "\n" if _BREAK.match(piece.content) else _UNSEEN.sub("", piece.content)
    return "\n" if piece.type in ("softbreak", "hardbreak") else piece.content


def _is_paragraph(piece: Token) -> bool:
    """Whether it begins or ends a paragraph of a cell."""
    return piece.type == "html_inline" and bool(_PARAGRAPH.match(piece.content))


def _struck(children: Sequence[Token]) -> int:
    return len(" ".join(child.content for child, struck in _with_strikes(children) if struck).split())


def _with_strikes(children: Sequence[Token]) -> Iterator[tuple[Token, bool]]:
    """Each piece of a line, and whether it is struck out."""
    depth = 0
    for child in children:
        depth += child.nesting * (child.type in ("s_open", "s_close"))
        yield child, depth > 0


def _verbatim(token: Token) -> str:
    return token.content if token.type in ("fence", "code_block") else ""


def _joined(paragraphs: Sequence[_Paragraph]) -> tuple[str, tuple[Block, ...]]:
    """One text, paragraphs apart by an empty line, its notes last, and the blocks that are more than paragraphs."""
    text = ""
    blocks: list[Block] = []
    for paragraph in sorted(paragraphs, key=lambda paragraph: paragraph.kind == "note"):
        if text:
            follows = paragraph.close and blocks and blocks[-1].kind == "list" and blocks[-1].end == len(text)
            text += "\n" if follows else "\n\n"
        start = len(text)
        text += paragraph.text
        if paragraph.kind != "paragraph":
            blocks.append(Block(paragraph.kind, start, len(text)))
    return text, tuple(blocks)
