"""Answers that are not made twice: by the reader's ETag, and by a small store of those made lately."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import cast

from flask import Response, current_app, make_response, request

from indexer import __version__
from indexer.archive import Archive
from indexer.stores.kept import Kept

_MOST_BYTES = 32_000_000
_RANKING = ("encoder", "fusion", "semantic_weight", "smoothing", "late_interaction")
"""The settings on which it depends what is found, and in which order."""


class Answers:
    """Bodies made lately, by ETag; the least lately asked for go first. Safe to share between threads."""

    def __init__(self, most: int = _MOST_BYTES) -> None:
        self._largest = most // 8
        self._kept: Kept[str, tuple[bytes, list[tuple[str, str]]]] = Kept(most)

    def get(self, etag: str) -> Response | None:
        """The answer again."""
        kept = self._kept.get(etag)
        return Response(kept[0], headers=kept[1]) if kept else None

    def put(self, etag: str, response: Response) -> None:
        """Keep the answer, unless it alone would take an eighth of the room."""
        body = response.get_data()
        if len(body) <= self._largest:
            self._kept.put(etag, (body, list(response.headers)), len(body))


def conditional(make: Callable[[], Response | str], held: Archive, *understood: str) -> Response:
    """The answer to this request, made of `held` only where neither the reader nor this process has it.

    `understood` is what the answer depends on beside the address and the archive: the query as understood.
    """
    asked = (__version__, request.host_url, request.full_path, *_identity(held), *understood)
    etag = hashlib.sha256("\0".join(asked).encode("utf-8", "surrogatepass")).hexdigest()[:32]
    answers = cast(Answers, current_app.extensions["answers"])
    if request.if_none_match.contains_weak(etag):
        response = Response(status=304)
    else:
        found = answers.get(etag)
        if found is None:
            found = make_response(make())
            answers.put(etag, found)
        response = found
    response.set_etag(etag)
    response.headers["Cache-Control"] = "private, no-cache" if current_app.config["TOKEN"] else "no-cache"
    return response


def _identity(held: Archive) -> tuple[str, ...]:
    """What the archive answers with: the generation, for another archive's may have the same name, and the settings."""
    ranking = (str(getattr(held.settings, name)) for name in _RANKING)
    return (held.generation.name, held.generation.manifest.seal, *ranking)
