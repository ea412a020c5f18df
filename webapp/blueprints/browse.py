"""The archive walked without a query: by date, person, place, source."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from flask import Blueprint, Response, render_template, request

from indexer.errors import NotFound
from indexer.search.language.conflicts import conflicts
from indexer.stores.catalog.names import fold_name
from webapp.asking import BrowseParameters, read
from webapp.caching import conditional
from webapp.parts import links
from webapp.parts.histogram import histogram
from webapp.shelf import archive

blueprint = Blueprint("browse", __name__)
_FEW = 100
"""So many names are seen at a glance, so many letters at most; of more names each letter has a list of its own."""
_ROOMS = {"people": ("person", "People"), "places": ("place", "Places"), "sources": ("source", "Sources")}


@blueprint.get("/documents")
def documents() -> Response:
    """Documents in order, as far as the filters leave them."""
    held = archive()
    asked = read(BrowseParameters, request.args)
    query = asked.query()

    def make() -> str:
        offset = (asked.page - 1) * asked.limit
        listed = held.listing.page(query.filters, asked.sort, asked.limit, offset)
        total = held.listing.count(query.filters)
        years = held.catalog.years(query.filters)
        return render_template(
            "browse.html", documents=listed, total=total, order=asked.sort, chips=links.chips(query),
            bars=histogram(years), undated=years.undated, kinds=held.catalog.counts_by("kind"),
            page=asked.page, offset=offset, pages=-(-total // asked.limit), conflicts=conflicts(query),
        )  # fmt: skip

    return conditional(make, held)


@blueprint.get("/documents/by/<room>")
def names(room: str) -> Response:
    """All people, places or sources with their numbers of documents."""
    held = archive()
    if room not in _ROOMS:
        raise NotFound(f"There is no list of {room[:40]!r}: there are {', '.join(_ROOMS)}.")
    parameter, title = _ROOMS[room]

    def make() -> str:
        listed = held.listing.names_of(parameter)
        return render_template(
            "names.html", count=len(listed), letters=_by_letter(listed), parameter=parameter, title=title, room=room
        )

    return conditional(make, held)


def _by_letter(names: Sequence[tuple[str, int]]) -> list[tuple[str, list[tuple[str, int]]]]:
    """The names under their first letters; under none where the names are few, or the letters many as in Chinese."""
    parts = [(letter, list(named)) for letter, named in groupby(names, key=lambda pair: _letter(pair[0]))]
    return parts if len(names) > _FEW >= len(parts) else [("", list(names))]


def _letter(name: str) -> str:
    first = fold_name(name)[:1]
    return first.upper() if first.isalpha() else "#"
