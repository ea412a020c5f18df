"""The JSON API, `/api/v1`."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request

from indexer.present import results_json
from webapp.asking import asked
from webapp.shelf import archive

blueprint = Blueprint("api", __name__)


@blueprint.get("/search")
def search() -> Response:
    """The passages that answer `q`."""
    found_in = archive()
    return jsonify(results_json(found_in.search(asked(request.args, found_in.generation.name))))
