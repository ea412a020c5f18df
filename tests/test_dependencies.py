"""Every library that is imported is declared, pinned, in ARCHITECTURE's table, and has named importers."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator

import pytest

from tests.conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
OURS = ("indexer", "webapp")


IMPORT = re.compile(r"^ *(?:from (\w+)[\w.]* import |import (\w+)[\w.]*(?: as \w+)?$)", re.MULTILINE)


def imported() -> Iterator[str]:
    """The libraries that the two packages import, anywhere in their files, by the names of their modules."""
    for file in (file for room in OURS for file in (ROOT / room).rglob("*.py")):
        yield from ("".join(names) for names in IMPORT.findall(file.read_text(encoding="utf-8")))


LIBRARIES = sorted(set(imported()) - {*OURS, *sys.stdlib_module_names})


PACKAGES = {"faiss": "faiss-cpu", "markdown_it": "markdown-it-py", "Stemmer": "pystemmer", "yaml": "pyyaml"}
"""What the package is called that brings a library, where it is not the library's own name."""


def names(lines: Iterable[str]) -> set[str]:
    return {re.split(r"[^\w.-]", line.strip(), maxsplit=1)[0].lower().replace("_", "-") for line in lines}


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_library_is_declared_pinned_and_told_of(library: str) -> None:
    extras = PROJECT["project"]["optional-dependencies"]
    declared = [*PROJECT["project"]["dependencies"], *(line for extra in extras.values() for line in extra)]
    pinned = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    table = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").split("## Dependencies", 1)[1].split("## ", 1)[0]
    told = [name for row in table.splitlines() if row.startswith("| ") for name in row.split("|")[1].split(",")]
    (package,) = names([PACKAGES.get(library, library)])
    for place in (declared, pinned, told):
        assert package in names(place)


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_library_has_named_importers(library: str) -> None:
    contracts = PROJECT["tool"]["importlinter"]["contracts"]
    protected = {module for contract in contracts for module in contract.get("protected_modules", ())}
    assert library in protected | {"numpy"}
