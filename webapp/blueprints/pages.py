"""The pages: home, results, document, how search works."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flask import Blueprint, Response, jsonify, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as AnyResponse

from indexer.archive import Archive
from indexer.errors import NotFound
from indexer.presentation.addresses import web_address
from indexer.presentation.permalinks import linked_text
from indexer.presentation.present import understood_json
from indexer.records import QUOTE_LABELS, Document, Facet, Filters, Hit, Query, Snippet, Span
from indexer.search.language.aside import left_aside
from indexer.search.offers.absent import said_of_absent
from indexer.search.paging import canonical
from indexer.search.showing.linebreaks import run_on
from indexer.search.showing.snippets import breaks_off
from webapp.asking import PageParameters, SearchParameters, read, span_of
from webapp.caching import conditional
from webapp.parts import cite, links
from webapp.parts.entries import entries, entries_elsewhere, most_quoted
from webapp.parts.examples import examples
from webapp.parts.followed import followed
from webapp.parts.histogram import histogram
from webapp.parts.marking import lines_in, paragraphs, pieces, with_nearest
from webapp.parts.underlining import Piece, margin_marks, underlines
from webapp.shelf import archive, hits_in, search

blueprint = Blueprint("pages", __name__)
_LONG = 200_000
"""A longer text is laid out by the browser as it comes into view."""


@blueprint.get("/")
def home() -> AnyResponse:
    """The search box and what the archive holds; a query in its address is asked."""
    if request.args.get("q", "").strip():
        return redirect(f"{url_for('pages.results')}?{request.query_string.decode('latin-1')}")
    held = archive()

    def make() -> str:
        years = held.catalog.years(Filters())
        return render_template(
            "home.html", kinds=held.catalog.counts_by("kind"), sources=held.catalog.counts_by("source"),
            span=held.catalog.date_span(), bars=histogram(years), undated=years.undated, examples=examples(held),
            manifest=held.generation.manifest, most_quoted=most_quoted(held),
        )  # fmt: skip

    return conditional(make, held)


@blueprint.get("/about/search")
def about_search() -> Response:
    """How search works, with the query language by example."""
    held = archive()
    return conditional(
        lambda: render_template(
            "about_search.html", examples=examples(held), manifest=held.generation.manifest, quote_labels=QUOTE_LABELS
        ),
        held,
    )


@blueprint.get("/search")
def results() -> Response:
    """The passages that answer the query; the URL is the whole state."""
    held = archive()
    asked = read(PageParameters, request.args)
    query = held.understood(asked.query())

    def make() -> str:
        found = search(held, query)
        years = next((facet for facet in found.facets if facet.name == "year"), Facet("year", ()))
        understood = understood_json(query, found.languages)
        return render_template(
            "results.html", query=query, results=found, understood=understood, bars=histogram(years),
            undated=years.undated, chips=links.chips(query, _titles(held, asked)), page=asked.page,
            pages=asked.page + (found.next_offset is not None),  # copies share a hit: how many pages follow is unknown
        )  # fmt: skip

    return conditional(make, held, canonical(query), str(query.offset))


@blueprint.get("/documents/<id>")
def document(id: str) -> Response:
    """One document, whole: the passage of `?at=START-END&v=VERSION` marked, and the query's other hits in it."""
    held = archive()
    found = held.document(id)
    return conditional(lambda: _document(held, found), held)


@blueprint.get("/documents/<id>.txt")
def plain_text(id: str) -> Response:
    """The text alone, that of a version with `?v=`. RFC 5147 fragments (`#char=120,240`) point into it by the same
    offsets as everywhere.
    """
    held = archive()
    text = linked_text(held.document(id), held.catalog.versions, request.args.get("v", "")).text
    return conditional(
        lambda: Response(text.encode("utf-8", "replace"), content_type="text/plain; charset=utf-8"),
        held,
    )


@blueprint.get("/documents/<id>.bib")
def bibtex(id: str) -> Response:
    """BibTeX."""
    return _download(id, "bib", "application/x-bibtex; charset=utf-8", cite.bibtex)


@blueprint.get("/documents/<id>.ris")
def ris(id: str) -> Response:
    """RIS."""
    return _download(id, "ris", "application/x-research-info-systems; charset=utf-8", cite.ris)


@blueprint.get("/documents/<id>.csl.json")
def csl(id: str) -> Response:
    """CSL-JSON."""
    held = archive()
    cited = _cited(held, id)

    def make() -> Response:
        response = jsonify([cite.csl(*cited)])
        response.mimetype = "application/vnd.citationstyles.csl+json"
        return response

    return conditional(make, held)


blueprint.add_app_template_global(breaks_off)
blueprint.add_app_template_global(left_aside)
blueprint.add_app_template_global(said_of_absent)
blueprint.add_app_template_global(lines_in)
blueprint.add_app_template_global(web_address)


@blueprint.app_template_global()
def title_pieces(hit: Hit) -> list[Piece]:
    """The title with the words that are marked in it."""
    return pieces(hit.document.title, 0, len(hit.document.title), *hit.title_marks)


@blueprint.app_template_global()
def snippet_pieces(hit: Hit) -> list[Piece]:
    """What is shown of a hit, matched words marked; where there are none, the nearest sentence."""
    span = hit.snippet.span
    text = run_on(hit.document.text, span)
    if hit.nearest:
        return with_nearest(text, span, hit.nearest)
    return pieces(text, span.start, span.end, *hit.snippet.marks)


@blueprint.app_template_global()
def permalink(document: Document, span: Span | None = None, version: str = "") -> str:
    """The lasting address of a document, or of a place in its text (in that of an earlier version)."""
    at = {"at": f"{span.start}-{span.end}", "v": version or document.version} if span else {}
    return url_for("pages.document", id=document.id, _external=True, **at)


def _document(held: Archive, found: Document) -> str:
    linked = followed(held, found)
    passage = linked.passage
    query = _query()
    hits = hits_in(held, found, query) if query else ()
    nearest = _nearest(held, found, passage, hits, query)
    stored = held.catalog.quotations
    own, elsewhere = stored.of(found.id), stored.quoting(found.id)
    return render_template(
        "document.html", document=found, linked=linked, passage=passage,
        paragraphs=paragraphs(
            found, passage, hits, nearest=nearest, underlines=underlines(own), margin=margin_marks(elsewhere)
        ),
        hits=[hit.span for hit in hits], current=_current(passage, [hit.span for hit in hits]), query=query,
        neighbours=held.listing.neighbours(found), long=len(found.text) > _LONG,
        quotations=entries(held, own, found), quoted_by=entries_elsewhere(held, elsewhere, found),
        versions=held.catalog.versions.of(found.id),
    )  # fmt: skip


def _nearest(
    held: Archive, found: Document, passage: Span | None, hits: Sequence[Snippet], query: Query | None
) -> Span | None:
    """The sentence of the passage asked for that is nearest to the query that led here, if no word of it is marked."""
    if passage is None or query is None:
        return None
    if any(passage.start <= mark.start < passage.end for hit in hits for mark in hit.marks):
        return None
    try:
        nearest = held.nearest_sentence(found, passage.start, query)
    except NotFound:  # the address points between passages
        return None
    return nearest if nearest and passage.start <= nearest.start and nearest.end <= passage.end else None


def _titles(held: Archive, asked: PageParameters) -> dict[str, str]:
    """Examples, as the address names them, with the titles of their documents."""
    return {place: held.document(place.partition(":")[0]).title for place in (*asked.like, *asked.unlike)}


def _query() -> Query | None:
    """The query that led here, if the address names one."""
    asked = read(SearchParameters, MultiDict({"q": request.args.get("q", "")})).query()
    return asked if asked.said else None


def _current(passage: Span | None, hits: list[Span]) -> int:
    """The number of the hit that the passage is, from 1; 0 where it is none of them."""
    return next((n for n, hit in enumerate(hits, 1) if passage and hit.start <= passage.start < hit.end), 0)


def _cited(held: Archive, id: str) -> tuple[Document, str]:
    found = held.document(id)
    version = request.args.get("v", "")
    at = span_of(request.args.get("at", ""), len(linked_text(found, held.catalog.versions, version).text))
    return found, permalink(found, at, version)


def _download(id: str, suffix: str, content_type: str, text: Callable[[Document, str], str]) -> Response:
    held = archive()
    cited = _cited(held, id)

    def make() -> Response:
        response = Response(text(*cited).encode("utf-8", "replace"), content_type=content_type)
        response.headers.set("Content-Disposition", "attachment", filename=f"{id}.{suffix}")
        return response

    return conditional(make, held)
