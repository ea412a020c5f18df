"""For those who keep the server running: is it alive, is it ready."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, Response, jsonify

from indexer.errors import PressmarkError
from webapp.shelf import shelf

blueprint = Blueprint("probes", __name__)


@blueprint.get("/healthz")
def healthz() -> Response:
    """The process answers."""
    return _said(status="alive")


@blueprint.get("/readyz")
def readyz() -> Response:
    """The index is open and the model loaded; 503 until then, and what failed is tried again.

    `detail` says why a generation that was published is not the one that is served.
    """
    try:
        if not shelf().ready:
            shelf().warm()
        if shelf().ready:
            return _said(status="ready", generation=shelf().archive().generation.name, detail=shelf().refusal)
        detail = "loading"
    except PressmarkError as error:
        detail = str(error)
    response = _said(status="not ready", detail=detail)
    response.status_code = HTTPStatus.SERVICE_UNAVAILABLE
    return response


def _said(**values: str) -> Response:
    response = jsonify({name: value for name, value in values.items() if value})
    response.headers["Cache-Control"] = "no-store"
    return response
