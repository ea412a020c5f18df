"""The texts that a document has had: listed, read, compared."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, jsonify, render_template, request, url_for

from indexer.presentation.permalinks import linked_text
from indexer.presentation.present import date_json
from indexer.records import Document
from indexer.stores.catalog.versions import Version
from indexer.text.differences import Stretch, stretches
from webapp import answers, asking
from webapp.asking import CompareParameters, read, span_of
from webapp.caching import conditional
from webapp.openapi import operation
from webapp.parts.marking import paragraphs
from webapp.shelf import archive

blueprint = Blueprint("versions", __name__)
_FOLDED = 900
"""A longer stretch that both texts have is shown by its ends."""
_END = 240


@dataclass(frozen=True, slots=True)
class Fold:
    """Words that both texts have and that are not shown."""

    words: int


@blueprint.get("/documents/<id>/versions")
def compared(id: str) -> Response:
    """The versions of a document, and two of them compared, the last with today's where none are named."""
    held = archive()
    found = held.document(id)
    asked = read(CompareParameters, request.args)
    before = held.catalog.versions.of(id)

    def make() -> str:
        old, new = asked.old or (before[-1].name if before else ""), asked.new or found.version
        texts = [linked_text(found, held.catalog.versions, name).text for name in (old, new)]
        shown = list(folded(stretches(*texts))) if old != new else []
        return render_template(
            "versions.html", document=found, versions=before, old=old, new=new, stretches=shown,
            differ=any(isinstance(s, Stretch) and s.kind != "same" for s in shown), same_text=texts[0] == texts[1],
        )  # fmt: skip

    return conditional(make, held)


@blueprint.get("/documents/<id>/versions/<version>")
def earlier(id: str, version: str) -> Response:
    """An earlier text to read, the passage of `?at=START-END` marked in it."""
    held = archive()
    found = held.document(id)
    kept = held.catalog.versions.named(id, version)
    text = held.catalog.versions.text(kept)
    asked = request.args.get("at", "").strip()
    passage = span_of(asked, len(text))

    def make() -> str:
        then = Document(id=id, text=text, title=kept.title, date=kept.date)
        return render_template(
            "version.html", document=found, then=then, version=kept, passage=passage, at=asked,
            paragraphs=paragraphs(then, passage, ()),
        )  # fmt: skip

    return conditional(make, held)


@blueprint.get("/api/v1/documents/<id>/versions")
@operation(asking.NoParameters, answers.VersionsAnswer)
def versions(id: str) -> Response:
    """The texts that one document has had before."""
    read(asking.NoParameters, request.args)
    held = archive()
    found = held.document(id)

    def make() -> Response:
        before = [_version_json(version) for version in held.catalog.versions.of(id)]
        return jsonify(document=id, generation=held.generation.name, version=found.version, versions=before)

    return conditional(make, held)


def folded(found: Sequence[Stretch]) -> Iterator[Stretch | Fold]:
    """The stretches, long ones that both texts have cut down to the words beside what differs."""
    for number, stretch in enumerate(found):
        if stretch.kind != "same" or len(stretch.text) <= _FOLDED:
            yield stretch
            continue
        head = _cut(stretch.text, _END) if number else 0
        tail = len(stretch.text) - _cut(stretch.text[::-1], _END) if number < len(found) - 1 else len(stretch.text)
        yield Stretch("same", stretch.text[:head])
        yield Fold(len(stretch.text[head:tail].split()))
        yield Stretch("same", stretch.text[tail:])


def _cut(text: str, about: int) -> int:
    """The end of a word, about so far into the text."""
    space = re.compile(r"\s").search(text, about)
    return space.start() if space else len(text)


def _version_json(version: Version) -> dict[str, Any]:
    id, name = version.document_id, version.name
    links = {
        "read": url_for("versions.earlier", id=id, version=name),
        "plain_text": url_for("pages.plain_text", id=id, v=name),
        "compare": url_for("versions.compared", id=id, old=name),
    }
    return {
        "version": name,
        "sha256": version.sha256,
        "superseded": version.superseded.isoformat(),
        "length": version.length,
        "title": version.title,
        "date": date_json(version.date),
        "links": links,
    }
