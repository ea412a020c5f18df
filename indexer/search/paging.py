"""Opaque cursors: where the next page begins, bound to what is walked through and to the state of the archive then."""

from __future__ import annotations

import hashlib
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import replace

from indexer.errors import CursorGone, ForeignCursor, WrongCursor
from indexer.records import Query

_FURTHEST = 10**9
"""No list is longer."""


def cursor(walked: str, state: str, offset: int) -> str:
    """The cursor of the page that begins at `offset` of what is walked through."""
    return urlsafe_b64encode(json.dumps([state, offset, _mark(walked)]).encode()).decode().rstrip("=")


def offset_of(text: str, walked: str, state: str) -> int:
    """Where the page of a cursor begins. Raises WrongCursor, ForeignCursor, CursorGone."""
    try:
        made_in, offset, mark = json.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, TypeError) as error:
        raise _wrong() from error
    if type(offset) is not int or not 0 <= offset <= _FURTHEST:
        raise _wrong()
    if mark != _mark(walked):
        raise ForeignCursor("The cursor belongs to another query: start again without it.", "cursor")
    if made_in != state:  # the same number would repeat hits, or pass over some
        raise CursorGone("The archive has changed since the page before: start again at the first.", "cursor")
    return offset


def canonical(query: Query) -> str:
    """The query as one string that is the same for the same question, whatever the page."""
    return repr(replace(query, offset=0))


def walk(query: Query) -> str:
    """The same, however many hits a page has."""
    return canonical(replace(query, limit=0))


def _wrong() -> WrongCursor:
    return WrongCursor("The cursor is not one of ours: start again without it.", "cursor")


def _mark(walked: str) -> str:
    return hashlib.sha256(walked.encode()).hexdigest()[:16]
