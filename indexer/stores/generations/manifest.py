"""What a generation says of itself: which format and model it has, and of each file what proves it unchanged."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from indexer.errors import BrokenArchive, NewerFormat, WrongModel
from indexer.settings import KEEP, MOST_KEPT
from indexer.text.words import WORDS_RULE

FORMAT = 6
"""1 had no stamps, and no shapes of files; 1 and 2 had no posting lists, 1 to 4 had Whoosh's own,
and grams of 64 bits, 1 to 5 no word vectors: the next run writes what is lacking."""
SPLIT_SINCE = 5
"""The format from which on texts are split, and their words indexed, as they are now."""
MAY_READ = "Run as a user with read permission, or change the permissions"
RESTORE_COPY = "restore the archive from a copy, or index again into a new folder"
RESTORE = f"go back with pressmark rollback (if a generation before is kept), {RESTORE_COPY}"
"""Said where it is not known whether one is."""


@dataclass(frozen=True, slots=True)
class Nearest:
    """How the nearest vectors are found (`stores/vectors/nearest.py`): `probes` of the lists are looked through, which
    finds `recall` of the ten nearest. `trained` is how many vectors there were when the centres were found.
    """

    lists: int
    probes: int
    recall: float
    trained: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a generation says of itself. `created`, when it was published, is ISO 8601 in UTC; `checksums` are SHA-256
    by file, `stamps` size in bytes and time of change in nanoseconds: a file that still has its stamp is taken as read.
    """

    format: int
    model: str
    fingerprint: str
    dimension: int
    languages: Sequence[str]
    passage_words: int
    documents: int
    passages: int
    created: str
    base: str = ""
    """The generation that it was made from; empty where that was none, or is not known."""
    reuse: bool = False
    keep: int = KEEP
    """How many generations are to stay."""
    keyword: str = "whoosh"
    """The engine of the keyword index."""
    words_rule: int = 1
    """The `WORDS_RULE` by which texts were parted into words."""
    tracing_rule: int = 1
    """The `TRACING_RULE` by which quotations were judged."""
    splitting_rule: int = 1
    """The `SPLITTING_RULE` by which texts were cut into passages."""
    nearest: Nearest | None = None
    """None where every vector is looked at."""
    checksums: Mapping[str, str] = field(default_factory=dict)
    stamps: Mapping[str, Sequence[int]] = field(default_factory=dict)
    seal: str = ""
    """SHA-256 of all the rest, so that a manifest that has changed is known."""

    @property
    def earlier_words(self) -> str:
        """What is to be said of an archive whose words are told apart by another rule than a query's; else nothing."""
        told = "The words of this archive are told apart as an earlier Pressmark did: some are not found until the next"
        return f"{told} pressmark index." if self.words_rule != WORDS_RULE else ""

    def check_model(self, name: str, fingerprint: str, archive: Path) -> None:
        """Raises WrongModel where the vectors were made with another model than the one of that name."""
        if self.fingerprint != fingerprint:
            raise WrongModel(
                f"The archive was encoded with {self.model!r}, the settings say {name!r}: name the archive's with "
                "--model or in the settings, or encode it again with: "
                f"pressmark index --rebuild --archive {archive} --model {name}"
            )


def sealed(table: Mapping[str, Any]) -> str:
    """What a manifest says, as it is written: with its seal over all the rest."""
    return _text_of({**table, "seal": _seal(table)})


def read_manifest(file: Path) -> Manifest:
    """A manifest whose seal holds. Raises BrokenArchive or NewerFormat, and PermissionError where nothing is known."""
    try:
        text = file.read_text(encoding="utf-8")
        table: dict[str, Any] = json.loads(text)
        version = int(table["format"])
    except PermissionError:
        raise
    except (OSError, ValueError, KeyError, TypeError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise BrokenArchive(f"{file} cannot be read ({why}): {RESTORE}.") from error
    if version > FORMAT:
        raise NewerFormat(f"The archive has format {version}, this Pressmark reads up to {FORMAT}: upgrade Pressmark.")
    try:
        nearest = Nearest(**table["nearest"]) if table.get("nearest") else None
        manifest = Manifest(**{**table, "nearest": nearest})
    except TypeError as error:
        raise BrokenArchive(f"{file} is not a manifest: {error}.") from error
    if not _is_well_formed(manifest):
        raise BrokenArchive(f"{file} is not a manifest: {RESTORE}.")
    if manifest.seal != _seal(table) or text != _text_of(table):
        raise BrokenArchive(f"{file} has changed since it was written: {RESTORE}.")
    return manifest


def _is_well_formed(manifest: Manifest) -> bool:
    """Whether everything in it is what it should be: whoever saved a backup could seal anything."""
    counts = (manifest.dimension, manifest.passage_words, manifest.documents, manifest.passages, manifest.keep)
    sums, stamps = manifest.checksums, manifest.stamps
    return (
        all(isinstance(count, int) for count in counts)
        and 1 <= manifest.keep <= MOST_KEPT and isinstance(manifest.base, str)
        and isinstance(sums, dict) and all(isinstance(checksum, str) for checksum in sums.values())
        and isinstance(stamps, dict) and stamps.keys() <= sums.keys() and all(map(_is_stamp, stamps.values()))
    )  # fmt: skip


def _is_stamp(stamp: Any) -> bool:
    return isinstance(stamp, list) and len(stamp) == 2 and all(isinstance(n, int) and 0 <= n < 1 << 63 for n in stamp)


def _text_of(table: Mapping[str, Any]) -> str:
    """The one way to write a manifest: another that means the same has changed as well."""
    return json.dumps(table, indent=1, sort_keys=True)


def _seal(table: Mapping[str, Any]) -> str:
    rest = {name: value for name, value in table.items() if name != "seal"}
    return hashlib.sha256(json.dumps(rest, sort_keys=True).encode()).hexdigest()
