"""The application put together: an Archive on its shelf, a blueprint a subject, a guard before them all."""

from __future__ import annotations

import hashlib
from pathlib import Path

from flask import Flask

from indexer.presentation.addresses import tag
from indexer.presentation.lines import MISSING, parting, people_line, title_line
from indexer.settings import Settings
from indexer.text.counting import counted
from webapp import gate, metrics, openapi, problems
from webapp.blueprints import api, browse, feeds, pages, probes, quoting, versions
from webapp.caching import Answers
from webapp.parts import cite, links, wording
from webapp.parts.underlining import note_numbers
from webapp.shelf import Opening, Shelf


def build(settings: Settings, opening: Opening) -> Flask:
    """The application over the archive in the settings. It opens the archive with the first request."""
    app = Flask(__name__)
    app.jinja_options = {**app.jinja_options, "trim_blocks": True, "lstrip_blocks": True}
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = 31_536_000  # their addresses change with what is in them
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.extensions["shelf"] = Shelf(settings, opening)
    app.extensions["answers"] = Answers()
    metrics.register(app)
    gate.register(app, settings)
    for room in (pages, versions, browse, quoting, feeds, probes, openapi):
        app.register_blueprint(room.blueprint)
    app.register_blueprint(api.blueprint, url_prefix="/api/v1")
    problems.register(app)
    app.jinja_env.globals.update(
        links=links,
        wording=wording,
        counted=counted,
        cite=cite,
        title_line=title_line,
        people_line=people_line,
        parting=parting,
        missing=MISSING,
        asset=_assets(),
        tag=tag,
        note_numbers=note_numbers,
    )
    app.jinja_env.filters["xml"] = feeds.xml_text
    return app


def _assets() -> dict[str, str]:
    """The stylesheet's and scripts' names with a mark of what is in them, so that browsers may keep them."""
    folder = Path(__file__).parent / "static"
    return {f.name: hashlib.sha256(f.read_bytes()).hexdigest()[:10] for f in folder.iterdir() if f.is_file()}
