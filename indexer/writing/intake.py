"""What is read comes into the draft's catalog, what is gone is marked, what is removed leaves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from indexer.ingest.choosing.changes import Changes, shape_of
from indexer.ingest.choosing.named import STDIN
from indexer.ingest.choosing.sources import SourceFile
from indexer.ingest.embedding import Embedder
from indexer.ingest.found import Doubt, Listed
from indexer.ingest.limits import Limits
from indexer.ingest.measure import Measure
from indexer.ingest.passages import split
from indexer.ingest.pool import read_files
from indexer.ingest.read import Ending
from indexer.records import Document, Name, Passage
from indexer.settings import Settings
from indexer.stores.catalog.reader import FileState
from indexer.stores.catalog.writer import CatalogWriter
from indexer.writing.naming import keyed, with_listed_names
from indexer.writing.run import EVERY, FileReport, Named, Progress, Report, Skip, Status, Summary, Warned


@dataclass(slots=True)
class _Reading:
    """What has come out of the file that is being read."""

    documents: list[str] = field(default_factory=list)
    warnings: list[Warned] = field(default_factory=list)
    listed: list[Name] = field(default_factory=list)
    partial: bool = False
    """Whether something that stands in the file did not come out of it."""


class Intake:
    """Changes a draft's catalog, and has new passages encoded ahead.

    `summary` counts what was done, `gave_way` are the ids of passages taken out. `now` is when the texts of this run
    take the place of those before.
    """

    def __init__(
        self, catalog: CatalogWriter, embedder: Embedder, settings: Settings, summary: Summary, now: datetime
    ) -> None:
        self._catalog = catalog
        self._embedder = embedder
        self._measure = Measure(embedder.encoder)
        self._settings = settings
        self.summary = summary
        self._now = now
        self.gave_way: list[int] = []
        self._listed = keyed(catalog.listed())
        self._came: set[str] = set()
        """The documents that this run has put in or changed, which are traced anyway."""

    def note_unchanged(self, changes: Changes, report: Report) -> None:
        """Remember where the sources stand, and tell of the files that are as they were last read."""
        for root in changes.roots:
            self._catalog.put_root(root.name, root.path)
        for state in changes.same:
            self.summary.files_unchanged += not state.code
            if state.code:
                self.summary.skipped.append(Skip(state.path, state.code, state.reason))
            report(FileReport(state.path, "skipped" if state.code else "unchanged", (), state.code, state.reason))

    def read(self, files: Sequence[SourceFile], progress: Progress, report: Report) -> None:
        """Read the files into the catalog, document by document."""
        reading = _Reading()
        done = documents = told = 0
        if files:
            progress("reading", done, len(files))  # the first may be large
        for file, found in read_files(files, Limits.of(self._settings), self._settings.threads):
            if isinstance(found, Document):
                reading.documents.append(found.id)
                reading.warnings += [Warned(found.path, warning) for warning in found.warnings]
                self._put(found, file)
                documents += 1
                if len(reading.documents) % EVERY == 0:  # as a file this may be one of one, and take hours
                    progress("documents", told := documents, None)
                continue
            if isinstance(found, Listed):
                reading.listed += found.names
                continue
            if isinstance(found, Doubt):
                reading.warnings.append(Warned(found.path, found.text))
                reading.partial |= found.partial
                continue
            self._end(file, found, reading, report)
            reading = _Reading()
            done += 1
            progress("reading", done, len(files))
        if told:
            progress("documents", documents, documents)

    def mark_gone(self, files: Sequence[str]) -> None:
        """Keep the documents of files that are gone, marked missing."""
        for path in files:
            self._mark_missing(self._catalog.documents_in(path))
            self._catalog.forget_file(path)

    def name_again(self) -> None:
        """Name those whom texts refer to as the lists now have them, or else as the texts' own files do.

        A text of another writer or recipient has new passages: whether it is quoted rightly is to be traced again.
        """
        before, self._listed = self._listed, keyed(self._catalog.listed())
        for document, read in self._catalog.referring() if self._listed != before else ():
            named = with_listed_names(read, self._listed)
            if named == document:
                continue
            self._catalog.rename(named)
            if document.id in self._came:
                continue
            self.summary.documents_renamed += 1
            if _correspondents(named) != _correspondents(document):
                self._put_passages(named, self._split(named))

    def remove(self, ids: Sequence[str]) -> None:
        """Take documents out; they are then told as removed alone. Raises NotFound."""
        for id in dict.fromkeys(ids):
            self.summary.removed.append(_named(self._catalog.document(id)))
            self.gave_way += self._catalog.remove(id)
        self.summary.documents_removed = len(self.summary.removed)
        removed = set(self.summary.removed)
        self.summary.missing = [document for document in self.summary.missing if document not in removed]
        self.summary.documents_missing = len(self.summary.missing)

    def split_again(self, progress: Progress, every: bool) -> None:
        """Split all documents again, and give new passages to every one, or to those that fall into others."""
        ids = self._catalog.document_ids()
        for number, id in enumerate(ids):
            progress("splitting", number, len(ids))
            document = self._catalog.document(id)
            passages = self._split(document)
            if every or _places(passages) != _places(self._catalog.passages(id)):
                self._put_passages(document, passages)
                self.summary.documents_split += 1
                self.summary.passages_split += len(passages)

    def _put_passages(self, document: Document, passages: Sequence[Passage]) -> None:
        self.gave_way += self._catalog.put_passages(document.id, passages)
        self._embedder.begin(document, passages)

    def _put(self, document: Document, file: SourceFile) -> None:
        read, document = document, with_listed_names(document, self._listed)
        before = self._catalog.find(document.id)
        if before and before.missing:
            self._catalog.mark(document.id, missing=False)
            before = replace(before, missing=False)
            self.summary.documents_returned += 1
        if before and before.text != document.text:
            self._catalog.versions.keep(before, self._now)
        if before == document:
            self.summary.documents_same += 1
        else:
            self._came.add(document.id)
            passages = self._split(document)
            self.gave_way += self._catalog.put(document, passages, file.path, self._now)
            self._embedder.begin(document, passages)
            self.summary.documents_added += before is None
            self.summary.documents_changed += before is not None
        self._catalog.put_names_read(read)

    def _end(self, file: SourceFile, ending: Ending, reading: _Reading, report: Report) -> None:
        """Remember how the reading of a file ended, and tell it."""
        self.summary.warnings += reading.warnings
        self.summary.files_read += not ending.code
        self.summary.files_of_names += bool(reading.listed) and not (reading.documents or ending.code)
        if ending.code:
            self.summary.skipped.append(Skip(file.path, ending.code, ending.reason))
        elif file.path != STDIN and not reading.partial:  # only a lasting file read whole says that a record is gone
            there = set(reading.documents)
            self._mark_missing([id for id in self._catalog.documents_in(file.path) if id not in there])
        if reading.listed or not ending.code:  # of a list that cannot be read the names stay, as documents do
            self._catalog.put_listed(file.path, reading.listed)
        shape = shape_of(file, Limits.of(self._settings) if ending.code or reading.partial else None)
        self._catalog.put_file(
            FileState(file.path, file.size, file.mtime_ns, ending.sha256, ending.code, ending.reason, shape)
        )
        status: Status = "skipped" if ending.code else "warned" if reading.warnings else "read"
        warnings = tuple(each.warning for each in reading.warnings)
        report(FileReport(file.path, status, tuple(reading.documents), ending.code, ending.reason, warnings))

    def _mark_missing(self, ids: Sequence[str]) -> None:
        for id in ids:
            document = self._catalog.document(id)
            if not document.missing:
                self._catalog.mark(id, missing=True)
                self.summary.documents_missing += 1
                self.summary.missing.append(_named(document))

    def _split(self, document: Document) -> list[Passage]:
        return split(document, self._measure, self._settings.passage_words)


def _named(document: Document) -> Named:
    return Named(document.id, document.title, document.path)


def _correspondents(document: Document) -> tuple[tuple[Name, ...], ...]:
    """Whom it is of and to, on which depends who is quoted rightly."""
    return document.authors, document.senders, document.recipients


def _places(passages: Sequence[Passage]) -> list[Passage]:
    return [replace(passage, id=0) for passage in passages]
