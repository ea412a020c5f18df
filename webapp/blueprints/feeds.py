"""The archive for other programs: a search engine of the browser's, a search as a feed, a map for crawlers."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from itertools import islice

from flask import Blueprint, Response, jsonify, render_template, request, url_for

from indexer.archive import Archive
from indexer.errors import NotFound
from indexer.records import Query
from indexer.search.paging import canonical
from webapp.asking import PageParameters, SuggestParameters, read
from webapp.caching import conditional
from webapp.parts import links
from webapp.shelf import archive, search

blueprint = Blueprint("feeds", __name__)
_ENTRIES = 30
_NOT_XML = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
MAP_SIZE = 40_000
"""Addresses a sitemap: the protocol's limit is 50,000."""


@blueprint.get("/opensearch.xml")
def opensearch() -> Response:
    """OpenSearch 1.1 description: browsers add the archive as a search engine."""
    return Response(render_template("opensearch.xml"), content_type="application/opensearchdescription+xml")


@blueprint.get("/suggest")
def suggest() -> Response:
    """Suggestions in OpenSearch's form: what was typed, and what may be meant."""
    held = archive()
    asked = read(SuggestParameters, request.args)

    def make() -> Response:
        suggestions = held.suggest(asked.q, asked.limit)
        response = jsonify([asked.q, [s.text for s in suggestions], [s.kind for s in suggestions]])
        response.mimetype = "application/x-suggestions+json"
        return response

    return conditional(make, held)


@blueprint.get("/search.atom")
def atom() -> Response:
    """A search as a feed, newest indexed first (RFC 4287). Ids stay the same whatever the host and generation."""
    held = archive()
    query = read(PageParameters, request.args).query()
    query = replace(query, sort="-indexed", limit=_ENTRIES, offset=0)

    def make() -> Response:
        found = search(held, query)
        changed = held.listing.changed([hit.document.id for hit in found.hits])
        feed = render_template(
            "search.atom.xml", title=_title(query), query=query, hits=found.hits, changed=changed,
            updated=max(changed.values(), default=datetime.fromisoformat(held.generation.manifest.created)),
        )  # fmt: skip
        return Response(feed, content_type="application/atom+xml; charset=utf-8")

    return conditional(make, held, canonical(query))


def _title(query: Query) -> str:
    """What a feed is of: several feeds of one archive stand side by side in a reader's list."""
    beside = [f"{chip.label} {chip.value}" for chip in links.chips(query) if not chip.typed]
    return ", ".join([*([query.text] if query.text else []), *beside]) or "Everything"


@blueprint.get("/sitemap.xml")
def sitemap() -> Response:
    """Every document's address, or an index of the maps where they are more than one may hold."""
    held = archive()
    count = held.generation.manifest.documents

    def make() -> Response:
        if count <= MAP_SIZE:
            return _map(held, 0)
        urls = [url_for("feeds.part", number=n, _external=True) for n in range(-(-count // MAP_SIZE))]
        return _xml(render_template("sitemap_index.xml", urls=urls))

    return conditional(make, held)


@blueprint.get("/sitemap-<int:number>.xml")
def part(number: int) -> Response:
    """One of several maps."""
    held = archive()
    if number * MAP_SIZE >= max(1, held.generation.manifest.documents):
        raise NotFound(f"There is no sitemap {number}.")
    return conditional(lambda: _map(held, number), held)


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Documents may be crawled, searches not: their number has no end."""
    lines = ("User-agent: *", "Disallow: /search", "Disallow: /api/", f"Sitemap: {_external('feeds.sitemap')}", "")
    return Response("\n".join(lines), content_type="text/plain; charset=utf-8")


def xml_text(text: str) -> str:
    """The text without what XML 1.0 cannot hold."""
    return _NOT_XML.sub("\ufffd", text)


def _map(held: Archive, number: int) -> Response:
    entries = islice(held.listing.all_changed(), number * MAP_SIZE, (number + 1) * MAP_SIZE)
    return _xml(render_template("sitemap.xml", entries=entries, home=_external("pages.home")))


def _external(endpoint: str) -> str:
    return url_for(endpoint, _external=True)


def _xml(text: str) -> Response:
    return Response(text, content_type="application/xml; charset=utf-8")
