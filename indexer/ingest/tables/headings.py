"""Columns' names in German, French, Italian and Spanish, and which way round a column's dates are written."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from indexer.ingest.dating.undated import says_none
from indexer.ingest.tables.moments import as_moment
from indexer.records import DateRange
from indexer.text.dateforms import TIME
from indexer.text.dates import parse_date
from indexer.text.words import folded_words

_CALLED = {
    "text": "texte testo texto inhalt contenu contenuto contenido volltext transkription brief lettre lettera carta",
    "title": "titel titre titolo titulo uberschrift betreff objet oggetto asunto",
    "date": "datum data fecha briefdatum erschienen erschienen_am erscheinungsdatum erscheinungstag veroffentlicht "
    "veroffentlicht_am veroffentlichungsdatum datum_der_veroffentlichung datum_des_briefes datum_des_schreibens "
    "schreibdatum abfassungsdatum absendedatum publiziert publie publie_le paru_le date_de_publication "
    "date_de_parution date_de_la_lettre pubblicato pubblicato_il data_di_pubblicazione data_pubblicazione "
    "data_della_lettera publicado publicado_el fecha_de_publicacion fecha_de_la_carta",
    "sender": "absender absenderin expediteur expeditrice mittente remitente",
    "recipient": "empfanger empfangerin adressat adressatin destinataire destinatario destinataria",
    "author": "autor autorin verfasser verfasserin auteur autrice autore autora",
    "place": "ort lieu luogo lugar absendeort schreibort",
    "source": "quelle zeitung fonte fuente journal giornale periodico",
    "language": "sprache langue lingua idioma",
    "url": "lien adresse_web",
}
_OURS = {theirs: ours for ours, names in _CALLED.items() for theirs in names.split()}
_YEARS = frozenset("year jahr annee anno ano".split())
_LETTERS = frozenset("brief lettre lettera carta".split())
"""Words for a letter: its text where it is long, else its number or name."""
_NUMBERS = re.compile(rf"\s*(\d{{1,2}})([/-])(\d{{1,2}})\2(\d{{4}}){TIME}?\s*", re.IGNORECASE)

_CLIPPED = re.compile(r"\s*\d{1,2}\.? ?[./ -] ?\d{1,2}\.? ?[./ -] ?['’]?\d\d\s*")
"""A day without its century, which is a date all the same, if none that is understood."""


@dataclass(frozen=True, slots=True)
class Foreign:
    """A column's own name, ours for it, and whether it must hold long words to be what it is called."""

    theirs: str
    ours: str
    if_long: bool


def foreign_name(key: str) -> Foreign | None:
    """What a column is by its name in another language, without regard to case and accents."""
    folded = "_".join(folded_words(key))
    ours = _OURS.get(folded)
    return Foreign(key, ours, folded in _LETTERS) if ours else None


def with_dates(rows: Sequence[Mapping[str, Any]], day_first: bool) -> tuple[list[Mapping[str, Any]], tuple[str, ...]]:
    """The rows with numeric dates (`12/3/1911`) read, and a sentence on how, or why not.

    The order is what a number over 12 in the column says, else day first where the column's name is no English one;
    where the order is not known a date is its year.
    """
    pairs = [(int(found[1]), int(found[3])) for row in rows if (found := _numbers(row))]
    order = _order(pairs, day_first)
    if not pairs:
        return list(rows), ()
    said = f"dates such as 12/3/1911 read with the {order} first"
    if not order:
        said = f"dates such as {_doubtful(rows)} and are taken as their year alone: write them as 1911-03-12"
    return [{**row, _key(row): _read(found, order)} if (found := _numbers(row)) else row for row in rows], (said,)


def dated(values: Iterable[Any]) -> bool:
    """Whether most of the values that are not empty, nor say that there is no date, are dates."""
    said = [value for value in (str(value) for value in values if value not in (None, "")) if not says_none(value)]
    return 2 * sum(map(_is_date, said)) > len(said)


def unread_dates(rows: Sequence[Mapping[str, Any]], keys: Iterable[str]) -> Iterator[str]:
    """A sentence for each of the columns that holds dates, where rows have none. Figures alone are no years unless the
    column is called so.
    """
    for key in keys:
        said = [str(row[key]) for row in rows if row.get(key) not in (None, "")]
        counts = "_".join(folded_words(key)) not in _YEARS and any(value.strip().isdecimal() for value in said)
        if said and dated(said) and not counts:
            named = f"columns = {{ date = {json.dumps(key, ensure_ascii=False)} }}"
            yield f"column {key!r} has dates and is metadata: if they are the texts' own, say {named} in pressmark.toml"


def _is_date(value: str) -> bool:
    written_so = _NUMBERS.fullmatch(value) or _CLIPPED.fullmatch(value) or as_moment(value)
    return bool(written_so) or parse_date(value).known


def _key(row: Mapping[str, Any]) -> str:
    """What the row calls its date: `Date`, `date`."""
    return next((key for key in row if key.strip().lower() == "date"), "date")


def _numbers(row: Mapping[str, Any]) -> re.Match[str] | None:
    value = row.get(_key(row))
    return _NUMBERS.fullmatch(value) if isinstance(value, str) else None


def _order(pairs: Sequence[tuple[int, int]], day_first: bool) -> str:
    first, second = any(a > 12 for a, _ in pairs), any(b > 12 for _, b in pairs)
    if first and second:
        return ""
    if second:
        return "month"
    return "day" if first or day_first else ""


def _doubtful(rows: Iterable[Mapping[str, Any]]) -> str:
    """A date whose order is not known, or two that show both orders, and a few words on it."""
    shown: dict[str, str] = {}
    for row in rows:
        if found := _numbers(row):
            shown.setdefault(_order([(int(found[1]), int(found[3]))], False), found[0].strip())
    if "day" in shown and "month" in shown:
        return f"{shown['day']!r} and {shown['month']!r} have the day first here and the month first there"
    return f"{shown['']!r} can be read two ways"


def _read(found: re.Match[str], order: str) -> DateRange:
    one, other, year = int(found[1]), int(found[3]), int(found[4])
    verbatim = found[0].strip()
    try:
        if not order:
            return DateRange(verbatim, date(year, 1, 1), date(year, 12, 31), "inferred")
        day = date(year, other, one) if order == "day" else date(year, one, other)
    except ValueError:  # 31/2/1911: what the source says, but no date
        return DateRange(verbatim)
    return DateRange(verbatim, day, day)
