"""Proves an archive: that every file is as it was published, and that its stores say the same.

What is wrong is told with the command that mends it; nothing is changed.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from urllib.parse import quote

import numpy as np
from numpy.typing import NDArray

from indexer.encoders import Encoder
from indexer.encoders.encoded import encoded_text
from indexer.errors import BrokenArchive, EncoderError
from indexer.machine.folders import scratch_folder
from indexer.settings import Settings
from indexer.stores.catalog.reader import Catalog
from indexer.stores.connection import Connection
from indexer.stores.generations.folder import (
    CATALOG,
    EMBEDDINGS,
    NEAREST,
    VECTORS,
    Generation,
    generation_of,
    published,
)
from indexer.stores.generations.holding import held
from indexer.stores.generations.manifest import RESTORE, RESTORE_COPY
from indexer.stores.generations.sealed import damaged_files, strange_files
from indexer.stores.keyword import KeywordIndex
from indexer.stores.keyword.proof import not_found, same_passages
from indexer.stores.vectors.embeddings import damaged, rounded
from indexer.stores.vectors.index import VectorIndex
from indexer.stores.vectors.nearest import NearestIndex
from indexer.stores.vectors.words import WordVectors, open_word_vectors
from indexer.stores.vectors.words_writer import write_word_vectors

_GO_BACK = f"go back with pressmark rollback, {RESTORE_COPY}"
_SEE_TO_IT = "mend that, or check as a user with read permission; what could not be read may be whole"
_ENCODE_AGAIN = "encode again with pressmark index --rebuild"
_INDEX = "run pressmark index with its sources; only what is read otherwise now is encoded again"
_WITHOUT_CACHE = "remove the archive's embeddings.sqlite, which may hold them, and " + _ENCODE_AGAIN
_UNIT = 1e-3
_SAME = 0.999
_SAMPLE = 32
_BATCH = 10_000


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong, and how to mend it."""

    what: str
    mend: str


def check(
    settings: Settings, encoder: Encoder | None = None, told: Callable[[str], None] = lambda step: None
) -> list[Finding]:
    """Everything that is wrong with the archive in the settings; an empty list is the proof.

    With an encoder, a sample of passages is encoded again and held against the stored vectors. Raises
    NoArchive; what cannot be opened is a finding.
    """
    with held(settings.archive, whole=False) as generation:
        told("generations before")
        earlier, restore = _earlier(generation, settings.archive)
        return _findings(generation, settings, encoder, told, restore) + earlier


def _findings(
    generation: Generation, settings: Settings, encoder: Encoder | None, told: Callable[[str], None], restore: str
) -> list[Finding]:
    """What is wrong with the generation itself. `restore` says how to have a whole one instead."""
    findings: list[Finding] = []
    with closing(_Stores(generation)) as stores:
        for name, step in _steps(stores, settings, encoder, restore):
            told(name)
            try:
                findings += step
            except (PermissionError, EncoderError) as error:  # nothing is wrong with the archive for all that is known
                findings.append(Finding(f"{name} cannot be checked: {_why(error)}", _SEE_TO_IT))
                break
            except Exception as error:  # noqa: BLE001  over bytes that it has not written a library may raise anything
                findings.append(Finding(f"{name} cannot be checked: {error}", restore))
                break  # what follows would only say so again
            if findings and name == "files":
                break  # a damaged file makes every other complaint a consequence
    return findings


def _why(error: Exception) -> str:
    return f"{error.strerror} ({error.filename})" if isinstance(error, PermissionError) else str(error)


class _Stores:
    """The stores of a generation, each opened by the step that first asks for it, so that what fails fails there."""

    def __init__(self, generation: Generation) -> None:
        self.generation = generation
        self._opened = ExitStack()

    @cached_property
    def catalog(self) -> Catalog:
        return self._opened.enter_context(closing(Catalog(self.generation.path / CATALOG)))

    @cached_property
    def vectors(self) -> VectorIndex:
        return VectorIndex(self.generation.path / VECTORS)

    @cached_property
    def keyword(self) -> KeywordIndex:
        manifest = self.generation.manifest
        return KeywordIndex(self.generation.path, self.catalog.layout, manifest.languages, manifest.keyword)

    def close(self) -> None:
        """Let go of the files."""
        self._opened.close()


def _steps(
    stores: _Stores, settings: Settings, encoder: Encoder | None, restore: str
) -> Iterator[tuple[str, Iterable[Finding]]]:
    """Each step by name; none does anything before its findings are asked for."""
    yield "files", _files(stores.generation, restore)
    yield "catalog", _catalog(stores, restore)
    yield "versions", _versions(stores, restore)
    yield "vectors", _vectors(stores)
    yield "nearest vectors", _nearest(stores)
    yield "keyword index", _keyword(stores)
    yield "word vectors", _words(stores)
    if encoder is not None:
        yield "sample", _sample(stores, encoder)
    yield "embeddings", _embeddings(settings.archive)


def _files(generation: Generation, restore: str) -> Iterator[Finding]:
    for _, wrong in damaged_files(generation):
        yield Finding(wrong, restore)
    for name in strange_files(generation):
        yield Finding(f"{generation.path / name} does not belong there", "remove it")


def _earlier(generation: Generation, archive: Path) -> tuple[list[Finding], str]:
    """What is wrong with what is kept to go back to, and so how to restore the archive."""
    findings: list[Finding] = []
    restore = RESTORE_COPY
    for name in published(archive):
        if name >= generation.name:
            continue
        kept = f"generation {name}, kept to go back to"
        try:
            wrong = next((wrong for _, wrong in damaged_files(generation_of(archive, name))), "")
        except BrokenArchive as error:
            wrong = str(error).removesuffix(f": {RESTORE}.")
        except Exception as error:  # noqa: BLE001  rollback, which looks for the last whole one, fails over it too
            findings.append(Finding(f"{kept}, cannot be checked: {_why(error)}", _SEE_TO_IT))
            restore = RESTORE_COPY
            continue
        if wrong:
            mend = f"remove {archive / 'generations' / name}; the current one is another"
            findings.append(Finding(f"{kept}: {wrong}", mend))
        else:
            restore = _GO_BACK
    return findings, restore


def _catalog(stores: _Stores, restore: str) -> Iterator[Finding]:
    catalog, manifest = stores.catalog, stores.generation.manifest
    counted = (catalog.count_documents(), catalog.count_passages())
    if counted != (manifest.documents, manifest.passages):
        yield Finding(
            f"the catalog holds {counted[0]} documents and {counted[1]} passages, the manifest says "
            f"{manifest.documents} and {manifest.passages}", restore,
        )  # fmt: skip
    for document in catalog.documents():
        at = 0
        for passage in catalog.passages(document.id):
            if passage.start != at or not passage.start < passage.end <= len(document.text):
                yield Finding(f"passage {passage.id} of {document.path} is not where it should be", _ENCODE_AGAIN)
            at = passage.end
        if at != len(document.text) and document.text.strip():
            yield Finding(f"the passages of {document.path} do not cover its text", _ENCODE_AGAIN)


def _versions(stores: _Stores, restore: str) -> Iterator[Finding]:
    """Every text that was kept is what its address says, and is of a document that is there."""
    catalog = stores.catalog
    known = set(catalog.document_ids())
    for version in catalog.versions.all():
        if version.document_id not in known:
            yield Finding(f"version {version.name} is of {version.document_id!r}, which is not in the archive", restore)
        try:
            if len(catalog.versions.text(version)) != version.length:
                yield Finding(f"version {version.name} of {version.document_id!r} is not as long as it says", restore)
        except BrokenArchive as error:
            yield Finding(str(error), restore)


def _vectors(stores: _Stores) -> Iterator[Finding]:
    index, passages = stores.vectors, len(stores.catalog.layout.passage_ids)
    if len(index) != passages:
        yield Finding(f"{len(index)} vectors for {passages} passages", _ENCODE_AGAIN)
    for first in range(0, len(index), _BATCH):
        vectors = index.vectors(np.arange(first, min(first + _BATCH, len(index))))
        lengths = np.linalg.norm(vectors, axis=1)
        wrong = int((~(np.abs(lengths - 1) <= _UNIT)).sum())  # written so that NaN is wrong too
        if wrong:
            yield Finding(f"{wrong} vectors are not of unit length", _ENCODE_AGAIN)


def _nearest(stores: _Stores) -> Iterator[Finding]:
    generation = stores.generation
    if not generation.manifest.nearest:
        return
    index = NearestIndex(generation.path / NEAREST, generation.manifest.nearest)
    if not np.array_equal(np.sort(index.passages()), stores.catalog.layout.passage_ids):
        yield Finding("the index of the nearest vectors and the catalog do not hold the same passages", _ENCODE_AGAIN)


def _keyword(stores: _Stores) -> Iterator[Finding]:
    if not same_passages(stores.keyword, stores.catalog.layout.passage_ids):
        yield Finding("the keyword index and the catalog do not hold the same passages", _ENCODE_AGAIN)
    elif told := stores.generation.manifest.earlier_words:
        yield Finding(told.removesuffix("."), _INDEX)
    elif wrong := not_found(stores.keyword, stores.catalog.passages_after(0)):
        yield Finding(f"{wrong} passages are not found by their own words", _ENCODE_AGAIN)


def _words(stores: _Stores) -> Iterator[Finding]:
    words = open_word_vectors(stores.generation)
    if words is None:
        return
    postings, layout, vectors = stores.keyword.postings, stores.catalog.layout, stores.vectors
    try:
        with scratch_folder("check") as folder:
            write_word_vectors(folder, postings, layout, vectors)
            made = WordVectors(folder, len(vectors))
    except OSError as error:  # nothing is wrong with the archive for all that is known
        why = f"{error.strerror or error} ({tempfile.gettempdir()})"
        yield Finding(f"word vectors cannot be checked: {why}", "name a folder with room in TMPDIR")
        return
    if not words.agrees(made):
        yield Finding("the word vectors are not those of the passages and their words", _ENCODE_AGAIN)


def _sample(stores: _Stores, encoder: Encoder) -> Iterator[Finding]:
    """Rows spread over the archive, encoded again: the row holds the vector of its own passage."""
    catalog = stores.catalog
    size = len(catalog.layout.passage_ids)
    rows = np.unique(np.linspace(0, max(size - 1, 0), min(_SAMPLE, size), dtype=np.int64))
    if not len(rows):
        return
    passages = catalog.passages_by_id([int(id) for id in catalog.layout.passage_ids[rows]])
    texts = [encoded_text(catalog.document(p.document_id), p, encoder) for p in passages.values()]
    fresh: NDArray[np.float32] = rounded(encoder.encode(texts)).astype(np.float32)
    cosines = (fresh * stores.vectors.vectors(rows)).sum(axis=1)
    if (wrong := int((cosines < _SAME).sum())) > 0:
        yield Finding(f"{wrong} of {len(rows)} sampled vectors are not those of their passages", _WITHOUT_CACHE)


def _embeddings(archive: Path) -> Iterator[Finding]:
    file = archive / EMBEDDINGS
    if not file.is_file():
        return
    if not os.access(file, os.R_OK):
        yield Finding(f"{file} cannot be checked: this user may not read it", _SEE_TO_IT)
        return
    mend = f"remove {file}: it is only a cache, and is filled again"
    problems: list[str] = []
    for mode in ("mode=ro", "immutable=1"):  # the second on a disk that is read-only, where SQLite can make no lock
        try:
            with closing(Connection(f"file:{quote(os.fsencode(file))}?{mode}")) as db:
                problems = [row[0] for row in islice(db.execute("PRAGMA integrity_check"), 3)]
                problems += [f"vectors in it: {number}"] if (number := damaged(db)) else []
            break
        except sqlite3.DatabaseError as error:
            problems = [str(error)]
    if problems != ["ok"]:
        yield Finding(f"{file} is damaged ({problems[-1]})", mend)
