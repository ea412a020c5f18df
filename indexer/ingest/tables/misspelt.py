"""Names of columns and keys that look like one of ours misspelt: what they hold would be metadata without a word."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from indexer.ingest.tables.fields import TAKEN, canonical_name

_SHORTEST = 5
"""Shorter names are words of their own with a letter more or less."""


def misspelt(keys: Collection[str], known: Collection[str] = ()) -> Iterator[str]:
    """A sentence for each key that is no field and looks like one that is not there, nor `known` by another key."""
    called = {key: canonical_name(key) for key in keys}
    lacking = sorted(TAKEN - {*called.values(), *known})
    for key, name in called.items():
        for meant in [field for field in lacking if _is_slip(name, field)][:1] if name not in TAKEN else ():
            yield f"{key!r} kept as metadata: if it is meant to be {meant}, call it so"


def _is_slip(name: str, meant: str) -> bool:
    """Whether two letters changed places, or one was dropped or typed twice: `gender` is no sender, `tile` no title."""
    if len(name) < _SHORTEST:
        return False
    swapped = {name[:at] + name[at + 1] + name[at] + name[at + 2 :] for at in range(len(name) - 1)}
    doubled = {meant[:at] + meant[at] + meant[at:] for at in range(len(meant))}
    dropped = {meant[:at] + meant[at + 1 :] for at in range(len(meant))}
    return meant in swapped or name in doubled | dropped
