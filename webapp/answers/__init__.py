"""What the API answers, as typed models: the OpenAPI description is made from them and tests hold the API to them."""

from webapp.answers.about import Problem
from webapp.answers.reading import AnnotationsAnswer, DocumentAnswer, PassagesAnswer, Place, VersionsAnswer
from webapp.answers.searching import DocumentsAnswer, FacetsAnswer, InfoAnswer, SearchAnswer, SuggestAnswer

__all__ = [
    "AnnotationsAnswer", "DocumentAnswer", "DocumentsAnswer", "FacetsAnswer", "InfoAnswer", "PassagesAnswer", "Place",
    "Problem", "SearchAnswer", "SuggestAnswer", "VersionsAnswer",
]  # fmt: skip
