"""What one would put together oneself: SentenceTransformer.encode, FAISS, and bm25s or tantivy (`--variant`).

Passages of 120 words, both lists joined by reciprocal rank (Cormack et al., SIGIR 2009), a document known by its best
passage.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import bm25s
import faiss
import Stemmer
import tantivy
from measuring import Ask, Index, Task, documents_of, run
from sentence_transformers import SentenceTransformer

_FOUND = 100
_RANK = 60
_STEMMER = Stemmer.Stemmer("english")

Words = Callable[[str], Sequence[int]]
"""The numbers of the passages that a text's words find, best first."""


def indexing(task: Task) -> Index:
    """Encode with the defaults, add to a flat index, index the words."""
    model = SentenceTransformer(str(task.model))

    def work() -> dict[str, int]:
        ids, texts = zip(*task.passages(), strict=True)
        task.store.mkdir(parents=True)
        vectors = model.encode(list(texts))
        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(vectors)
        faiss.write_index(index, str(task.store / "vectors.faiss"))
        _ENGINES[task.variant][0](texts, task.store / "words")
        (task.store / "passages.json").write_text(json.dumps([ids, texts]), encoding="utf-8")
        return {"texts": len(texts)}

    return work


def asking(task: Task) -> Ask:
    """Both lists of a hundred, joined."""
    model = SentenceTransformer(str(task.model))
    vectors = faiss.read_index(str(task.store / "vectors.faiss"))
    words = _ENGINES[task.variant][1](task.store / "words")
    ids, _ = json.loads((task.store / "passages.json").read_text(encoding="utf-8"))

    def ask(text: str) -> list[str]:
        scores: Counter[int] = Counter()
        near = vectors.search(model.encode([text]), min(_FOUND, len(ids)))[1][0]
        for found in (words(text), near):
            for rank, number in enumerate(found, start=1):
                scores[int(number)] += 1 / (_RANK + rank)  # type: ignore[assignment]
        return documents_of([ids[number] for number, _ in scores.most_common()])

    return ask


def _index_bm25s(texts: Sequence[str], store: Path) -> None:
    retriever = bm25s.BM25()
    retriever.index(_tokens(texts), show_progress=False)
    retriever.save(store)


def _open_bm25s(store: Path) -> Words:
    retriever = bm25s.BM25.load(store)

    def words(text: str) -> Sequence[int]:
        found, scores = retriever.retrieve(
            _tokens([text]), k=min(_FOUND, retriever.scores["num_docs"]), show_progress=False
        )
        return [int(number) for number, score in zip(found[0], scores[0], strict=True) if score > 0]

    return words


def _tokens(texts: Sequence[str]) -> object:
    return bm25s.tokenize(list(texts), stopwords="en", stemmer=_STEMMER, show_progress=False)


def _schema() -> tantivy.Schema:
    fields = tantivy.SchemaBuilder()
    fields.add_text_field("text", tokenizer_name="en_stem")
    fields.add_unsigned_field("number", stored=True)
    return fields.build()


def _index_tantivy(texts: Sequence[str], store: Path) -> None:
    store.mkdir()
    writer = tantivy.Index(_schema(), path=str(store)).writer()
    for number, text in enumerate(texts):
        writer.add_document(tantivy.Document(text=text, number=number))
    writer.commit()
    writer.wait_merging_threads()


def _open_tantivy(store: Path) -> Words:
    index = tantivy.Index(_schema(), path=str(store))
    searcher = index.searcher()

    def words(text: str) -> Sequence[int]:
        plain = "".join(letter.lower() if letter.isalnum() else " " for letter in text)
        found = searcher.search(index.parse_query(plain, ["text"]), _FOUND).hits
        return [searcher.doc(address)["number"][0] for _, address in found]

    return words


_ENGINES = {"bm25s": (_index_bm25s, _open_bm25s), "tantivy": (_index_tantivy, _open_tantivy)}


if __name__ == "__main__":
    run(indexing, asking)
