from __future__ import annotations

from indexer.ingest import pdf
from indexer.records import Page

PAGES = (
    "The ferry was late again, and nobody on the pier at",
    "Farness was surprised at it, since it was never early.\nMiss Carrow went home.",
)


def test_a_paragraph_goes_on_where_a_page_begins() -> None:
    builder = pdf._built(PAGES)
    assert builder.text == "The ferry was late again, and nobody on the pier at " + " ".join(PAGES[1].split("\n"))
    assert builder.pages == (Page(0, "1"), Page(builder.text.index("Farness"), "2"))
