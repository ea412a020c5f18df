"""Ids of the records of one file: no two alike, and as lasting as the file's own."""

from __future__ import annotations


class RecordIds:
    """Tells records that share an id apart by counting among them alone, so that other records may come and go."""

    def __init__(self) -> None:
        self._given: dict[str, int] = {}

    def own(self, record: str) -> str:
        """The record's id, or `ID~2`, `ID~3`… where others have it already."""
        if record not in self._given:
            self._given[record] = 1
            return record
        number = self._given[record] + 1
        while f"{record}~{number}" in self._given:
            number += 1
        self._given[record] = number
        self._given[f"{record}~{number}"] = 1
        return f"{record}~{number}"
