"""The pages: home, results, document."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from indexer.present import original_link, people_line, reading_path
from indexer.records import Hit, Span
from indexer.show import why
from webapp.asking import asked
from webapp.marking import Piece, pieces
from webapp.shelf import archive

blueprint = Blueprint("pages", __name__)


@blueprint.get("/")
def home() -> str:
    """The search box and what the archive holds."""
    catalog = archive().catalog
    return render_template("home.html", kinds=catalog.counts_by("kind"), span=catalog.date_span())


@blueprint.get("/search")
def results() -> str:
    """The passages that answer the query; the URL is the whole state."""
    found_in = archive()
    query = asked(request.args, found_in.generation.name)
    return render_template("results.html", query=query, results=found_in.search(query))


@blueprint.get("/documents/<id>")
def document(id: str) -> str:
    """One document, whole, with the passage in `?at=START-END` marked."""
    found = archive().document(id)
    return render_template(
        "document.html", document=found, pieces=pieces(found.text, 0, len(found.text), _span(found.text))
    )


@blueprint.app_template_global()
def hit_pieces(hit: Hit) -> list[Piece]:
    """A hit's passage as pieces to be printed, matched words marked."""
    return pieces(hit.document.text, hit.passage.start, hit.passage.end, *hit.marks)


def _span(text: str) -> Span:
    """`?at=START-END` within the text; an empty span where it is absent or says nothing."""
    start, _, end = request.args.get("at", "").partition("-")
    if not (start.isdecimal() and end.isdecimal() and len(start + end) <= 20):  # int() refuses thousands of digits
        return Span(0, 0)
    span = Span(int(start), int(end))
    return span if span.start < span.end <= len(text) else Span(0, 0)


for helper in (original_link, people_line, reading_path, why):
    blueprint.add_app_template_global(helper)
