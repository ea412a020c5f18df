"""The JSON API, `/api/v1`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, jsonify, request, url_for

from indexer import __version__
from indexer.archive import Archive
from indexer.errors import QueryError, at_fault
from indexer.keeping.inventory import inventory_of
from indexer.presentation.permalinks import LinkedText, linked_passage, linked_text
from indexer.presentation.present import links_json, listed_json, results_json, span_json
from indexer.records import Document, Passage
from indexer.search.paging import canonical, cursor
from webapp import answers, asking
from webapp.asking import read, span_of
from webapp.caching import conditional
from webapp.openapi import operation
from webapp.shelf import archive
from webapp.shelf import search as timed_search

blueprint = Blueprint("api", __name__)


@blueprint.get("/search")
@operation(asking.CursorParameters, answers.SearchAnswer, HTTPStatus.GONE)
def search() -> Response:
    """The passages that answer a query."""
    held = archive()
    query = read(asking.CursorParameters, request.args).query_in(held)

    def make() -> Response:
        return _page(results_json(timed_search(held, query)))

    return conditional(make, held, canonical(query), str(query.offset))


@blueprint.get("/facets")
@operation(asking.SearchParameters, answers.FacetsAnswer)
def facets() -> Response:
    """What there is among the documents that the words of a query match, however its hits are to be listed."""
    held = archive()
    query = replace(read(asking.SearchParameters, request.args).query(), limit=1, offset=0)

    def make() -> Response:
        found = results_json(timed_search(held, query))
        return jsonify({name: found[name] for name in answers.FacetsAnswer.model_fields})

    return conditional(make, held, canonical(query))


@blueprint.get("/documents")
@operation(asking.DocumentsParameters, answers.DocumentsAnswer, HTTPStatus.GONE)
def documents() -> Response:
    """A list of documents."""
    held = archive()
    asked = read(asking.DocumentsParameters, request.args)
    filters, offset = asked.query().filters, asked.offset_in(held)

    def make() -> Response:
        listed = held.listing.page(filters, asked.sort, asked.limit, offset)
        total, after = held.listing.count(filters), offset + asked.limit
        following = cursor(asked.walked(), held.generation.state, after) if after < total else None
        documents = _listed(held, listed)
        return _page({"generation": held.generation.name, "total": total, "documents": documents, "next": following})

    return conditional(make, held)


@blueprint.get("/documents/<id>")
@operation(asking.PlaceParameters, answers.DocumentAnswer)
def document(id: str) -> Response:
    """One document, whole, and where in it the passage of a permalink stands."""
    asked = read(asking.PlaceParameters, request.args)
    held = archive()
    found = held.document(id)
    return conditional(lambda: jsonify(_whole(found, held, asked)), held)


@blueprint.get("/documents/<id>/passages")
@operation(asking.NoParameters, answers.PassagesAnswer)
def passages(id: str) -> Response:
    """The passages of one document: what is found and linked to as one."""
    read(asking.NoParameters, request.args)
    held = archive()
    found = held.document(id)

    def make() -> Response:
        listed = [_passage(found, passage) for passage in held.catalog.passages(id)]
        return jsonify(document=id, generation=held.generation.name, passages=listed)

    return conditional(make, held)


@blueprint.get("/suggest")
@operation(asking.SuggestParameters, answers.SuggestAnswer)
def suggest() -> Response:
    """Titles, names and words that begin as typed; of several words the last, of a field what it can name."""
    held = archive()
    asked = read(asking.SuggestParameters, request.args)

    def make() -> Response:
        found = held.suggest(asked.q, asked.limit)
        suggestions = [{"text": s.text, "kind": s.kind, "documents": s.documents} for s in found]
        return jsonify(generation=held.generation.name, suggestions=suggestions)

    return conditional(make, held)


@blueprint.get("/info")
@operation(asking.NoParameters, answers.InfoAnswer)
def info() -> Response:
    """What the archive holds."""
    read(asking.NoParameters, request.args)
    held = archive()

    def make() -> Response:
        found = {"version": __version__, **asdict(inventory_of(held.generation, held.catalog))}
        return jsonify({name: found[name] for name in answers.InfoAnswer.model_fields})

    return conditional(make, held)


def _page(found: dict[str, Any]) -> Response:
    """One page of a list, with a link to the next (RFC 8288) where there is one."""
    response = jsonify(found)
    if found["next"]:
        args: dict[str, Any] = {**request.args.to_dict(flat=False), "cursor": found["next"]}
        args.pop("offset", None)
        response.headers["Link"] = f'<{url_for(request.endpoint or "", **args)}>; rel="next"'
    return response


def _listed(held: Archive, documents: Sequence[Document]) -> list[dict[str, Any]]:
    came = held.listing.changed([document.id for document in documents])
    return [listed_json(document, came.get(document.id)) for document in documents]


def _whole(document: Document, held: Archive, asked: asking.PlaceParameters) -> dict[str, Any]:
    here = url_for("pages.document", id=document.id)
    (about,) = _listed(held, [document])
    return {
        **about,
        "text": document.text,
        "previous": list(document.previous),
        "neighbours": asdict(held.listing.neighbours(document)),
        "blocks": [asdict(block) for block in document.blocks],
        "pages": [asdict(page) for page in document.pages],
        "warnings": list(document.warnings),
        "place": _place(document, _linked(document, held, asked.v), asked.at),
        "links": {
            "read": here, "plain_text": f"{here}.txt", "passages": url_for("api.passages", id=document.id),
            "versions": url_for("versions.versions", id=document.id),
            "quotations": url_for("quoting.quotations", id=document.id),
            "quoted_by": url_for("quoting.quoted_by", id=document.id),
            "bibtex": f"{here}.bib", "ris": f"{here}.ris", "csl": f"{here}.csl.json",
        },
        "generation": held.generation.name,
    }  # fmt: skip


def _linked(document: Document, held: Archive, version: str) -> LinkedText:
    with at_fault("v"):
        return linked_text(document, held.catalog.versions, version)


def _place(document: Document, linked: LinkedText, at: str) -> dict[str, Any] | None:
    if not at:
        return None
    length = len(linked.text)
    span = span_of(at, length)
    if span is None:
        raise QueryError(
            f"{at} is not a passage of a text of {length:,} characters: give START-END, such as 0-{length}.", "at"
        )
    return asdict(linked_passage(document, linked, span))


def _passage(document: Document, passage: Passage) -> dict[str, Any]:
    return {
        **span_json(passage),
        "kind": passage.kind,
        "text": document.text[passage.start : passage.end],
        "links": links_json(document, passage),
    }
