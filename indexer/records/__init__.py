"""The records that pass between the rooms of the house, and the conventions they keep.

Text
    `Document.text` is Unicode with newlines `\\n`. Every position is a half-open `[start, end)` offset in
    code points into it (W3C Web Annotation's TextPositionSelector). `document.text[p.start:p.end]` *is*
    passage `p`: passages, highlights and quotations never hold a changed copy.
Scores
    Similarities: higher is better. Ties break by document id, then start, so that results repeat exactly.
Dates
    What the source says, verbatim, with the interval it can mean. Filters match by overlap; no day is invented.
Ids
    A document's id is made from its place in its source: the same source gives the same id everywhere.
"""

from __future__ import annotations

from indexer.records.documents import (
    KINDS,
    Block,
    BlockKind,
    DateRange,
    Document,
    Kind,
    Name,
    Page,
    Passage,
    Span,
    Sure,
    text_digest,
)
from indexer.records.queries import (
    DATED,
    MODES,
    SORTS,
    AllOf,
    AnyOf,
    Clause,
    Dated,
    Exemplar,
    Fielded,
    Filters,
    Mode,
    Phrase,
    Query,
    Sort,
    Without,
    Word,
)
from indexer.records.quotations import (
    MOST_SOURCES,
    QUOTE_LABELS,
    SOURCELESS,
    Attribution,
    Change,
    ChangeKind,
    NearMiss,
    Part,
    Quotation,
    QuoteForm,
    QuoteLabel,
    Source,
)
from indexer.records.results import (
    Count,
    Facet,
    Hit,
    Leg,
    Linked,
    Results,
    Snippet,
)

__all__ = [
    "DATED",
    "KINDS",
    "MODES",
    "MOST_SOURCES",
    "QUOTE_LABELS",
    "SORTS",
    "SOURCELESS",
    "AllOf",
    "AnyOf",
    "Attribution",
    "Block",
    "BlockKind",
    "Change",
    "ChangeKind",
    "Clause",
    "Count",
    "DateRange",
    "Dated",
    "Document",
    "Exemplar",
    "Facet",
    "Fielded",
    "Filters",
    "Hit",
    "Kind",
    "Leg",
    "Linked",
    "Mode",
    "Name",
    "NearMiss",
    "Page",
    "Part",
    "Passage",
    "Phrase",
    "Query",
    "Quotation",
    "QuoteForm",
    "QuoteLabel",
    "Results",
    "Snippet",
    "Sort",
    "Source",
    "Span",
    "Sure",
    "Without",
    "Word",
    "text_digest",
]
