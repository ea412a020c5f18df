"""The search page and the API: Flask over an Archive."""

from __future__ import annotations

from flask import Flask, Response

from indexer.encoders import Encoder
from indexer.settings import Settings
from webapp import api, pages, problems
from webapp.shelf import Shelf

_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


def create_app(settings: Settings, encoder: Encoder | None = None) -> Flask:
    """The application over the archive in the settings. It opens the archive with the first request."""
    app = Flask(__name__)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.extensions["shelf"] = Shelf(settings, encoder)
    app.register_blueprint(pages.blueprint)
    app.register_blueprint(api.blueprint, url_prefix="/api/v1")
    problems.register(app)
    app.after_request(_safe)
    return app


def _safe(response: Response) -> Response:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    return response
