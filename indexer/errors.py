"""Everything that Pressmark says when it cannot go on.

    PressmarkError
    ├── SettingsError            a setting has a value that makes no sense
    ├── SourceError              a source named on the command line cannot be used
    ├── Unreadable               one file cannot be read: it is skipped, the rest goes on
    ├── MissingExtra             a part of Pressmark that is installed on demand is not installed
    ├── EncoderError             the embedding model cannot be loaded or is not what it should be
    │   └── Refused              the fast encoder cannot run it, or runs it otherwise
    ├── ArchiveError
    │   ├── NoArchive            there is no archive at that place
    │   ├── ArchiveBusy          another process is writing
    │   ├── WrongModel           the archive was encoded with another model
    │   ├── NewerFormat          the archive was written by a newer Pressmark
    │   └── BrokenArchive        a file of the archive is missing or damaged
    ├── CannotListen             the server cannot listen where it was told to
    ├── QueryError               a filter or mode beside the query means nothing
    │   ├── WrongParameters      parameters of a request mean nothing
    │   ├── WrongCursor          a cursor is not one of ours
    │   ├── ForeignCursor        a cursor belongs to another query
    │   └── CursorGone           the archive has changed since the page before
    ├── TooSlow                  a search took longer than it may
    └── NotFound                 no such document

Each message is one sentence or two: what happened (with the value), why, and how to mend it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


class PressmarkError(Exception):
    """The root of the tree. `str(error)` is fit to be shown to a person; `parameter` is the one at fault, if one is."""

    def __init__(self, message: str = "", parameter: str = "") -> None:
        super().__init__(message)
        self.parameter = parameter


class SettingsError(PressmarkError):
    """A setting has a value that makes no sense."""


class SourceError(PressmarkError):
    """A source named on the command line cannot be used."""


class Unreadable(PressmarkError):
    """One file cannot be read. `code` is short and stable, the message is for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class MissingExtra(PressmarkError):
    """A part of Pressmark that is installed on demand is not installed."""


class EncoderError(PressmarkError):
    """The embedding model cannot be loaded or is not what it should be."""


class Refused(EncoderError):
    """The fast encoder cannot run the model, or runs it otherwise; the message is the reason, without a subject."""


class ArchiveError(PressmarkError):
    """Something is wrong with an archive as a whole."""


class NoArchive(ArchiveError):
    """There is no archive at that place."""


class ArchiveBusy(ArchiveError):
    """Another process is writing to the archive."""


class WrongModel(ArchiveError):
    """The archive was encoded with another model."""


class NewerFormat(ArchiveError):
    """The archive was written by a newer Pressmark."""


class BrokenArchive(ArchiveError):
    """A file of the archive is missing or damaged."""


class CannotListen(PressmarkError):
    """The server cannot listen where it was told to."""


class QueryError(PressmarkError):
    """A filter or mode beside the query means nothing. The text of a query is never an error."""


class WrongParameters(QueryError):
    """Parameters of a request mean nothing: `errors` says which, and why each does not fit."""

    def __init__(self, errors: list[dict[str, str]]) -> None:
        super().__init__(" ".join(f"{error['parameter']}: {error['detail']}" for error in errors))
        self.errors = errors


class WrongCursor(QueryError):
    """A cursor is not one of ours."""


class ForeignCursor(QueryError):
    """A cursor belongs to another query."""


class CursorGone(QueryError):
    """The archive has changed since the page before: indexed again, or restored from a backup of another state."""


class TooSlow(PressmarkError):
    """A search took longer than it may."""


class NotFound(PressmarkError):
    """No such document in the archive."""


@contextmanager
def at_fault(parameter: str) -> Iterator[None]:
    """What is not found inside was asked for by this parameter."""
    try:
        yield
    except NotFound as error:
        error.parameter = parameter
        raise
