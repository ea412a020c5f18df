"""Semantra's own command over the files, and its own API, both in this process; windows of 128 tokens as it comes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import semantra.semantra as semantra
from flask import Flask
from measuring import DOCUMENTS, Ask, Index, Task, run

_VECTOR = 4 * 384
"""Bytes of a vector in its files."""


def indexing(task: Task) -> Index:
    """`semantra --no-server FILE…`."""
    _load(task)

    def work() -> dict[str, int]:
        _semantra(task, "--no-server")
        return {"texts": sum(file.stat().st_size for file in task.store.glob("*.embeddings")) // _VECTOR}

    return work


def asking(task: Task) -> Ask:
    """`semantra FILE…`, asked through its API as its page asks it, without a socket between.

    Its page orders documents by the mean of their passages; here they are in the order of their best one.
    """
    _load(task)
    clients: list[Any] = []
    Flask.run = lambda app, **where: clients.append(app.test_client())  # type: ignore[method-assign,assignment]
    _semantra(task)

    def ask(text: str) -> list[str]:
        asked = {"queries": [{"query": text, "weight": 1}], "preferences": []}
        answer = clients[0].post("/api/query", json=asked).get_json()["results"]
        best = {Path(name).stem: max(hit["distance"] for hit in hits) for name, hits in answer if hits}
        return sorted(best, key=lambda id: -best[id])[:DOCUMENTS]

    return ask


def _load(task: Task) -> None:
    """The model beforehand, so that loading it is not counted as indexing."""
    model = semantra.TransformerModel(str(task.model))
    semantra.TransformerModel = lambda *arguments, **tokens: model


def _semantra(task: Task, *flags: str) -> None:
    files = [str(file) for file in sorted(task.documents.iterdir())]
    arguments = ["--silent", "--transformer-model", str(task.model), "--semantra-dir", str(task.store), *flags, *files]
    semantra.main(arguments, standalone_mode=False)


if __name__ == "__main__":
    run(indexing, asking)
