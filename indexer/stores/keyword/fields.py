"""What is indexed of a passage: its words, its document's title, and the seam to the next passage.

Each field stands twice: as stems, and beside it as folded words as written, for `=word`, `word*` and suggestions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from indexer.records import Document, Passage
from indexer.text.words import folded_words, forms_in, written_in

Words = Mapping[str, Sequence[str]]
"""The words of a passage, in order, by field."""

FIELDS = ("text", "title")
"""The fields that are counted and scored."""
SEAM = 8
"""How many words on either side of a passage's end are indexed once more, for phrases alone."""
_SEAM_CHARACTERS = 160
_AS_WRITTEN = "_as_written"


def as_written(field: str) -> str:
    """The name of the field that holds the same words unstemmed."""
    return field + _AS_WRITTEN


def scored_as(field: str) -> str:
    """The field that a word's occurrence counts for, whichever way it is indexed."""
    return field.removesuffix(_AS_WRITTEN)


COUNTED = (*FIELDS, *map(as_written, FIELDS))
"""The fields that have posting lists."""
SEAMS = ("seam", as_written("seam"))
"""The last `SEAM` words of a passage, or all that it has, and the first of what follows: stems, and as written."""
ORDERED = (*FIELDS, SEAMS[0], *map(as_written, FIELDS), SEAMS[1])
"""The fields in which phrases are found."""


def words_by_field(document: Document, passage: Passage, languages: Sequence[str]) -> Words:
    """The words of every one of `ORDERED`."""
    text = folded_words(document.text[passage.start : passage.end])
    written = {"text": text, "title": _title(document.title), "seam": _seam(document, passage, text)}
    terms = forms_in(written_in(document.language, languages), languages[0])
    stemmed = {field: list(map(terms.__getitem__, words)) for field, words in written.items()}
    return stemmed | {as_written(field): words for field, words in written.items()}


def _seam(document: Document, passage: Passage, words: Sequence[str]) -> Sequence[str]:
    """The last words of a passage and the first of the next, so that a phrase over its end is found in it."""
    following = folded_words(document.text[passage.end : passage.end + _SEAM_CHARACTERS])[:SEAM]
    if any(block.kind == "reply" and block.start <= passage.end < block.end for block in document.blocks):
        return ()  # what is quoted of another mail is searched there
    return (*words[-SEAM:], *following) if following else ()


@lru_cache(maxsize=64)
def _title(title: str) -> tuple[str, ...]:
    return tuple(folded_words(title))  # every passage of a document has it
