"""Ids of the records of one file: no two alike, and as lasting as the file's own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from indexer.ingest.tables.fields import record_id


class RecordIds:
    """Tells records that share an id apart by counting among them alone, so that other records may come and go.

    `doubts` is told of each that does; `called` says what holds one record, a line or a row.
    """

    def __init__(self, called: str, doubts: list[str]) -> None:
        self._called = called
        self._doubts = doubts
        self._given: dict[str, int] = {}

    def own(self, record: Mapping[str, Any], number: int) -> str:
        """The record's id, or `ID~2`, `ID~3`… where others have it already; one without is known by its number."""
        said = record_id(record) or str(number)
        own = self._next(said)
        if own != said:
            self._doubts.append(f"{self._called} {number} has the id {said!r} again and is known as {own}")
        return own

    def _next(self, said: str) -> str:
        if said not in self._given:
            self._given[said] = 1
            return said
        number = self._given[said] + 1
        while f"{said}~{number}" in self._given:
            number += 1
        self._given[said] = number
        self._given[f"{said}~{number}"] = 1
        return f"{said}~{number}"
