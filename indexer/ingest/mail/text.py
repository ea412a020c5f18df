"""The text of a mail: what its writer wrote, and what is quoted of the mails before, told apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from indexer.ingest.building import TextBuilder
from indexer.ingest.mail.introductions import sends_on
from indexer.ingest.mail.lines import Line, html_lines, html_tree, plain_lines
from indexer.ingest.mail.replies import Origin, Quoting
from indexer.ingest.typography.struck import take_struck


class MailText:
    """Collects a message's parts of text; what is quoted, with the lines that introduce it, as `reply` blocks."""

    def __init__(self, subject: str) -> None:
        self.builder = TextBuilder()
        self.struck: list[int | None] = []
        """Of each HTML part the words taken out of it, for `struck.told`."""
        self.doubts: list[str] = []
        self._quoting = Quoting(sends_on(subject))

    def add_plain(self, text: str, flowed: bool = False) -> None:
        """Add a plain part. If it is flowed its lines run on where they end in a space."""
        self._add(list(plain_lines(text, flowed)))

    def add_html(self, source: str) -> None:
        """Add an HTML part."""
        tree = html_tree(source, self.doubts)
        self.struck.append(0 if tree is None else take_struck(tree))
        self._add(html_lines(tree))

    def _add(self, lines: Sequence[Line]) -> None:
        for origin, block in _blocks(lines, self._quoting.origins(lines)):
            kind = block[0].kind if origin == "own" else "reply"
            self.builder.add(_joined(block), kind, keep_lines=True)


def _blocks(lines: Sequence[Line], origins: Sequence[Origin]) -> Iterator[tuple[Origin, list[Line]]]:
    """Paragraphs of one origin; in a letter sent on a mark of quoting alone is an empty line."""
    told = zip(origins, lines, strict=True)
    for (origin, _, has_words), block in groupby(
        told, lambda t: (t[0], t[1].paragraph, bool(t[1].words) or t[0] == "reply")
    ):
        if has_words:
            yield origin, [line for _, line in block]


def _joined(block: Sequence[Line]) -> str:
    """Lines as they stand; one that flows runs on into the next, without the marks of quoting if both have as many."""
    parts = [block[0].text]
    for line, after in pairwise(block):
        if line.flows:
            parts.append(after.words + " " * after.flows if after.depth and after.depth == line.depth else after.text)
        else:
            parts += ["\n", after.text]
    return "".join(parts)
