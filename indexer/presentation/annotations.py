"""Quotations as W3C Web Annotations: the target is the quotation, the body the passage it quotes.

https://www.w3.org/TR/annotation-model/ with motivation `linking`; both ends have a TextQuoteSelector and a
TextPositionSelector for each part. Where no source is found there is nothing to link to: the motivation is `assessing`,
which needs no body. Beside them stand Pressmark's own members: label, confidence, reason, changes …; and `nearest`, the
place that comes nearest, where no source is found. The annotations' context has other meanings for some of their names
(`label`, and inside them `source`, `start`, `end`), so a second context gives each to a vocabulary of our own, as JSON
that JSON-LD looks no further into.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from indexer.presentation.addresses import reading_path, selectors, tag
from indexer.presentation.present import about_json, span_json
from indexer.quotes.showing import as_read
from indexer.records import Change, Document, NearMiss, Part, Quotation, Source, Span

Documents = Callable[[str], Document]
"""Gives a document by its id."""

_OWN = (
    "label", "form", "quote", "attribution", "quoting_document", "source_document", "peer", "confidence", "reason",
    "parts", "changes", "also_in", "nearest",
)  # fmt: skip
_CONTEXT = [
    "http://www.w3.org/ns/anno.jsonld",
    {"@version": 1.1} | {name: {"@id": f"https://pressmark.invalid/ns#{name}", "@type": "@json"} for name in _OWN},
]


def annotations_json(quotations: Iterable[Quotation], documents: Documents, host: str = "") -> list[dict[str, Any]]:
    """Stored quotations, each with its source's passage. Documents have their addresses at the `host`, as http://…"""
    return [annotation_json(quotation, documents(quotation.document_id), documents, host) for quotation in quotations]


def annotation_json(quotation: Quotation, quoting: Document, documents: Documents, host: str = "") -> dict[str, Any]:
    """One quotation of the document `quoting`. One without a source has a label of `SOURCELESS` and no body."""
    source = quotation.source
    found = documents(source.document_id) if source else None
    annotation: dict[str, Any] = {
        "@context": _CONTEXT,
        "id": _iri(quotation, quoting),
        "type": "Annotation",
        "motivation": "linking" if found else "assessing",
        "target": [_resource(quoting, span, host) for span in quotation.parts],
        "label": quotation.label,
        "form": quotation.form,
        "quote": as_read(quoting.text, quotation.parts),
        "attribution": _attribution(quotation, quoting.text),
        "quoting_document": _placed(quoting, Span(quotation.start, quotation.end)) if quoting.id else None,
    }
    if source and found:
        annotation |= {
            "body": [_resource(found, part.source, host) for part in source.parts if part.source.end],
            "source_document": _placed(found, Span(source.start, source.end)),
            "peer": source.peer,
            "confidence": source.confidence,
            "reason": source.reason,
            "parts": [_part(part) for part in source.parts],
            "changes": [_change(change, quoting.text, found.text) for change in source.changes],
            "also_in": [_also(other, documents) for other in quotation.sources[1:]],
        }
    else:
        annotation |= {"confidence": 0.0, "reason": quotation.reason, "nearest": _nearest(quotation.nearest, documents)}
    return annotation


def _iri(quotation: Quotation, quoting: Document) -> str:
    """The annotation's own IRI: of the text and the places in it, and of the document that it is linked to.

    The version is in it, for the same numbers are other words in another text: the whole digest of a text that no id
    tells from others. So is the source, for who asks by whom a document is quoted may be given the same quotation with
    another source.
    """
    places = ",".join(f"{part.start}-{part.end}" for part in quotation.parts)
    source = f"={quotation.source.document_id}" if quotation.source else ""
    text = f"{quoting.id}/{quoting.version}" if quoting.id else f"text/{quoting.sha256}"
    return tag("quotation", f"{text}/{places}{source}")


def _nearest(nearest: NearMiss | None, documents: Documents) -> dict[str, Any] | None:
    if nearest is None:
        return None
    return _placed(documents(nearest.document_id), nearest.span)


def checked_json(
    generation: str, document: Document, quotations: Iterable[Quotation], documents: Documents, host: str = ""
) -> dict[str, Any]:
    """A text that was checked against a generation, with all its quotations. A file has no id where the archive has not
    this text of it.
    """
    return {
        "generation": generation,
        "document": about_json(document) if document.id or document.path else None,
        "quotations": [annotation_json(quotation, document, documents, host) for quotation in quotations],
    }


def _resource(document: Document, span: Span, host: str) -> dict[str, Any]:
    """A stretch of a document at its address; of a text that is in no archive, under a name made of its digest."""
    return {
        "type": "SpecificResource",
        "source": f"{host}/documents/{document.id}" if document.id else tag("text", document.sha256),
        "selector": selectors(document.text, span),
    }


def _placed(document: Document, span: Span) -> dict[str, Any]:
    read = reading_path(document.id, span, document.version)
    return {"id": document.id, "title": document.title, **span_json(span), "read": read}


def _attribution(quotation: Quotation, text: str) -> dict[str, str] | None:
    said = quotation.attribution
    if said is None:
        return None
    return {
        "speaker": text[said.speaker.start : said.speaker.end],
        "verb": text[said.verb.start : said.verb.end],
    }


def _part(part: Part) -> dict[str, Any]:
    return {
        "label": part.label,
        "quoted": span_json(part.quoted),
        "source": span_json(part.source) if part.source.end else None,
    }


def _change(change: Change, quoted: str, source: str) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "quoted": {**span_json(change.quoted), "text": quoted[change.quoted.start : change.quoted.end]},
        "source": {**span_json(change.source), "text": source[change.source.start : change.source.end]},
    }


def _also(source: Source, documents: Documents) -> dict[str, Any]:
    placed = _placed(documents(source.document_id), Span(source.start, source.end))
    return {**placed, "label": source.label, "confidence": source.confidence}
