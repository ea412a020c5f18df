from __future__ import annotations

from indexer.ingest.office import pdf
from indexer.records import Page
from tests.indexer.ingest.reading import read_one

PAGES = (
    "The ferry was late again, and nobody on the pier at",
    "Farness was surprised at it, since it was never early.\nMiss Carrow went home.",
)


def test_a_paragraph_goes_on_where_a_page_begins() -> None:
    builder = pdf._built(PAGES)
    assert builder.text == "The ferry was late again, and nobody on the pier at " + " ".join(PAGES[1].split("\n"))
    assert builder.pages == (Page(0, "1"), Page(builder.text.index("Farness"), "2"))


def test_raised_figures_do_not_run_into_what_they_stand_behind() -> None:
    pieces = (
        ("Some 10", 0),
        ("6", 5),
        (" men met in 1914", 0),
        ("12", 5),
        (", they said. H", 0),
        ("2", -2),
        ("O 1", 0),
    )
    shown = " ".join(f"/F {7 if rise else 12} Tf {rise} Ts ({words}) Tj" for words, rise in pieces)
    content = f"BT 72 700 Td {shown} ET"
    objects = (
        "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        f"<</Length {len(content)}>>stream\n{content}\nendstream", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )  # fmt: skip
    body = "\n".join(f"{number} 0 obj{each}endobj" for number, each in enumerate(objects, start=1))
    document = read_one(f"%PDF-1.4\n{body}\ntrailer<</Root 1 0 R>>", "a.pdf")
    assert document.text == "Some 10⁶ men met in 1914[12], they said. H2O 1"
