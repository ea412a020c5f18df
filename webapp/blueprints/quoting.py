"""Quotations: of a document, of a text that is pasted in, and by whom a document is quoted."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from http import HTTPStatus

from flask import Blueprint, Response, jsonify, render_template, request
from werkzeug.exceptions import UnsupportedMediaType

from indexer.archive import Archive
from indexer.errors import QueryError, at_fault
from indexer.ingest.documents import clean_text
from indexer.ingest.texts.as_sent import as_sent
from indexer.ingest.texts.pasted import pasted
from indexer.presentation.annotations import annotations_json, checked_json
from indexer.quotes.tally import tally
from indexer.records import Document, Quotation
from indexer.stores.catalog.quotations import QuotationStore
from webapp import answers, asking
from webapp.asking import MOST_CHARACTERS, read, read_sent
from webapp.caching import conditional
from webapp.openapi import operation
from webapp.parts.entries import entries
from webapp.shelf import archive, traced

_MOST_BYTES = 12 * MOST_CHARACTERS + 1024
"""Of a request that brings such a text: JSON and forms write a character beyond the first 65,536 in 12 bytes."""

blueprint = Blueprint("quoting", __name__)


@blueprint.get("/trace")
def trace_page() -> str:
    """A box to paste an article into."""
    return render_template("trace.html", text="", shown=None)


@blueprint.post("/trace")
def traced_page() -> str | tuple[str, int]:
    """Each quotation of the pasted text, checked against the archive."""
    held = archive()
    _allow_long()
    text = request.form.get("text", "")
    try:
        document, found = _checked(held, text)
    except QueryError as error:  # what was pasted stays, to be shortened
        return render_template("trace.html", text=text, shown=None, wrong=str(error)), HTTPStatus.BAD_REQUEST
    counted = tally(quotation.label for quotation in found)
    return render_template("trace.html", text=document.text, shown=entries(held, found, document), tally=counted)


@blueprint.post("/api/v1/trace")
def trace() -> Response:
    """The same for programs: `{"text": …}` or `{"document": id}`."""
    held = archive()
    _allow_long()
    read(asking.NoParameters, request.args)
    asked = read_sent(asking.ToTrace, _sent())
    if asked.text is not None and asked.document is not None:
        raise QueryError("Give document or text, not both.", "document")
    if asked.document is not None:
        with at_fault("document"):
            document = held.document(asked.document)
        return _traced(held, document, held.catalog.quotations.of(document.id))
    if asked.text is None:
        raise QueryError('Send JSON with "text" (what to check) or "document" (an id).')
    document, found = as_sent(asked.text, *_checked(held, asked.text))
    return _traced(held, document, found)


def _traced(held: Archive, document: Document, found: Sequence[Quotation]) -> Response:
    return jsonify(checked_json(held.generation.name, document, found, held.document, _host()))


@blueprint.get("/api/v1/documents/<id>/quotations")
@operation(asking.NoParameters, answers.QuotationsAnswer)
def quotations(id: str) -> Response:
    """The quotations in one document, each with what it quotes."""
    return _stored(id, lambda stored: stored.of(id))


@blueprint.get("/api/v1/documents/<id>/quoted-by")
@operation(asking.NoParameters, answers.QuotationsAnswer)
def quoted_by(id: str) -> Response:
    """The quotations of one document in others, each with what it quotes."""
    return _stored(id, lambda stored: stored.quoting(id))


def _stored(id: str, chosen: Callable[[QuotationStore], Sequence[Quotation]]) -> Response:
    read(asking.NoParameters, request.args)
    held = archive()
    held.document(id)
    found = chosen(held.catalog.quotations)
    documents = lru_cache(maxsize=None)(held.document)

    def make() -> Response:
        listed = annotations_json(found, documents, _host())
        return jsonify(document=id, generation=held.generation.name, quotations=listed)

    return conditional(make, held)


def _host() -> str:
    return request.host_url.rstrip("/")


def _sent() -> object:
    """The JSON that was sent; none at all is an empty object. Raises UnsupportedMediaType and QueryError."""
    if not request.is_json:
        if request.mimetype or request.get_data():
            raise UnsupportedMediaType("Send JSON, and say so: Content-Type: application/json.")
        return {}
    try:
        return json.loads(request.get_data())
    except RecursionError:
        raise QueryError("What was sent has lists nested too deeply.") from None
    except ValueError as error:
        raise QueryError(f"What was sent is not JSON: {error}.") from error


def _allow_long() -> None:
    """Let this request be as long as a text may need, before its body is read; all others keep the gate's limit."""
    request.max_content_length = request.max_form_memory_size = _MOST_BYTES


def _checked(held: Archive, text: str) -> tuple[Document, tuple[Quotation, ...]]:
    """A text that was pasted in, made clean, and the quotations below its head."""
    length = len(clean_text(text))  # a form sends each end of a line as two characters
    if length > MOST_CHARACTERS:
        raise QueryError(f"The text has {length:,} characters: {MOST_CHARACTERS:,} are allowed.", "text")
    document, body = pasted(text)
    document = replace(document, id="", path="")  # no file's: it is named by its text
    return document, traced(held, document, body)
