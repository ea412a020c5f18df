"""The text of a mail's part as lines: what is written, how deep it is quoted, which paragraph it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from indexer.ingest.documents import clean_text
from indexer.records import BlockKind

_MARKS = re.compile(r"(?: {0,3}[>|](?!From ))*")
_HTML_MARKS = re.compile(r"(?: {0,3}>)*")


@dataclass(frozen=True, slots=True)
class Line:
    """`text` as it is written, `words` without the marks of quoting, of which there are `depth`."""

    text: str
    words: str
    depth: int
    paragraph: int
    kind: BlockKind = "paragraph"
    flows: bool = False
    """Whether it goes on in the next line (`format=flowed`, RFC 3676)."""


def plain_lines(text: str, flowed: bool = False) -> Iterator[Line]:
    """The lines of a plain part that are not empty; an empty one ends a paragraph."""
    paragraph = 0
    for line in clean_text(text).split("\n"):
        if not line.strip():
            paragraph += 1
            continue
        marks, words = _parted(_MARKS, line)
        flows = flowed and line.endswith(" ") and line != "-- "
        yield Line(
            line.removeprefix(" ") if flowed else line, words, len(marks.replace(" ", "")), paragraph, flows=flows
        )


def html_tree(source: str, doubts: list[str] | None = None) -> Any:
    """An HTML part as a tree; None where nothing of it can be parsed. That its end is lost is put to `doubts`."""
    from indexer.ingest.markup.tree import parsed

    return parsed(clean_text(source).encode("utf-8"), doubts)


def html_lines(tree: Any) -> list[Line]:
    """The lines of an HTML part, whole: in a mail nothing is navigation. A block is a paragraph."""
    from indexer.ingest.markup.tree import walk

    lines: list[Line] = []

    def seen(raw: str, kind: BlockKind, quoted: int) -> None:
        paragraph = lines[-1].paragraph + 1 if lines else 0
        for text in filter(str.strip, raw.split("\n")):
            marks, words = _parted(_HTML_MARKS, text)
            plain: BlockKind = "paragraph" if kind == "quote" else kind
            lines.append(Line(text, words, quoted + marks.count(">"), paragraph, plain))

    if tree is not None:
        walk(tree, seen)
    return lines


def _parted(marks: re.Pattern[str], line: str) -> tuple[str, str]:
    found = marks.match(line)
    end = found.end() if found else 0
    return line[:end], line[end:].strip()
