"""Errors as answers: RFC 9457 problem details from the API, a page from the rest. One sentence, no traceback."""

from __future__ import annotations

import logging
from http import HTTPStatus

from flask import Flask, Response, jsonify, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from indexer.errors import ArchiveError, EncoderError, NotFound, PressmarkError, QueryError, TooSlow, WrongParameters

_STATUS: tuple[tuple[type[PressmarkError], HTTPStatus], ...] = (
    (NotFound, HTTPStatus.NOT_FOUND),
    (QueryError, HTTPStatus.BAD_REQUEST),
    (TooSlow, HTTPStatus.SERVICE_UNAVAILABLE),
    (ArchiveError, HTTPStatus.SERVICE_UNAVAILABLE),
    (EncoderError, HTTPStatus.SERVICE_UNAVAILABLE),
)
_ON_PAPER = {
    HTTPStatus.NOT_FOUND: "There is nothing at this address.",
    HTTPStatus.METHOD_NOT_ALLOWED: "This address does not take that kind of request.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "The request is larger than it may be.",
    HTTPStatus.TOO_MANY_REQUESTS: "More requests came from your address than one reader needs: wait a little.",
}
_log = logging.getLogger("pressmark")


def register(app: Flask) -> None:
    """Answer for Pressmark's own errors, for HTTP's, and for what nobody foresaw."""

    @app.errorhandler(PressmarkError)
    def ours(error: PressmarkError) -> Response:
        status = next((s for kind, s in _STATUS if isinstance(error, kind)), HTTPStatus.INTERNAL_SERVER_ERROR)
        return problem(status, str(error), error.errors if isinstance(error, WrongParameters) else None)

    @app.errorhandler(HTTPException)
    def https(error: HTTPException) -> Response:
        status = HTTPStatus(error.code or 500)
        response = problem(status, _ON_PAPER.get(status, error.description or status.phrase))
        for name, value in error.get_headers():
            if name in ("Allow", "Retry-After"):
                response.headers[name] = value
        return response

    @app.errorhandler(Exception)
    def unforeseen(error: Exception) -> Response:
        _log.error("%s %s failed", request.method, request.path, exc_info=error)
        return problem(HTTPStatus.INTERNAL_SERVER_ERROR, "Something went wrong here; it is in the server's log.")


def problem(status: HTTPStatus, detail: str, errors: list[dict[str, str]] | None = None) -> Response:
    """The answer that says what is wrong, in the shape that this part of the application speaks."""
    if request.path.startswith("/api/"):
        response = jsonify(
            type="about:blank", title=status.phrase, status=int(status), detail=detail, instance=request.path,
            errors=errors or [],
        )  # fmt: skip
        response.mimetype = "application/problem+json"
    else:
        response = make_response(render_template("problem.html", status=status, detail=detail, errors=errors or []))
    response.status_code = int(status)
    response.headers["Cache-Control"] = "no-store"
    return response
