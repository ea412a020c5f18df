"""What a folder says of its files where they do not say it themselves: `[[source]]` tables in its pressmark.toml.

[[source]]
path = "letters/*"          # as in .gitignore
kind = "letter"             # article, letter or other
source = "Harbour Board papers"
language = "en"
columns = { text = "Body", title = "Headline" }     # of CSV and JSON files: our name = theirs
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from indexer.errors import SettingsError
from indexer.ingest.choosing.patterns import check_patterns, compiled
from indexer.records import KINDS, Document, Kind
from indexer.settings import FILE_NAME, FOLDER_RULES, meant, settings_in, tables_in
from indexer.text.languagecodes import primary

_KEYS = {"path", "kind", "source", "language", "columns"}


@dataclass(frozen=True, slots=True)
class Rule:
    """One `[[source]]` table."""

    path: str
    kind: Kind | None = None
    source: str = ""
    language: str = ""
    columns: tuple[tuple[str, str], ...] = ()

    def fits(self, path: str) -> bool:
        """Whether the rule is about the file at `path`."""
        return compiled(self.path).match_file(path)


@dataclass(frozen=True, slots=True)
class FolderRules:
    """The rules of one source folder; the last that fits a file wins, key by key."""

    rules: tuple[Rule, ...] = ()

    def apply(self, document: Document, path: str, *, kind_is_said: bool = True) -> Document:
        """The document with what the rules add. `path` is the file's, in the folder. The source's word stays, but for
        a kind that is not said by a person.
        """
        fitting = [rule for rule in reversed(self.rules) if rule.fits(path)]
        kind = next((rule.kind for rule in fitting if rule.kind), None)
        for rule in fitting:
            document = replace(
                document, source=document.source or rule.source, language=document.language or rule.language
            )
        if kind and (document.kind == "other" or not kind_is_said):
            document = replace(document, kind=kind)
        return document

    def shape(self, path: str) -> str:
        """Stands for what the rules say of the file at `path`; empty if they say nothing."""
        fitting = [repr(rule) for rule in self.rules if rule.fits(path)]
        return hashlib.sha256("\n".join(fitting).encode("utf-8")).hexdigest()[:16] if fitting else ""

    def columns(self, path: str) -> tuple[tuple[str, str], ...]:
        """What the columns of the file at `path` are called, as pairs of our name and theirs."""
        found: dict[str, str] = {}
        for rule in self.rules:
            if rule.columns and rule.fits(path):
                found |= dict(rule.columns)
        return tuple(found.items())


def read_rules(folder: Path) -> FolderRules:
    """The rules in `folder`/pressmark.toml, if any. Raises SettingsError, also for settings, which are read from the
    working folder alone.
    """
    file = folder / FILE_NAME
    if (settings := settings_in(file)) and folder.resolve() != Path.cwd():
        raise SettingsError(
            f"{file}: {', '.join(settings)} would not be obeyed, for settings are read from the working folder: start "
            f"pressmark in {folder}, or set them in the environment or where you start it, and here only [[source]]."
        )
    tables = tables_in(file).get(FOLDER_RULES, [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise SettingsError(f"{file}: source is not a table: write it as a table under [[source]].")
    return FolderRules(tuple(_rule(file, table) for table in tables))


def _rule(file: Path, table: dict[str, Any]) -> Rule:
    if unknown := set(table) - _KEYS:
        name = min(unknown)
        listed = ", ".join(sorted(_KEYS))
        raise SettingsError(f"{file}: [[source]] has no key {name!r}{meant(name, _KEYS)}; it has {listed}.")
    for key, value in table.items():
        if key != "columns" and not isinstance(value, str):
            raise SettingsError(f"{file}: {key} = {value!r} is not a text: put it in quotation marks.")
    if table.get("kind", "other") not in KINDS:
        raise SettingsError(f"{file}: kind = {table['kind']!r} is not one of {', '.join(KINDS)}.")
    if not primary(table.get("language", "en")):
        raise SettingsError(
            f"{file}: language = {table['language']!r} is no language: give its code, such as en or de."
        )
    check_patterns([table.get("path", "*")], file)
    columns = table.get("columns", {})
    if not isinstance(columns, dict) or not all(isinstance(name, str) for name in columns.values()):
        raise SettingsError(f'{file}: columns = {columns!r} is not a table of names: write {{ text = "Body" }}.')
    return Rule(**{"path": "*", **table, "columns": tuple(columns.items())})
