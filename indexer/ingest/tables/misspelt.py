"""Names of columns and keys that look like one of ours misspelt: what they hold would be metadata without a word."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from difflib import get_close_matches

from indexer.ingest.tables.fields import TAKEN, canonical_name

_ALIKE = 0.8
"""`tilte` is so like to `title`."""


def misspelt(keys: Collection[str], known: Collection[str] = ()) -> Iterator[str]:
    """A sentence for each key that is no field and looks like one that is not there, nor `known` by another key."""
    called = {key: canonical_name(key) for key in keys}
    lacking = sorted(TAKEN - {*called.values(), *known})
    for key, name in called.items():
        near = [field for field in lacking if abs(len(field) - len(name)) <= 1]  # `sender_id` is no slip
        for meant in get_close_matches(name, near, n=1, cutoff=_ALIKE) if name not in TAKEN else ():
            yield f"{key!r} kept as metadata: if it is meant to be {meant}, call it so"
