"""Pressmark with its settings as they come; `--variant API` asks its web app, without a socket between."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from measuring import DOCUMENTS, Ask, Index, Task, run

from indexer.settings import Settings


def indexing(task: Task) -> Index:
    """What `pressmark index` does, with the model loaded beforehand."""
    from indexer.encoders import open_encoder
    from indexer.reindex import reindex

    settings = Settings(archive=task.store)
    encoder = open_encoder(settings)
    encoder.encode(["warm up"] * 64)  # more than a query has: what indexing uses is loaded

    def work() -> dict[str, int]:
        summary = reindex([task.documents], settings, encoder=encoder)
        return {"texts": summary.total_passages}

    return work


def asking(task: Task) -> Ask:
    """Whole searches: results with snippets, facets and quotations. Near misses stand after the answers."""
    return _api(task) if task.variant else _archive(task)


def _archive(task: Task) -> Ask:
    from indexer.archive import Archive
    from indexer.encoders import open_encoder
    from indexer.search.query import parse_query

    settings = Settings(archive=task.store)
    encoder = open_encoder(settings)
    encoder.encode(["warm up"])  # the model first, as a server's worker has it: it takes most while it is laid out
    archive = Archive.open(settings, encoder)

    def ask(text: str) -> list[str]:
        results = archive.search(parse_query(text, limit=DOCUMENTS))
        return [Path(hit.document.path).stem for hit in (*results.hits, *results.weak)][:DOCUMENTS]

    return ask


def _api(task: Task) -> Ask:
    from indexer.encoders import open_encoder
    from webapp import create_app

    settings = Settings(archive=task.store, rate="")
    encoder = open_encoder(settings)
    encoder.encode(["warm up"])
    client = create_app(settings, encoder).test_client()

    def ask(text: str) -> list[str]:
        answer = client.get("/api/v1/search", query_string={"q": text, "limit": DOCUMENTS}).get_json()
        hits = answer["hits"] + answer["weak"]
        return [Path(hit["document"]["path"]).stem for hit in hits][:DOCUMENTS]

    return ask


if __name__ == "__main__":
    run(indexing, asking)
