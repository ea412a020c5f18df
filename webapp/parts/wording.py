"""What the pages say of documents and queries, in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from indexer.presentation.datewords import dated, day
from indexer.records import DateRange, Document

__all__ = ["dated", "day"]

# Languages written from right to left; the direction of a text of unknown language is left to the browser.
_RIGHT_TO_LEFT = {"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "syr", "ug", "ur", "yi"}
_LANGUAGES = {
    "ar": "Arabic", "da": "Danish", "de": "German", "en": "English", "es": "Spanish", "fr": "French", "he": "Hebrew",
    "it": "Italian", "la": "Latin", "nl": "Dutch", "no": "Norwegian", "pl": "Polish", "pt": "Portuguese",
    "ru": "Russian", "sv": "Swedish", "yi": "Yiddish",
}  # fmt: skip
_OF_A_STEP = {"type", "date", "earliest", "latest", "places", "names"}


def days_meant(when: DateRange) -> str:
    """The days that a date which is no single day can mean; empty for a single day and for words that are no date."""
    if not when.known or when.earliest == when.latest:
        return ""
    if when.earliest and when.latest:
        return f"{day(when.earliest)} to {day(when.latest)}"
    if when.latest:
        return f"{day(when.latest)} or earlier"
    return f"{day(when.earliest)} or later" if when.earliest else ""


def iso_day(text: str) -> str:
    """`2026-11-24` as 24 November 2026."""
    return day(date.fromisoformat(text))


def as_given(document: Document) -> str:
    """What stands behind a date as it is shown: the days that it can mean, or the source's words for the day."""
    when = document.date
    if when is None:
        return ""
    return days_meant(when) or ("" if dated(document).startswith(when.verbatim) else when.verbatim)


def machine_day(document: Document) -> str:
    """The date as HTML's `datetime` takes it: only where the day is known."""
    when = document.date
    return when.earliest.isoformat() if when and when.earliest and when.earliest == when.latest else ""


def direction(language: str) -> str:
    """The `dir` of a text in that language."""
    return "rtl" if language.partition("-")[0].lower() in _RIGHT_TO_LEFT else "auto"


def language_name(code: str) -> str:
    """A language's English name where it is a common one, else its code."""
    return _LANGUAGES.get(code.partition("-")[0].lower(), code)


def metadata_lines(document: Document) -> list[tuple[str, str]]:
    """What else the source says: names with values as text."""
    return [(_label(name), _value(value)) for name, value in sorted(document.metadata.items()) if _value(value)]


def _label(name: str) -> str:
    return name.replace("_", " ").strip().capitalize()


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return _step(value) or "; ".join(f"{name}: {_value(inner)}" for name, inner in value.items())
    if isinstance(value, (list, tuple)):
        parted = "; " if any(isinstance(inner, dict) for inner in value) else ", "
        return parted.join(_value(inner) for inner in value)
    return str(value)


def _step(value: dict[str, Any]) -> str:
    """A step on a letter's way as its source tells it: what was done, when, where and by whom; empty for all else."""
    if "type" not in value or not set(value) <= _OF_A_STEP:
        return ""
    when = value.get("date") or value.get("earliest", "")
    said = (_value(part) for part in (value["type"], when, value.get("places", ""), value.get("names", "")))
    return " · ".join(filter(None, said))


def names(document: Document) -> list[str]:
    """Who may be named in a document's line of people; the longest first, for one may be a part of another."""
    found = (*document.senders, *document.recipients, *document.authors)
    return sorted((name.text for name in found), key=len, reverse=True)


def isolated(text: str, runs: Iterable[str]) -> list[tuple[str, bool]]:
    """A line in pieces, and which of them has a direction of its own: a Hebrew title tears no date beside it apart."""
    pieces = [(text, False)]
    for run in filter(None, runs):
        at = next((n for n, (piece, own) in enumerate(pieces) if not own and run in piece), None)
        if at is not None:
            before, _, after = pieces[at][0].partition(run)
            pieces[at : at + 1] = [(before, False), (run, True), (after, False)]
    return pieces
