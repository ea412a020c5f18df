"""txtai as its documentation begins: `Embeddings(content=True, hybrid=True)`, texts in SQLite, BM25 beside FAISS.

Whole documents, or with `--variant passages` runs of 120 words.
"""

from __future__ import annotations

from measuring import DOCUMENTS, Ask, Index, Task, documents_of, run
from txtai import Embeddings

_PASSAGES = 5 * DOCUMENTS
"""Asked for, so that ten documents are among them."""


def indexing(task: Task) -> Index:
    """A new database; tells how many texts are longer than what the model is given of them."""
    embeddings = Embeddings(path=str(task.model), content=True, hybrid=True)
    cut = _cut(embeddings, task)

    def work() -> dict[str, int]:
        texts = list(task.passages() if task.variant else task.texts())
        embeddings.index(texts)
        embeddings.save(str(task.store))
        return {"texts": len(texts), "cut": cut}

    return work


def _cut(embeddings: Embeddings, task: Task) -> int:
    """How many texts have more tokens than txtai gives to the model."""
    pooling = embeddings.model.model
    texts = task.passages() if task.variant else task.texts()
    return sum(len(pooling.tokenizer(text)["input_ids"]) > pooling.maxlength for _, text in texts)


def asking(task: Task) -> Ask:
    """The database as it was saved."""
    embeddings = Embeddings()
    embeddings.load(str(task.store))

    def ask(text: str) -> list[str]:
        if task.variant:
            return documents_of([row["id"] for row in embeddings.search(text, _PASSAGES)])
        return [row["id"] for row in embeddings.search(text, DOCUMENTS)]

    return ask


if __name__ == "__main__":
    run(indexing, asking)
