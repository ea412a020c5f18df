"""A faster way to the nearest vectors, for archives where looking at every one takes too long (FAISS, IVF).

Vectors are put into lists by the nearest of some centres, and a search looks through the few lists whose centres are
nearest to the query. One byte a number is kept here: enough to find candidates, whose cosines are then taken from the
whole vectors. How many lists are looked through is measured when the index is written, against exact search.

Ids are passage ids, so the index goes from generation to generation: what is gone leaves, what is new comes in.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.machine.processes import processors
from indexer.stores.generations.folder import NEAREST, VECTORS, Generation
from indexer.stores.generations.manifest import Nearest
from indexer.stores.vectors.index import VectorIndex, Vectors, faiss_library, read_index, write_index

Ids = NDArray[np.int64]

EXACT_UP_TO = 25_000_000
"""Numbers (vectors × dimension) that are still searched one by one: about 5 ms on one core, 65,000 vectors of 384."""
RECALL = 0.98
"""Of the exact ten nearest, so many must be found, on average over the sampled queries; else search stays exact."""
_SAMPLE = 200
_LEAST = 16
"""Lists looked through at least: they hold the thousand that a search asks for."""
_NEAREST = 10
_DEPTH = 1000
_TRAINING = 40
"""Vectors a list that centres are found from."""
_BATCH = 10_000


class NearestIndex:
    """Finds candidates: which passages are probably the nearest to a vector. Safe to share between threads.

    Raises BrokenArchive.
    """

    def __init__(self, file: Path, nearest: Nearest) -> None:
        self._index: Any = read_index(file)
        self._probes = nearest.probes

    def candidates(self, vector: Vectors, k: int) -> Ids:
        """At most `k` passage ids, in any order."""
        return _candidates(self._index, vector, k, self._probes)

    def passages(self) -> Ids:
        """Every passage that is here."""
        return _ids(self._index)


def open_vectors(generation: Generation, passage_ids: Ids) -> VectorIndex:
    """A generation's vectors, searched as its manifest says. Raises BrokenArchive."""
    exact, nearest = generation.path / VECTORS, generation.manifest.nearest
    if not nearest:
        return VectorIndex(exact)
    return VectorIndex(exact, NearestIndex(generation.path / NEAREST, nearest).candidates, passage_ids)


def update_nearest(draft: Path, passage_ids: Ids, base: Generation | None, threads: int = 0) -> Nearest | None:
    """Write the index of the draft's vectors, one a passage, from that of the generation before if there is one.

    Returns what the manifest says of it; None, and no file, where exact search is fast enough or none else finds.
    """
    vectors = VectorIndex(draft / VECTORS)
    size = len(vectors)
    if size * vectors.dimension <= EXACT_UP_TO:
        return None
    faiss_library().omp_set_num_threads(threads or processors())
    before = base.manifest.nearest if base else None
    if base and before and size < 2 * before.trained:
        index, trained = _carried(base.path / NEAREST, passage_ids), before.trained
    else:
        index, trained = _trained(vectors), size
    held = _ids(index)
    for first in range(0, size, _BATCH):
        rows = np.arange(first, min(first + _BATCH, size))
        rows = rows[~np.isin(passage_ids[rows], held)]
        if len(rows):
            index.add_with_ids(vectors.vectors(rows), passage_ids[rows])
    found = _measured(index, vectors, passage_ids, trained)
    if found:
        write_index(index, draft / NEAREST)
    return found


def _trained(vectors: VectorIndex) -> Any:
    faiss = faiss_library()
    size, dimension = len(vectors), vectors.dimension
    lists = 2 ** round(np.log2(4 * np.sqrt(size)))
    index = faiss.IndexIVFScalarQuantizer(
        faiss.IndexFlatIP(dimension), dimension, lists, faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT
    )
    rows = np.unique(np.linspace(0, size - 1, min(size, _TRAINING * lists), dtype=np.int64))
    index.train(vectors.vectors(rows))
    return index


def _carried(file: Path, passage_ids: Ids) -> Any:
    faiss = faiss_library()
    index = faiss.read_index(str(file))
    held = _ids(index)
    gone = held[~np.isin(held, passage_ids)]
    if len(gone):
        index.remove_ids(gone)
    return index


def _ids(index: Any) -> Ids:
    """The ids that an index holds."""
    faiss, lists = faiss_library(), index.invlists
    parts = [
        faiss.rev_swig_ptr(lists.get_ids(n), lists.list_size(n)).copy()
        for n in range(index.nlist)
        if lists.list_size(n)
    ]
    return np.concatenate(parts) if parts else np.empty(0, np.int64)


def _measured(index: Any, vectors: VectorIndex, passage_ids: Ids, trained: int) -> Nearest | None:
    """The fewest lists, in powers of two, that find enough of the neighbours of passages spread over the archive."""
    rows = np.unique(np.linspace(0, len(vectors) - 1, _SAMPLE, dtype=np.int64))
    sample = vectors.vectors(rows)
    exact = [vectors.search(vector, _NEAREST + 1)[0] for vector in sample]
    wanted = [passage_ids[near[near != row]][:_NEAREST] for near, row in zip(exact, rows, strict=True)]
    probes = _LEAST
    while probes <= index.nlist // 4:
        found = [_candidates(index, vector, _DEPTH, probes) for vector in sample]
        recall = float(np.mean([np.isin(w, f).mean() for w, f in zip(wanted, found, strict=True)]))
        if recall >= RECALL:
            return Nearest(index.nlist, probes, round(recall, 4), trained)
        probes *= 2
    return None


def _candidates(index: Any, vector: Vectors, k: int, probes: int) -> Ids:
    faiss = faiss_library()
    faiss.omp_set_num_threads(1)
    _, ids = index.search(vector[None, :], k, params=faiss.SearchParametersIVF(nprobe=probes))
    found: Ids = ids[0][ids[0] >= 0]
    return found
