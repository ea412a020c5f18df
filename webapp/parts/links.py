"""Addresses of pages: the URL is the whole state, so every choice on a page is this URL with one thing changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import g, request, url_for

from indexer.presentation.addresses import reading_path
from indexer.records import Document, Linked, Passage, Query, Span
from indexer.search.language.fields import FILTERS

FACETS = ("kind", "source", "person", "place", "lang")
"""Those whose values the parameter of that name chooses, as lists. Years are chosen by `after` and `before`."""
_STATE = (
    "q", "kind", "source", "author", "from", "to", "person", "place", "lang", "dated", "after", "before", "sort",
    "mode", "exact", "group", "copies", "like", "unlike", "limit",
)  # fmt: skip
_CHOSEN = {
    "kind": "kind", "source": "source", "author": "author", "from": "from", "to": "to", "person": "person",
    "place": "place", "lang": "language", "dated": "dated", "after": "from the date", "before": "to the date",
    "like": "like", "unlike": "unlike",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is set, and the address without it; `typed` where it stands in the query itself."""

    label: str
    value: str
    without: str = ""
    typed: bool = False


def state() -> list[tuple[str, str]]:
    """The parameters of this page, in one order, without its number."""
    if "state" not in g:
        given = [(name, value) for name in _STATE for value in request.args.getlist(name)]
        # A query of blanks asks nothing; a filter of blanks is one that nothing fits, and must not be lost.
        g.state = [(name, value) for name, value in given if (value.strip() if name == "q" else value)]
    return list(g.state)


def changed(path: str = "", /, **changes: str | None) -> str:
    """This address with parameters set to one value, or taken away where None; at its first page."""
    names = {name.rstrip("_"): value for name, value in changes.items()}
    kept = [(name, value) for name, value in state() if name not in names]
    return _address(path or request.path, kept + [(name, value) for name, value in names.items() if value])


def with_value(name: str, value: str) -> str:
    """This address with one more value of a parameter."""
    return _address(request.path, [*state(), (name, value)])


def without_value(name: str, value: str) -> str:
    """This address without one value of a parameter."""
    return _address(request.path, [pair for pair in state() if pair != (name, value)])


def page(number: int) -> str:
    """This address at another of its pages."""
    return _address(request.path, state() + ([("page", str(number))] if number > 1 else []))


def label(name: str) -> str:
    """What pages call a parameter."""
    return _CHOSEN.get(name, name)


def is_chosen(name: str, value: str) -> bool:
    """Whether the parameter has the value."""
    return value in request.args.getlist(name)


def chips(query: Query, shown: Mapping[str, str] | None = None) -> list[Chip]:
    """The filters that are set: those beside the query can be taken away, those in it are part of its words.

    `shown` puts other words for values that say nothing to a reader.
    """
    beside = [
        Chip(_CHOSEN[name], (shown or {}).get(value, value), without_value(name, value))
        for name, value in state()
        if name in _CHOSEN
    ]
    known = {(chip.label, chip.value.casefold()) for chip in beside}
    own = [(label(name), getattr(query.typed, filter_)) for name, filter_ in FILTERS.items()]
    own += [(label(name), _days(getattr(query.typed, name))) for name in ("after", "before")]
    typed = [
        Chip(called, value, typed=True)
        for called, values in own
        for value in values
        if (called, value.casefold()) not in known
    ]
    return beside + typed


def search() -> list[tuple[str, str]]:
    """The search that this page shows, or that led to it, with the number of its page."""
    return state() + [(name, value) for name in ("page", "offset") if (value := request.args.get(name))]


def results_path() -> str:
    """The page of results that led here."""
    return _address(url_for("pages.results"), search())


def document_path(id: str) -> str:
    """The page of a document, which leads back to this search and shows its hits."""
    return _address(url_for("pages.document", id=id), search())


def passage_path(
    document: Document | Linked, passage: Passage | Span | Linked, search: Sequence[tuple[str, str]] = ()
) -> str:
    """The page of a document at a passage, with the search that it leads back to and shows other hits of."""
    version = document.version if isinstance(document, Document) else ""
    path = reading_path(document.id, passage, version)
    return path + ("&" + urlencode(search) if search else "") + "#passage"


def page_numbers(current: int, last: int) -> list[int]:
    """Which page numbers to offer, 0 for a gap: the ends and the neighbours."""
    wanted = sorted({n for n in (1, 2, current - 1, current, current + 1, last - 1, last) if 1 <= n <= last})
    numbers: list[int] = []
    for number in wanted:
        if numbers and number - numbers[-1] == 2:
            numbers.append(number - 1)
        elif numbers and number - numbers[-1] > 2:
            numbers.append(0)
        numbers.append(number)
    return numbers


def _days(day: object) -> tuple[str, ...]:
    return (str(day),) if day else ()


def _address(path: str, pairs: Iterable[tuple[str, str]]) -> str:
    encoded = urlencode(list(pairs))
    return f"{path}?{encoded}" if encoded else path
