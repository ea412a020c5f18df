"""What has to be done again because the settings are not those that the archive was made with."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from indexer.ingest.changes import Changes
from indexer.settings import Settings
from indexer.stores.generations import Manifest


@dataclass(frozen=True, slots=True)
class Reshape:
    """Which of the stores are made anew of the documents as they are, and a sentence for each."""

    passages: bool = False
    words: bool = False
    quotations: bool = False
    notes: tuple[str, ...] = ()


def reshape_of(made: Manifest | None, settings: Settings) -> Reshape:
    """The settings held against those in the manifest of the published generation, if there is one."""
    if made is None:
        return Reshape()
    passages = made.passage_words != settings.passage_words
    words = tuple(made.languages) != settings.languages
    quotations = settings.trace and made.reuse != settings.reuse
    said = (
        (passages, f"passage_words was {made.passage_words} and is {settings.passage_words}: texts are split again."),
        (words, f"languages were {', '.join(made.languages)} and are {', '.join(settings.languages)}: "
                "the words of all texts are indexed again."),
        (quotations, f"reuse was {str(made.reuse).lower()} and is {str(settings.reuse).lower()}: "
                     "all quotations are traced again."),
    )  # fmt: skip
    return Reshape(passages, words, quotations, tuple(sentence for holds, sentence in said if holds))


def notes_of(changes: Changes, known: Collection[str]) -> list[str]:
    """What is worth saying of the sources: rules that changed, and sources that were known inside a new one."""
    notes = []
    if changes.reshaped:
        notes.append(f"The settings say something else of {len(changes.reshaped)} files: they are read again.")
    for root in changes.roots:
        if root.without and root.name not in known:
            inner = ", ".join(str(place) for place in root.without)
            notes.append(f"{inner} is a source of the archive already: what is in it keeps its ids.")
    return notes
