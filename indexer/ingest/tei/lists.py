"""TEI files that edit nothing but list whom and what other files name: personographies, gazetteers, bibliographies."""

from __future__ import annotations

from lxml import etree

from indexer.ingest.tei.elements import findall

_NAMES = ("listPerson", "listPlace", "listOrg", "listEvent", "listBibl", "taxonomy")
_LISTS = " | ".join(
    f"./t:text/t:body//t:{name}[not({' or '.join(f'ancestor::t:{outer}' for outer in _NAMES)})]" for name in _NAMES
)
_INTRODUCTION = 60
"""Words. A longer introduction is a text of its own."""


def is_authority_file(tei: etree._Element) -> bool:
    """Whether the body of a TEI element that is no letter is lists, with no more than a few sentences beside them."""
    if findall(tei, "./t:teiHeader//t:correspDesc"):
        return False
    lists = findall(tei, _LISTS)
    if not lists:
        return False
    beside = _words(findall(tei, "./t:text")) - _words(lists)
    return beside <= _INTRODUCTION


def _words(elements: list[etree._Element]) -> int:
    return sum(len(" ".join(map(str, element.itertext())).split()) for element in elements)
