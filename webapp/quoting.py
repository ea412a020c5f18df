"""Quotations: of a document, of a text that is pasted in, and by whom a document is quoted."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from flask import Blueprint, Response, jsonify, render_template, request, url_for

from indexer.annotations import annotations_json, checked_json
from indexer.archive import Archive
from indexer.errors import QueryError
from indexer.ingest.documents import clean_text
from indexer.records import Change, Document, Quotation
from webapp import answers, asking
from webapp.asking import read
from webapp.caching import conditional
from webapp.openapi import operation
from webapp.shelf import archive

MOST_CHARACTERS = 500_000
"""Of a text that is pasted in."""

blueprint = Blueprint("quoting", __name__)


@dataclass(frozen=True, slots=True)
class Shown:
    """A quotation as a page shows it: its words, how true it is, where its source is, and what differs."""

    quote: str
    label: str
    reason: str
    link: str = ""
    title: str = ""
    date: str = ""
    changes: tuple[tuple[str, str], ...] = ()
    """What the source says, and what is quoted instead."""


@blueprint.get("/trace")
def trace_page() -> str:
    """A box to paste an article into."""
    return render_template("trace.html", text="", shown=None)


@blueprint.post("/trace")
def traced_page() -> str:
    """Each quotation of the pasted text, checked against the archive."""
    held = archive()
    pasted = _pasted(request.form.get("text", ""))
    return render_template("trace.html", text=pasted.text, shown=shown(held, held.trace(pasted), pasted))


@blueprint.post("/api/v1/trace")
def trace() -> Response:
    """The same for programs: `{"text": …}` or `{"document": id}`."""
    held = archive()
    asked = request.get_json(silent=True)
    asked = asked if isinstance(asked, dict) else {}
    if isinstance(id := asked.get("document"), str):
        document = held.document(id)
        return jsonify(checked_json(document, held.catalog.quotations.of(id), held.document))
    if not isinstance(text := asked.get("text"), str):
        raise QueryError('Send JSON with "text" (what to check) or "document" (an id).')
    pasted = _pasted(text)
    return jsonify(checked_json(pasted, held.trace(pasted), held.document))


@blueprint.get("/api/v1/documents/<id>/quotations")
@operation(asking.NoParameters, answers.AnnotationsAnswer)
def quotations(id: str) -> Response:
    """The quotations in one document, as W3C Web Annotations, each with the passage that it quotes."""
    read(asking.NoParameters, request.args)
    held = archive()
    held.document(id)
    return _annotations(held, held.catalog.quotations.of(id))


@blueprint.get("/api/v1/documents/<id>/quoted-by")
@operation(asking.NoParameters, answers.AnnotationsAnswer)
def quoted_by(id: str) -> Response:
    """The quotations elsewhere that have their source in one document, as W3C Web Annotations."""
    read(asking.NoParameters, request.args)
    held = archive()
    held.document(id)
    return _annotations(held, held.catalog.quotations.quoting(id))


def shown(held: Archive, found: tuple[Quotation, ...], quoting: Document) -> list[Shown]:
    """The quotations of one text, for a page."""
    return [_shown(held, quotation, quoting) for quotation in found]


def shown_elsewhere(held: Archive, id: str) -> list[Shown]:
    """The quotations elsewhere that have their source in a document: each with the place that quotes."""
    listed = []
    for quotation in held.catalog.quotations.quoting(id):
        quoting = held.document(quotation.document_id)
        at = f"{quotation.start}-{quotation.end}"
        listed.append(
            Shown(
                _words(quotation, quoting), quotation.label, quotation.source.reason if quotation.source else "",
                url_for("pages.document", id=quoting.id, at=at, v=quoting.version), quoting.title, _date(quoting),
            )
        )  # fmt: skip
    return listed


def _shown(held: Archive, quotation: Quotation, quoting: Document) -> Shown:
    source = quotation.source
    if source is None:
        return Shown(_words(quotation, quoting), "not found", quotation.reason)
    of = held.document(source.document_id)
    return Shown(
        _words(quotation, quoting), quotation.label, source.reason,
        url_for("pages.document", id=of.id, at=f"{source.start}-{source.end}", v=of.version), of.title, _date(of),
        tuple(_change(change, quoting, of) for change in source.changes) if quotation.label == "altered" else (),
    )  # fmt: skip


def _change(change: Change, quoting: Document, of: Document) -> tuple[str, str]:
    return (
        of.text[change.source.start : change.source.end],
        quoting.text[change.quoted.start : change.quoted.end],
    )


def _words(quotation: Quotation, quoting: Document) -> str:
    return " … ".join(quoting.text[span.start : span.end] for span in quotation.parts)


def _date(document: Document) -> str:
    return document.date.verbatim if document.date else ""


def _pasted(text: str) -> Document:
    if len(text) > MOST_CHARACTERS:
        raise QueryError(f"The text has {len(text)} characters: {MOST_CHARACTERS} are the most.")
    return Document(id="", text=clean_text(text), title="")


def _annotations(held: Archive, found: tuple[Quotation, ...]) -> Response:
    documents = lru_cache(maxsize=None)(held.document)
    return conditional(
        lambda: jsonify(generation=held.generation.name, annotations=annotations_json(found, documents)),
        held.generation.name,
    )
