"""A request's parameters to a Query: the same names and limits on the page, in the feed and in the API."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, ValidationInfo
from werkzeug.datastructures import MultiDict

from indexer.archive import Archive
from indexer.errors import QueryError, WrongParameters
from indexer.records import Dated, Kind, Mode, Query, Sort, Span
from indexer.search.ask import EXAMPLE, Asked, ask
from indexer.search.language.fields import why_no_end
from indexer.search.paging import offset_of, walk
from indexer.stores.catalog.listing import Order
from indexer.text.languagecodes import primary
from webapp.misfits import misfit, nothing_sent, told_twice

MAX_QUERY = 2000
MAX_LIMIT = 100
MAX_OFFSET = 10_000
MOST_CHARACTERS = 500_000
"""Of a text that is pasted in to have its quotations checked."""
_MAX_VALUES = 50
_PLACE = r"([0-9]{1,12})-([0-9]{1,12})"

M = TypeVar("M", bound=BaseModel)


def _day(text: str, info: ValidationInfo) -> str:
    languages = [primary(named) for named in info.data.get("lang", ())]
    if text and (why := why_no_end(str(info.field_name), text, languages)):
        raise ValueError(why)
    return text


def _not_blank(text: str) -> str:
    return text if text.strip() else ""


Name = Annotated[str, Field(max_length=300)]
Names = Annotated[list[Name], Field(max_length=_MAX_VALUES)]
Examples = Annotated[
    list[Annotated[str, Field(pattern=f"^{EXAMPLE}$", max_length=100)]], Field(max_length=_MAX_VALUES, examples=[[]])
]
Day = Annotated[str, Field(max_length=60, examples=["1961", "1961-03", "1961-03-04"]), AfterValidator(_day)]
Cursor = Annotated[str, Field(max_length=500, description="`next` of the page before.")]


class Parameters(BaseModel):
    """What a request may ask."""

    model_config = ConfigDict(extra="forbid", populate_by_name=False)


class FilterParameters(Parameters):
    """Which documents: several values of one parameter mean any of them, several parameters all of them.

    They narrow what the query itself asks of documents, and never widen it.
    """

    kind: list[Kind] = Field([], max_length=_MAX_VALUES, description="Only this kind.")
    source: Names = Field([], description="Only this newspaper or collection, by words of its name.")
    author: Names = Field([], description="Words of an author's name.")
    senders: Names = Field([], alias="from", description="Words of a sender's name.")
    recipients: Names = Field([], alias="to", description="Words of a recipient's name.")
    person: Names = Field([], description="Words of the name of an author, sender, recipient or somebody named.")
    place: Names = Field([], description="Words of a place's name.")
    lang: Names = Field([], description="Language, by its code.")
    dated: list[Dated] = Field(
        [], max_length=_MAX_VALUES, description="Only what has a known day, at either end, or has none."
    )
    after: Day = Field("", description="Only what may be of this date or later.")
    before: Day = Field("", description="Only what may be of this date or earlier.")


class SearchParameters(FilterParameters):
    """A query with everything beside it."""

    q: Annotated[str, AfterValidator(_not_blank)] = Field(
        "",
        max_length=MAX_QUERY,
        description="The query; /about/search shows its language. Without it, a filter or `like` nothing is found.",
    )
    mode: Mode = Field("hybrid", description="By words and meaning, by words alone, by meaning alone.")
    sort: Sort = Field(
        "relevance",
        description="Best, oldest, newest or latest indexed first; when sorted by date, documents whose date may "
        "fall outside the range come last.",
    )
    exact: bool = Field(False, description="Words exactly as written; what is near in meaning may have others.")
    group: bool = Field(True, description="One hit a document.")
    copies: bool = Field(False, description="Show near-identical passages one by one.")
    like: Examples = Field(
        [], description="More like this: `links.like` of a hit, or a document's id. Not with mode=keyword."
    )
    unlike: Examples = Field(
        [], description="Less like this: `links.like` of a hit, or a document's id. Not with mode=keyword."
    )
    limit: int = Field(10, ge=1, le=MAX_LIMIT, description="Hits a page.")
    offset: int = Field(0, ge=0, le=MAX_OFFSET, description="Hits to pass over.")

    def query(self) -> Query:
        """The query that is asked. Raises QueryError."""
        values = self.model_dump(include=set(Asked.__dataclass_fields__))
        return ask(Asked(grouped=self.group, **values))


class CursorParameters(SearchParameters):
    """A query, or the page of it that a cursor leads to."""

    cursor: Cursor = ""

    def query_in(self, archive: Archive) -> Query:
        """The query at the cursor's page. Raises WrongCursor, ForeignCursor, CursorGone."""
        query = archive.understood(self.query())
        if not self.cursor:
            return query
        return replace(query, offset=offset_of(self.cursor, walk(query), archive.generation.state))


class PageParameters(SearchParameters):
    """A query, or one of its numbered pages."""

    model_config = ConfigDict(extra="ignore")  # links from elsewhere carry marks of their own

    page: int = Field(1, ge=1, le=1 + MAX_OFFSET // 10)

    def query(self) -> Query:
        """The query at the numbered page."""
        query = super().query()
        return replace(query, offset=min((self.page - 1) * query.limit, MAX_OFFSET)) if self.page > 1 else query


class ListParameters(FilterParameters):
    """A list of documents."""

    sort: Order = Field(
        "date",
        description="The order of the list; when sorted by date, documents whose date may fall outside the range come "
        "last.",
    )
    limit: int = Field(50, ge=1, le=MAX_LIMIT, description="Documents a page.")
    offset: int = Field(0, ge=0, description="Documents to pass over.", le=10_000_000)

    def query(self) -> Query:
        """A query that says nothing and filters."""
        values = self.model_dump(include=set(FilterParameters.model_fields))
        return ask(Asked(**values))


class DocumentsParameters(ListParameters):
    """A list of documents, or the page of it that a cursor leads to."""

    cursor: Cursor = ""

    def walked(self) -> str:
        """The list as one string, whatever the page."""
        return f"{self.query().filters} by {self.sort}"

    def offset_in(self, archive: Archive) -> int:
        """Where the page begins. Raises WrongCursor, ForeignCursor, CursorGone."""
        return offset_of(self.cursor, self.walked(), archive.generation.state) if self.cursor else self.offset


class BrowseParameters(ListParameters):
    """A list of documents, or one of its numbered pages."""

    model_config = ConfigDict(extra="ignore")

    page: int = Field(1, ge=1, le=200_000)


class SuggestParameters(Parameters):
    """The beginning of a word, name or title."""

    q: str = Field(
        "",
        max_length=200,
        description="What has been typed; nothing is suggested of less than two letters, but behind a field of names, "
        "titles or sources.",
    )
    limit: int = Field(8, ge=1, le=20, description="How many to suggest.")


class PlaceParameters(Parameters):
    """A place in a document's text, as a permalink names it."""

    at: str = Field("", pattern=f"^{_PLACE}$", description="START-END of a passage, in code points.")
    v: str = Field(
        "", pattern=r"^[0-9a-f]{8,64}$", description="The version whose text `at` counts in; without it, today's."
    )


class CompareParameters(Parameters):
    """Two versions of a document's text."""

    model_config = ConfigDict(extra="ignore")

    old: str = Field("", max_length=64, description="A version; without it, the one before today's.")
    new: str = Field("", max_length=64, description="A version; without it, today's.")


class ToTrace(Parameters):
    """What to check the quotations of: a text, or a document by its id."""

    text: str | None = Field(None, description="What to check the quotations of.")
    document: str | None = Field(None, description="A document's id.")


class NoParameters(Parameters):
    """Nothing can be asked beside the path."""


def read(model: type[M], args: MultiDict[str, str]) -> M:
    """The parameters as the model has them. Raises WrongParameters.

    Empty values count as absent: a form sends every field it has. Where unknown parameters are refused, a second value
    of one that takes one is too; on pages the first counts.
    """
    many, one = _parameters_of(model)
    given = {name: values for name in args if (values := _said(args.getlist(name)))}
    twice = [name for name, values in given.items() if name in one and len(values) > 1]
    if twice and model.model_config["extra"] == "forbid":
        raise WrongParameters([told_twice(name, given[name]) for name in twice])
    try:
        return model.model_validate({name: values if name in many else values[0] for name, values in given.items()})
    except ValidationError as error:
        raise WrongParameters([misfit(e, many | one) for e in error.errors()]) from error


def _said(values: list[str]) -> list[str]:
    """The values that are not empty; all of them where there are more than a parameter takes, for these are refused."""
    return values if len(values) > _MAX_VALUES else [value for value in values if value]


def read_sent(model: type[M], sent: object) -> M:
    """What was sent as JSON, as the model has it. Raises QueryError and WrongParameters."""
    if not isinstance(sent, dict):
        raise QueryError(f"Send a JSON object with {' or '.join(model.model_fields)}.")
    try:
        return model.model_validate(sent)
    except ValidationError as error:
        names = list(model.model_fields)
        errors = [misfit(e, names) for e in error.errors()]
        raise WrongParameters([*errors, *nothing_sent(sent, names)]) from error


@cache
def _parameters_of(model: type[BaseModel]) -> tuple[frozenset[str], frozenset[str]]:
    """The parameters that may be given more than once, and those that may not."""
    named = {field.alias or name: field for name, field in model.model_fields.items()}
    many = frozenset(name for name, field in named.items() if str(field.annotation).startswith("list["))
    return many, frozenset(named) - many


def span_of(text: str, length: int) -> Span | None:
    """`START-END` within a text of that length; None where it says nothing."""
    match = re.fullmatch(_PLACE, text)
    if not match or not int(match[1]) < int(match[2]) <= length:
        return None
    return Span(int(match[1]), int(match[2]))
