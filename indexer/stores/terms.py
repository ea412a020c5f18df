"""What of a passage is indexed as words: its own, its title's, those around its end; stemmed and as written."""

from __future__ import annotations

from collections.abc import Sequence

from indexer.records import Document, Passage
from indexer.words import stem, words_of

FIELDS = ("text", "title")
PHRASE_FIELDS = (*FIELDS, "seam")
AS_WRITTEN = "_as_written"
"""Beside each field of stems stands one of folded words: for `=word`, `word*` and for suggestions."""
SEAM = 8
"""How many words on either side of a passage's end are indexed once more, for phrases alone."""
_SEAM_CHARACTERS = 160


def words_by_field(document: Document, passage: Passage, languages: Sequence[str]) -> dict[str, list[str]]:
    """The terms that indexing a passage writes, by field, each as often as it does."""
    language = document.language if document.language in languages else languages[0]
    text = _folded(document.text[passage.start : passage.end])
    written = {"text": text, "title": _folded(document.title), "seam": _seam(document, passage, text)}
    stemmed = {field: [stem(word, language) for word in words] for field, words in written.items()}
    return stemmed | {f"{field}{AS_WRITTEN}": words for field, words in written.items()}


def _seam(document: Document, passage: Passage, words: Sequence[str]) -> list[str]:
    """The last words of a passage and the first of the next, so that a phrase over its end is found in it."""
    following = _folded(document.text[passage.end : passage.end + _SEAM_CHARACTERS])[:SEAM]
    if any(block.kind == "reply" and block.start <= passage.end < block.end for block in document.blocks):
        return []  # what is quoted of another mail is searched there
    return [*words[-SEAM:], *following] if following else []


def written_fields() -> tuple[str, ...]:
    """The fields of words as written that a word is looked for in."""
    return tuple(field + AS_WRITTEN for field in FIELDS)


def all_fields() -> tuple[str, ...]:
    """Every field of the index that holds words."""
    return (*PHRASE_FIELDS, *(field + AS_WRITTEN for field in PHRASE_FIELDS))


def _folded(text: str) -> list[str]:
    return [word.folded for word in words_of(text)]
