"""Errors as answers: RFC 9457 problem details from the API, a page from the rest. One sentence, no traceback."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from http import HTTPStatus

from flask import Flask, Response, jsonify, make_response, render_template, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed, RequestEntityTooLarge

from indexer.errors import (
    ArchiveError,
    CursorGone,
    EncoderError,
    ForeignCursor,
    NotFound,
    PressmarkError,
    QueryError,
    TooSlow,
    WrongCursor,
    WrongParameters,
)


@dataclass(frozen=True, slots=True)
class Kind:
    """A problem that a program can tell from others of its status: by its type, for what is said may change."""

    name: str
    status: HTTPStatus
    title: str
    when: str
    mend: str

    @property
    def type(self) -> str:
        """The URI that stands for it, and where it is told what it means."""
        return f"/about/api#{self.name}"


KINDS: dict[type[PressmarkError], Kind] = {
    CursorGone: Kind(
        "cursor-gone", HTTPStatus.GONE, "The archive has changed",
        "the archive was indexed again, or another put in its place, since the page before.",
        "Start again at the first page: what was counted has moved since.",
    ),
    ForeignCursor: Kind(
        "cursor-foreign", HTTPStatus.BAD_REQUEST, "The cursor belongs to another query",
        "the cursor belongs to another query or list.",
        "Use the same parameters as for the page before; only limit may differ.",
    ),
    WrongCursor: Kind(
        "cursor-unknown", HTTPStatus.BAD_REQUEST, "Unknown cursor",
        "the cursor is not one of ours.",
        "Give next of the page before unchanged, or start again without it.",
    ),
}  # fmt: skip
_STATUS: tuple[tuple[type[PressmarkError], HTTPStatus], ...] = (
    (NotFound, HTTPStatus.NOT_FOUND),
    (QueryError, HTTPStatus.BAD_REQUEST),
    (TooSlow, HTTPStatus.SERVICE_UNAVAILABLE),
    (ArchiveError, HTTPStatus.SERVICE_UNAVAILABLE),
    (EncoderError, HTTPStatus.SERVICE_UNAVAILABLE),
)
_ON_PAPER = {
    HTTPStatus.NOT_FOUND: "There is nothing at this address.",
    HTTPStatus.TOO_MANY_REQUESTS: "Too many requests from your address; try again shortly.",
}
_HEADINGS = {
    HTTPStatus.BAD_REQUEST: "This cannot be answered",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "This is too long",
    HTTPStatus.REQUEST_URI_TOO_LONG: "This is too long",
    HTTPStatus.INTERNAL_SERVER_ERROR: "This went wrong",
    HTTPStatus.SERVICE_UNAVAILABLE: "This cannot be answered now",
}
"""What pages say instead of HTTP's words."""
_AGAIN = 60
"""Seconds until one may ask again where it is the server that cannot answer."""
_log = logging.getLogger("pressmark")


def register(app: Flask) -> None:
    """Answer for Pressmark's own errors, for HTTP's, and for what nobody foresaw."""

    @app.errorhandler(PressmarkError)
    def ours(error: PressmarkError) -> Response:
        if kind := KINDS.get(type(error)):
            return problem(kind.status, str(error), _errors(error), kind)
        status = next((s for kind, s in _STATUS if isinstance(error, kind)), HTTPStatus.INTERNAL_SERVER_ERROR)
        return problem(status, str(error), _errors(error))

    @app.errorhandler(HTTPException)
    def https(error: HTTPException) -> Response:
        status = HTTPStatus(error.code or 500)
        response = problem(status, _said(error) or _ON_PAPER.get(status, error.description or status.phrase))
        for name, value in error.get_headers():
            if name in ("Allow", "Retry-After"):
                response.headers[name] = value
        return response

    @app.errorhandler(Exception)
    def unforeseen(error: Exception) -> Response:
        _log.error("%s %s failed", request.method, request.path, exc_info=error)
        return problem(HTTPStatus.INTERNAL_SERVER_ERROR, "Something went wrong here; it is in the server's log.")


def problem(
    status: HTTPStatus, detail: str, errors: list[dict[str, str]] | None = None, kind: Kind | None = None
) -> Response:
    """The answer that says what is wrong, in the shape that this part of the application speaks."""
    if request.path.startswith("/api/"):
        response = jsonify(
            type=kind.type if kind else "about:blank", title=kind.title if kind else status.phrase, status=int(status),
            detail=detail, instance=request.path, errors=errors or [],
        )  # fmt: skip
        response.mimetype = "application/problem+json"
    else:
        heading = _HEADINGS.get(status, status.phrase.capitalize())
        page = render_template("problem.html", heading=heading, detail=detail, errors=errors or [])
        response = make_response(page)
    response.status_code = int(status)
    response.headers["Cache-Control"] = "no-store"
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = str(_AGAIN)
    return response


def _said(error: HTTPException) -> str:
    """What the request was and what would fit, of those of which HTTP's own sentence tells neither."""
    if isinstance(error, MethodNotAllowed):
        taken = sorted(set(error.valid_methods or ()) - {"HEAD", "OPTIONS"})
        return f"This address does not take {request.method}: it takes {' or '.join(taken)}."
    if isinstance(error, RequestEntityTooLarge) and request.content_length:
        return f"The request is {request.content_length:,} bytes long: {request.max_content_length:,} are allowed."
    return ""


def _errors(error: PressmarkError) -> list[dict[str, str]]:
    """The parameters at fault, each with what is wrong with it."""
    if isinstance(error, WrongParameters):
        return error.errors
    return [{"parameter": error.parameter, "detail": str(error)}] if error.parameter else []
