"""What people asked and judged: the two files beside the documents of a collection in BEIR layout.

Both are read as their makers write them: a line ends with a newline and nowhere else, for JSON lets U+2028 stand as it
is, and a quotation mark in an id is a letter like any other.
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterator
from pathlib import Path

QUERIES, QRELS = "queries.jsonl", "qrels"
"""The file of the queries, the folder of the judgements."""
_COLUMNS = ("query-id", "corpus-id", "score")


def read_queries(folder: Path) -> dict[str, str]:
    """The queries by id. Raises ValueError for what is none or cannot be read."""
    queries: dict[str, str] = {}
    for number, line in _lines(folder, QUERIES):
        try:
            query = json.loads(line)
            id, text = query["_id"], query["text"]
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise ValueError(f"line {number} of {QUERIES} is not a JSON object with _id and text") from error
        if id is None or text is None:
            raise ValueError(f"line {number} of {QUERIES} has no {'_id' if id is None else 'text'}")
        if queries.setdefault(str(id), str(text)) != str(text):
            raise ValueError(f"line {number} of {QUERIES} has the _id {id!r} again, with another text")
    return queries


def read_qrels(folder: Path) -> dict[str, dict[str, int]]:
    """By query id: which documents were judged how relevant. Raises ValueError for what is none or cannot be read."""
    name = f"{QRELS}/test.tsv"
    lines = _lines(folder, name)
    _, heading = next(lines, (1, ""))
    columns = heading.split("\t")
    if missing := [column for column in _COLUMNS if column not in columns]:
        raise ValueError(f"the first line of {name} names no column {missing[0]}")
    qrels: dict[str, dict[str, int]] = {}
    for number, line in lines:
        row = dict(zip(columns, line.split("\t"), strict=False))
        if len(row) < len(columns):
            raise ValueError(f"line {number} of {name} has fewer columns than the first")
        query, document, score = (row[column] for column in _COLUMNS)
        whole = _whole(score, f"line {number} of {name}")
        if qrels.setdefault(query, {}).setdefault(document, whole) != whole:
            raise ValueError(f"line {number} of {name} judges {document!r} for {query!r} again, with another score")
    return qrels


def _lines(folder: Path, name: str) -> Iterator[tuple[int, str]]:
    """The lines that are not blank, by number."""
    try:
        text = (folder / name).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        number = error.object.count(b"\n", 0, error.start) + 1
        raise ValueError(f"line {number} of {name} is not in UTF-8") from error
    except OSError as error:
        raise ValueError(_why_unread(folder, name, error)) from error
    lines = enumerate(text.split("\n"), start=1)
    return ((number, line) for number, line in lines if line.strip())


def _why_unread(folder: Path, name: str, error: OSError) -> str:
    if error.errno == errno.ENOENT and os.path.isdir(folder):
        return f"it has no {name}"
    if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ELOOP):
        return "it is a file, not a folder" if os.path.isfile(folder) else "there is no such folder"
    return f"{name} cannot be read: {error.strerror or error}"


def _whole(score: str, where: str) -> int:
    """A whole number, be it written as 1.0; measures know no half grades."""
    try:
        number = float(score)
        whole = int(number)
    except (ValueError, OverflowError):
        raise ValueError(f"{where} has the score {score!r}, which is not a number") from None
    if whole != number:
        raise ValueError(f"{where} has the score {score}: measures take whole numbers only")
    return whole
