"""What the API answers, as typed models: the OpenAPI description is made from them and tests hold the API to them."""

from webapp.answers.quoting import QuotationsAnswer, TraceAnswer
from webapp.answers.reading import DocumentAnswer, PassagesAnswer, Place, VersionsAnswer
from webapp.answers.refusing import Problem
from webapp.answers.searching import DocumentsAnswer, FacetsAnswer, InfoAnswer, SearchAnswer, SuggestAnswer

__all__ = [
    "DocumentAnswer", "DocumentsAnswer", "FacetsAnswer", "InfoAnswer", "PassagesAnswer", "Place",
    "Problem", "QuotationsAnswer", "SearchAnswer", "SuggestAnswer", "TraceAnswer", "VersionsAnswer",
]  # fmt: skip
