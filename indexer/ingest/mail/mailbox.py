"""A mailbox cut into its messages, at the `From ` lines that mail programs write before each.

No program escapes such lines in a body in the same way, and not every one leaves a blank line before its own, so a
line is judged by what it says, what stands before it and what follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from indexer.ingest.formats import HEAD, mail_headers

_LINE = re.compile(rb"^From ([^\r\n]*)\r?\n?", re.MULTILINE)
_TIME = re.compile(rb"\d\d:\d\d")
_YEAR = re.compile(rb"\b(?:19|20)\d\d\b")
_WEEKDAY = re.compile(rb"\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b")
_SENDER = re.compile(rb"\S*@\S|\S+[ \t]*$")
_BLANK_BEFORE = re.compile(rb"\n[ \t]*\r?\n\Z")
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)
_UUCP = re.compile(rb"\A>From [^\n]*\n")
"""The `From ` line of the machine before, which older mail has at the top of its headers."""

_Judgement = Literal["begins", "may begin", "text"]


def messages(data: bytes) -> tuple[Iterator[bytes], list[str]]:
    """The messages of a mailbox, with `>From ` as it was before, and what is doubtful about where they begin."""
    if b"\n" not in data:
        data = data.replace(b"\r", b"\n")
    judged = [(match, _judged(data, match)) for match in _LINE.finditer(data)]
    doubts = [_doubt(data, match) for match, judgement in judged if judgement == "may begin"]
    spans = [match.span() for match, judgement in judged if judgement == "begins"]
    if not spans or spans[0][0]:
        spans.insert(0, (0, 0))
        if not mail_headers(data[:HEAD]):
            doubts.insert(0, "the mailbox does not begin with a message: what stands there was read as one")
    return _cut(data, spans), doubts


def _cut(data: bytes, spans: list[tuple[int, int]]) -> Iterator[bytes]:
    ends = [start for start, _ in spans[1:]] + [len(data)]
    for (_, start), end in zip(spans, ends, strict=True):
        yield _ESCAPED.sub(rb"\1", data[start:end])


def _doubt(data: bytes, line: re.Match[bytes]) -> str:
    number = data.count(b"\n", 0, line.start()) + 1
    said = line[0].decode("utf-8", "replace").strip()
    return f"line {number} looks like the beginning of a message and was read as text: {said}"


def _judged(data: bytes, line: re.Match[bytes]) -> _Judgement:
    """Whether a message begins at a `From ` line: its time tells it from a sentence, headers below it from a quotation.

    A line without a time, as some exports have it, needs a blank line above and two headers below.
    """
    apart = not line.start() or _BLANK_BEFORE.search(data[max(0, line.start() - 80) : line.start()]) is not None
    headers = len(mail_headers(_UUCP.sub(b"", data[line.end() : line.end() + HEAD])))
    timed = _TIME.search(line[1]) is not None
    dated = timed and _YEAR.search(line[1]) is not None
    if dated and _WEEKDAY.search(line[1]):
        return "begins" if apart or headers else "may begin"
    if timed and headers:
        return "begins" if apart or dated else "may begin"
    if headers > 1 and _SENDER.match(line[1]):
        return "begins" if apart else "may begin"
    return "text"
