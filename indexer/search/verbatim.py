"""A passage that holds the whole query word for word is what was looked for, whatever else is near.

Who pastes a line of a letter wants that letter. Looked for are queries of `LEAST` and more bare words, in passages
that hold all of them; quotation marks, which *require* the words, are the query language's and not needed for this.
"""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from indexer.records import Query, Word
from indexer.search.fusion import Ranking
from indexer.stores.catalog import Catalog
from indexer.stores.keyword import KeywordIndex
from indexer.words import fold, fold_text, is_stop_word

LEAST = 4
"""Fewer words stand side by side by chance."""
_READ = 40
"""How many passages are read, at most, the best first."""


def verbatim(query: Query, ranking: Ranking, catalog: Catalog, keyword: KeywordIndex) -> NDArray[np.bool_]:
    """Which places of the ranking hold the whole query as one run of words."""
    found = np.zeros(len(ranking), dtype=np.bool_)
    words = [word for word in query.clauses if isinstance(word, Word) and not word.prefix]
    if len(words) < LEAST or len(words) < len(query.clauses):
        return found
    places = _with_all(words, ranking, keyword)[:_READ]
    ids = [int(id) for id in catalog.layout.passage_ids[ranking.rows[places]]]
    if not ids:
        return found
    passages = catalog.passages_by_id(ids)
    documents = catalog.documents_by_id(sorted({passage.document_id for passage in passages.values()}))
    run = _run_of([fold(word.text) for word in words])
    for place, id in zip(places, ids, strict=True):
        passage = passages[id]
        text = documents[passage.document_id].text[passage.start : passage.end]
        found[place] = run.search(fold_text(text)) is not None
    return found


def _with_all(words: list[Word], ranking: Ranking, keyword: KeywordIndex) -> NDArray[np.int64]:
    """The places that hold all the words; stop words, with their long lists, are asked only while many are left."""
    places = np.flatnonzero(ranking.keyword > 0)
    common = {word for word in words if is_stop_word(fold(word.text), keyword.languages)}
    for word in sorted(dict.fromkeys(words), key=lambda word: (word in common, -len(word.text))):
        if not len(places) or (word in common and len(places) <= _READ):
            break
        places = places[keyword.word_mask(word)[ranking.rows[places]]]
    return places


def _run_of(folded: list[str]) -> re.Pattern[str]:
    """The words with anything between them that is no word, as in `words.WORD`."""
    return re.compile(r"(?<![^\W_])" + r"[\W_]+".join(map(re.escape, folded)) + r"(?![^\W_])")
