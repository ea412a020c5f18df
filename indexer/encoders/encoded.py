"""What is encoded for a passage."""

from __future__ import annotations

from indexer.encoders import Encoder
from indexer.records import Document, Passage

TITLE_TOKENS = 48
"""What the title may take of the model's length."""


def encoded_text(document: Document, passage: Passage, encoder: Encoder) -> str:
    """The title, cut to its share, and the passage's own words."""
    title = document.title
    if len(title) > TITLE_TOKENS or not title.isascii():  # a shorter one cannot have more tokens, but for 한
        spans = encoder.tokens(title)
        title = title[: spans[TITLE_TOKENS - 1][1]] if len(spans) > TITLE_TOKENS else title
    body = document.text[passage.start : passage.end].strip()
    return body if document.title_derived or not title else f"{title}\n{body}"
