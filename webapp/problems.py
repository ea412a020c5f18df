"""Errors as answers: RFC 9457 problem details from the API, a page from the rest. One sentence, no traceback."""

from __future__ import annotations

from http import HTTPStatus

from flask import Flask, Response, jsonify, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from indexer.errors import ArchiveError, EncoderError, NotFound, PressmarkError, QueryError

_STATUS: tuple[tuple[type[PressmarkError], HTTPStatus], ...] = (
    (NotFound, HTTPStatus.NOT_FOUND),
    (QueryError, HTTPStatus.BAD_REQUEST),
    (ArchiveError, HTTPStatus.SERVICE_UNAVAILABLE),
    (EncoderError, HTTPStatus.SERVICE_UNAVAILABLE),
)


def register(app: Flask) -> None:
    """Answer for Pressmark's own errors and for HTTP's."""

    @app.errorhandler(PressmarkError)
    def ours(error: PressmarkError) -> Response:
        status = next((s for kind, s in _STATUS if isinstance(error, kind)), HTTPStatus.INTERNAL_SERVER_ERROR)
        return _answer(status, str(error))

    @app.errorhandler(HTTPException)
    def https(error: HTTPException) -> Response:
        response = _answer(HTTPStatus(error.code or 500), error.description or "")
        for name, value in error.get_headers():
            response.headers.setdefault(name, value)  # Allow, Retry-After …
        return response


def _answer(status: HTTPStatus, detail: str) -> Response:
    if request.path.startswith("/api/"):
        problem = {
            "type": "about:blank",
            "title": status.phrase,
            "status": int(status),
            "detail": detail,
            "instance": request.path,
        }
        response = jsonify(problem)
        response.mimetype = "application/problem+json"
    else:
        response = make_response(render_template("problem.html", status=status, detail=detail))
    response.status_code = int(status)
    return response
