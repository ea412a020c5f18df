from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.records import Block, DateRange, Document, Name, Page
from indexer.stores.catalog.rows import COLUMNS, from_row, to_row

TEXT = st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=20)
PLACES = st.integers(0, 9)
NAMES = st.lists(st.builds(Name, TEXT, TEXT), max_size=2).map(tuple)
DATES = st.none() | st.builds(
    DateRange,
    TEXT,
    st.none() | st.dates(),
    st.none() | st.dates(),
    st.sampled_from(["stated", "uncertain", "inferred"]),
)
DOCUMENTS = st.builds(
    Document, id=TEXT, text=TEXT, title=TEXT, title_derived=st.booleans(),
    kind=st.sampled_from(["article", "letter", "other"]), date=DATES, source=TEXT, path=TEXT, url=TEXT, language=TEXT,
    authors=NAMES, senders=NAMES, recipients=NAMES, places=NAMES, previous=st.lists(TEXT, max_size=2).map(tuple),
    blocks=st.lists(st.builds(Block, st.sampled_from(["quote", "list"]), PLACES, PLACES), max_size=2).map(tuple),
    pages=st.lists(st.builds(Page, PLACES, TEXT), max_size=2).map(tuple),
    metadata=st.dictionaries(TEXT, TEXT | st.integers() | st.lists(TEXT, max_size=2), max_size=2),
    warnings=st.lists(TEXT, max_size=2).map(tuple),
)  # fmt: skip


@pytest.mark.slow
@settings(max_examples=100)
@given(DOCUMENTS)
def test_a_document_comes_back_as_it_went_in(document: Document) -> None:
    row = to_row(document)
    assert len(row) == len(COLUMNS)
    assert from_row(row) == document


def test_dates_are_columns_that_sort_as_text() -> None:
    row = to_row(Document(id="d", text="", title="", date=DateRange("before 871", None, date(870, 12, 31))))
    assert row[COLUMNS.index("latest")] == "0870-12-31"
    assert row[COLUMNS.index("earliest")] is None
