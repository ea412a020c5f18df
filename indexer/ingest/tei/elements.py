"""TEI's elements, by their names."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from lxml import etree

TEI = "{http://www.tei-c.org/ns/1.0}"
_NAMESPACES = {"t": TEI[1:-1]}


def find(element: etree._Element, name: str) -> etree._Element | None:
    """The first TEI child of that name."""
    return element.find(TEI + name)


def findall(element: etree._Element, where: str) -> list[etree._Element]:
    """What an XPath with the prefix `t:` for TEI finds."""
    found: Any = _compiled(where)(element)
    return list(found)


@lru_cache(maxsize=128)
def _compiled(where: str) -> etree.XPath:
    return etree.XPath(where, namespaces=_NAMESPACES)
