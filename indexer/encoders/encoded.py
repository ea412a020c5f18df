"""What is encoded: of a passage its title and its words, of a query what it says, each after the model's prompt."""

from __future__ import annotations

import re

from indexer.encoders import Encoder
from indexer.records import Document, Passage
from indexer.text.words import WORD

_RUN = re.compile(r"\w+")
"""A word, or what no space parts: without a sign of it the others mean something else."""
TITLE_TOKENS = 48
"""What the title may take of the model's length."""


def encoded_text(document: Document, passage: Passage, encoder: Encoder) -> str:
    """The title, cut to its share, and the passage's own words."""
    title = document.title
    if len(title) > TITLE_TOKENS or not title.isascii():  # a shorter one cannot have more tokens, but for 한
        spans = encoder.tokens(title)
        title = title[: spans[TITLE_TOKENS - 1][1]] if len(spans) > TITLE_TOKENS else title
    body = document.text[passage.start : passage.end].strip()
    return encoder.prompts.passage + (body if document.title_derived or not title else f"{title}\n{body}")


def encoded_query(said: str, encoder: Encoder) -> str:
    """What a query says."""
    return encoder.prompts.query + said


def understood(said: str, encoder: Encoder) -> str:
    """What a query says, blank where the model has not all letters of a word; "" where no word is left.

    It reads all that it has no letters for as one and the same, and would find what has most of it.
    """
    unknown = () if said.isascii() else encoder.unknown(said)
    if not unknown:
        return said
    known = list(said)
    for run in _RUN.finditer(said):
        if any(run.start() < end and start < run.end() for start, end in unknown):
            known[run.start() : run.end()] = " " * len(run[0])
    left = "".join(known)
    return left if WORD.search(left) else ""


def room_for_text(encoder: Encoder) -> int:
    """How many tokens a passage may have, so that the model reads all of it after its prompt and its title."""
    return encoder.max_tokens - TITLE_TOKENS - 2 - len(encoder.tokens(encoder.prompts.passage))
