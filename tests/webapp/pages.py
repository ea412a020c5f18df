"""Reading pages in tests: strict HTML5, so that whatever is asked of a page is asked of a valid one."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

import html5lib
from flask.testing import FlaskClient

HTML = "{http://www.w3.org/1999/xhtml}"


class Page:
    """A page as a tree."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.root: Element = html5lib.HTMLParser(strict=True).parse(text)

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """Elements by tag and attributes (`class_`, `aria_label` …); a class matches among others."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [e for e in self.root.iter(HTML + tag) if all(_has(e, n, v) for n, v in wanted.items())]

    def one(self, tag: str, **attributes: str) -> Element:
        """The first such element."""
        found = self.all(tag, **attributes)
        assert found, f"no <{tag}> with {attributes}"
        return found[0]

    def links(self, inside: Element | None = None) -> dict[str, str]:
        """Links by their text."""
        return {words(a): a.get("href", "") for a in (inside if inside is not None else self.root).iter(HTML + "a")}


def get(client: FlaskClient, path: str, status: int = 200, **options: object) -> Page:
    """The page at a path."""
    response = client.get(path, **options)  # type: ignore[arg-type]
    assert response.status_code == status, response.text
    assert response.mimetype == "text/html"
    return Page(response.text)


def words(element: Element) -> str:
    """All text of an element, white space as single spaces."""
    return re.sub(r"\s+", " ", "".join(element.itertext())).strip()


def _has(element: Element, name: str, value: str) -> bool:
    given = element.get(name)
    return given is not None and (value in given.split() if name == "class" else given == value)
