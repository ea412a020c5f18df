"""What leaves the house: hits as plain values, with links to the passage. One shape for command line and API."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from indexer.presentation.addresses import original_link, reading_path, selectors
from indexer.records import (
    AllOf,
    AnyOf,
    DateRange,
    Document,
    Exemplar,
    Fielded,
    Filters,
    Hit,
    Leg,
    Linked,
    Name,
    Passage,
    Phrase,
    Query,
    Results,
    Span,
    Without,
    Word,
)  # fmt: skip
from indexer.search.language.clauses import print_clauses, wanted
from indexer.search.language.conflicts import conflicts
from indexer.search.language.fields import FILTERS
from indexer.search.language.weighing import ranking_words
from indexer.search.paging import cursor, walk


def results_json(results: Results) -> dict[str, Any]:
    """The answer to a query."""
    query = results.query
    return {
        "query": query.text,
        "mode": query.mode,
        "understood": understood_json(query, results.languages),
        "generation": results.generation,
        "found": results.found,
        "keyword_matches": asdict(results.keyword_matches),
        "hits": [hit_json(hit) for hit in results.hits],
        "weak": [hit_json(hit) for hit in results.weak],
        "facets": {f.name: [{"value": v, "documents": n} for v, n in f.values] for f in results.facets},
        "absent": [print_clauses([word]) for word in results.absent],
        "did_you_mean": results.did_you_mean or None,
        "next": cursor(walk(query), results.state, results.next_offset) if results.next_offset else None,
    }


def understood_json(query: Query, languages: Sequence[str]) -> dict[str, Any]:
    """How the query was understood: what must, may and must not occur, and what was left aside."""
    positive = list(wanted(query.clauses))
    ranked = {word.text for word in ranking_words(query, languages)}
    return {
        "words": [print_clauses([c]) for c in positive if isinstance(c, Word) and c.text in ranked],
        "common": list(dict.fromkeys(c.text for c in positive if isinstance(c, Word) and c.text not in ranked)),
        "phrases": [print_clauses([c]) for c in positive if isinstance(c, Phrase)],
        "required": [print_clauses([part]) for c in query.clauses if isinstance(c, AllOf) for part in c.clauses],
        "excluded": [print_clauses([c.clause]) for c in query.clauses if isinstance(c, Without)],
        "alternatives": [print_clauses([c]) for c in query.clauses if isinstance(c, AnyOf)],
        "quotations": [print_clauses([c]) for c in query.clauses if isinstance(c, Fielded)],
        "typed": _filters(query.typed),
        "filters": _filters(query.filters),
        "like": [_exemplar(given) for given in query.like],
        "unlike": [_exemplar(given) for given in query.unlike],
        "ignored": list(query.ignored),
        "conflicts": list(conflicts(query)),
    }


def hit_json(hit: Hit) -> dict[str, Any]:
    """One hit: the passage, why it is here, and where it stands."""
    document, passage, shown = hit.document, hit.passage, hit.snippet
    return {
        "document": listed_json(document, hit.indexed),
        "passage": _marked(document, passage, hit.marks),
        "title_marks": [span_json(span) for span in hit.title_marks],
        "snippet": _marked(document, shown.span, shown.marks),
        "nearest": span_json(hit.nearest) if hit.nearest else None,
        "score": round(hit.score, 6),
        "keyword": _leg_json(hit.keyword),
        "semantic": _leg_json(hit.semantic),
        "weak": hit.weak,
        "more": hit.more,
        "copies": [_linked(copy) for copy in hit.copies],
        "quotes": [_linked(document) for document in hit.quotes],
        "quoted_by": [_linked(document) for document in hit.quoted_by],
        "links": links_json(document, passage),
        "selectors": selectors(document.text, passage),
    }


def links_json(document: Document, passage: Passage) -> dict[str, str]:
    """Where the passage is read, in the document and in the original, and how it is given as an example."""
    read = reading_path(document.id, passage, document.version)
    return {
        "read": read,
        "document": f"/api/v1{read}",
        "original": original_link(document, passage),
        "like": _exemplar(Exemplar(document.id, passage.start)),
    }


def span_json(span: Passage | Span | Linked) -> dict[str, int]:
    """A span's two ends. There are many of them, and `asdict` takes twenty times as long."""
    return {"start": span.start, "end": span.end}


def about_json(document: Document) -> dict[str, Any]:
    """A document without its text."""
    return {
        "id": document.id,
        "title": document.title,
        "title_derived": document.title_derived,
        "kind": document.kind,
        "date": date_json(document.date),
        "source": document.source,
        "path": document.path,
        "url": document.url,
        "language": document.language,
        "version": document.version,
        "authors": names_json(document.authors),
        "senders": names_json(document.senders),
        "recipients": names_json(document.recipients),
        "places": names_json(document.places),
        "people": names_json(document.people),
        "named_places": names_json(document.named_places),
        "metadata": dict(document.metadata),
        "missing": document.missing,
    }


def listed_json(document: Document, indexed: datetime | None) -> dict[str, Any]:
    """A document of the archive without its text, and when it came as it is."""
    return {**about_json(document), "indexed": indexed.isoformat() if indexed else None}


def date_json(when: DateRange | None) -> dict[str, Any] | None:
    """A date: the source's words and the days they can mean."""
    if when is None:
        return None
    return {
        "verbatim": when.verbatim,
        "earliest": when.earliest.isoformat() if when.earliest else None,
        "latest": when.latest.isoformat() if when.latest else None,
        "sure": when.sure,
    }


def names_json(names: tuple[Name, ...]) -> list[dict[str, str]]:
    """People or places with their references."""
    return [{"name": name.text, "ref": name.ref} for name in names]


def _marked(document: Document, span: Passage | Span, marks: Sequence[Span]) -> dict[str, Any]:
    return {
        "text": document.text[span.start : span.end],
        **span_json(span),
        "marks": [span_json(mark) for mark in marks],
    }


def _linked(linked: Linked) -> dict[str, Any]:
    """A place in another document, as that is today."""
    return {"id": linked.id, "title": linked.title, **span_json(linked), "read": reading_path(linked.id, linked, "")}


def _leg_json(leg: Leg | None) -> dict[str, Any] | None:
    return {"rank": leg.rank, "score": round(leg.score, 6)} if leg else None


def _filters(filters: Filters) -> dict[str, Any]:
    """What they ask, by the names that a query and the API have for it."""
    asked = asdict(filters)
    named = {name: asked[field] for name, field in FILTERS.items()} | {
        name: asked[name] for name in ("after", "before")
    }
    return {name: _plain(value) for name, value in named.items() if value}


def _exemplar(given: Exemplar) -> str:
    return given.document_id if given.start is None else f"{given.document_id}:{given.start}"


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else list(value)
