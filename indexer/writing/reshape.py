"""What has to be done again because the settings are not those that the archive was made with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from indexer.errors import ArchiveError
from indexer.ingest.passages import SPLITTING_RULE
from indexer.quotes import TRACING_RULE
from indexer.settings import Settings
from indexer.stores.generations.folder import GRAMS, Generation, current
from indexer.stores.generations.manifest import FORMAT, SPLIT_SINCE, Manifest
from indexer.stores.keyword import ENGINES
from indexer.text.words import WORDS_RULE


@dataclass(frozen=True, slots=True)
class Reshape:
    """Which of the stores are made anew of the documents as they are, and a sentence for what settings ask for.

    `every` was asked for by itself: every document is split and encoded again.
    """

    every: bool = False
    passages: bool = False
    words: bool = False
    quotations: bool = False
    notes: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything to do again."""
        return self.every or bool(self.notes)


def as_made(archive: Path) -> dict[str, Any]:
    """The settings that an archive was made with, for `load_settings`: a run from a folder with another pressmark.toml,
    or with none, makes no other archive of it. Nothing of one that is not there, or cannot be read.
    """
    try:
        base = current(archive)
    except ArchiveError:
        return {}
    made = base.manifest
    return {
        "languages": tuple(made.languages), "passage_words": made.passage_words, "reuse": made.reuse,
        "trace": _traced(base), "keep": made.keep,
    }  # fmt: skip


def traced_otherwise(base: Generation | None, settings: Settings) -> str:
    """A sentence where quotations were traced and are not to be now, or the other way round; else nothing."""
    if base is None or _traced(base) == settings.trace:
        return ""
    what = "all quotations are traced" if settings.trace else "no quotations are kept"
    return f"trace was {str(not settings.trace).lower()} and is {str(settings.trace).lower()}: {what}."


def _traced(base: Generation) -> bool:
    return (base.path / GRAMS).exists()


def reshape_of(made: Manifest | None, settings: Settings, every: bool) -> Reshape:
    """The settings held against those in the manifest of the published generation, if there is one."""
    if made is None:
        return Reshape(every, passages=every, words=every)
    passages = made.passage_words != settings.passage_words
    languages = tuple(made.languages) != settings.languages
    engine = engine_of(made, settings)
    older, lacking = made.format < SPLIT_SINCE, made.format < FORMAT
    reuse = made.reuse != settings.reuse
    rule, cut = made.words_rule != WORDS_RULE, made.splitting_rule != SPLITTING_RULE
    judged = settings.trace and made.tracing_rule != TRACING_RULE
    said = (
        (passages, f"passage_words was {made.passage_words} and is {settings.passage_words}: texts are split again."),
        (languages, f"languages were {', '.join(made.languages)} and are {', '.join(settings.languages)}: "
                "the words of all texts are indexed again."),
        (made.keyword != engine, f"keyword was {made.keyword} and is {engine}: "
                                 "the words of all texts are indexed again."),
        (cut and not (passages or older), "The rule that cuts texts into passages has changed since the archive was "
                                          "made: they are split again."),
        (older, "The archive was made by an earlier Pressmark: texts are split and their words indexed again."),
        (lacking and not older, "The archive was made by an earlier Pressmark: what it lacks is made from what it "
                                "has."),
        (rule and not older, "The rule that tells words apart has changed since the archive was made: "
                             "those of all texts are indexed again."),
        (reuse, f"reuse was {str(made.reuse).lower()} and is {str(settings.reuse).lower()}: "
                f"{'all quotations are traced again' if settings.trace else 'no quotations are kept'}."),
        (made.keep != settings.keep, f"keep was {made.keep} and is {settings.keep}: so many generations stay."),
        (judged and not reuse, "The rule that judges quotations has changed since the archive was made: "
                               "all are traced again."),
    )  # fmt: skip
    words = languages or older or rule or made.keyword != engine
    quotations = settings.trace and (reuse or judged or rule)
    notes = tuple(sentence for holds, sentence in said if holds)
    return Reshape(every, every or passages or older or cut, every or words, quotations, notes)


def engine_of(made: Manifest | None, settings: Settings) -> str:
    """The keyword index's engine: as the settings say, else as it is, else Whoosh."""
    return settings.keyword or (made.keyword if made else ENGINES[0])
