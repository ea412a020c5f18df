"""Quotations: of a document, of a text that is pasted in, and by whom a document is quoted."""

from __future__ import annotations

from functools import lru_cache

from flask import Blueprint, Response, jsonify, render_template, request

from indexer.annotations import annotations_json, checked_json
from indexer.errors import QueryError
from indexer.ingest.documents import clean_text
from indexer.quotes.tally import tally
from indexer.records import Document
from webapp import answers, asking
from webapp.asking import MOST_CHARACTERS, read
from webapp.caching import conditional
from webapp.entries import entries
from webapp.openapi import operation
from webapp.shelf import archive, traced

_MOST_BYTES = 12 * MOST_CHARACTERS + 1024
"""Of a request that brings such a text: JSON and forms write a character beyond the first 65,536 in 12 bytes."""

blueprint = Blueprint("quoting", __name__)


@blueprint.get("/trace")
def trace_page() -> str:
    """A box to paste an article into."""
    return render_template("trace.html", text="", shown=None)


@blueprint.post("/trace")
def traced_page() -> str:
    """Each quotation of the pasted text, checked against the archive."""
    held = archive()
    _allow_long()
    pasted = _pasted(request.form.get("text", ""))
    found = traced(held, pasted)
    counted = tally(quotation.label for quotation in found)
    return render_template("trace.html", text=pasted.text, shown=entries(held, found, pasted), tally=counted)


@blueprint.post("/api/v1/trace")
def trace() -> Response:
    """The same for programs: `{"text": …}` or `{"document": id}`."""
    held = archive()
    _allow_long()
    try:
        asked = request.get_json(silent=True)
    except RecursionError:  # lists in lists without end
        asked = None
    asked = asked if isinstance(asked, dict) else {}
    if isinstance(id := asked.get("document"), str):
        document = held.document(id)
        return jsonify(checked_json(document, held.catalog.quotations.of(id), held.document))
    if not isinstance(text := asked.get("text"), str):
        raise QueryError('Send JSON with "text" (what to check) or "document" (an id).')
    pasted = _pasted(text)
    return jsonify(checked_json(pasted, traced(held, pasted), held.document))


@blueprint.get("/api/v1/documents/<id>/quotations", endpoint="quotations", defaults={"quoting": False})
@blueprint.get("/api/v1/documents/<id>/quoted-by", endpoint="quoted_by", defaults={"quoting": True})
@operation(asking.NoParameters, answers.AnnotationsAnswer)
def quoted(id: str, quoting: bool) -> Response:
    """The quotations in a document (those elsewhere that quote it), as W3C Web Annotations with what they quote."""
    read(asking.NoParameters, request.args)
    held = archive()
    held.document(id)
    stored = held.catalog.quotations
    found = stored.quoting(id) if quoting else stored.of(id)
    documents = lru_cache(maxsize=None)(held.document)
    return conditional(
        lambda: jsonify(generation=held.generation.name, annotations=annotations_json(found, documents)),
        held,
    )


def _allow_long() -> None:
    """Let this request be as long as a text may need, before its body is read; all others keep the gate's limit."""
    request.max_content_length = request.max_form_memory_size = _MOST_BYTES


def _pasted(text: str) -> Document:
    text = clean_text(text)  # before it is counted: a form sends each end of a line as two characters
    if len(text) > MOST_CHARACTERS:
        raise QueryError(f"The text has {len(text):,} characters: {MOST_CHARACTERS:,} are the most.")
    return Document(id="", text=text, title="")
