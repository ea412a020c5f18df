"""Opaque cursors: where the next page begins, bound to the query and to the state of the archive it was asked in."""

from __future__ import annotations

import hashlib
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import replace

from indexer.errors import CursorGone, ForeignCursor, WrongCursor
from indexer.records import Query

_FURTHEST = 10**9
"""No list is longer."""


def cursor(query: Query, state: str, offset: int) -> str:
    """The cursor of the page that begins at `offset`."""
    return urlsafe_b64encode(json.dumps([state, offset, _mark(query)]).encode()).decode().rstrip("=")


def offset_of(text: str, query: Query, state: str) -> int:
    """Where the page of a cursor begins. Raises WrongCursor, ForeignCursor, CursorGone."""
    try:
        made_in, offset, mark = json.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, TypeError) as error:
        raise _wrong() from error
    if type(offset) is not int or not 0 <= offset <= _FURTHEST:
        raise _wrong()
    if mark != _mark(query):
        raise ForeignCursor("The cursor belongs to another query: start again without it.", "cursor")
    still_there(made_in, state, "cursor")
    return offset


def still_there(made_in: str, state: str, parameter: str) -> None:
    """Whether a page can follow one of the state `made_in`, which the parameter says. Raises CursorGone."""
    if made_in != state:
        raise CursorGone("The archive has changed since the page before: start again at the first.", parameter)


def canonical(query: Query) -> str:
    """The query as one string that is the same for the same question, whatever the page."""
    return repr(replace(query, offset=0))


def walk(query: Query) -> str:
    """The same, however many hits a page has."""
    return canonical(replace(query, limit=0))


def _wrong() -> WrongCursor:
    return WrongCursor("The cursor is not one of ours: start again without it.", "cursor")


def _mark(query: Query) -> str:
    return hashlib.sha256(walk(query).encode()).hexdigest()[:16]
