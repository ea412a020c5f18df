"""Feeds: RSS, RDF site summaries and Atom; and what WordPress and Blogger export, which is a feed of a whole site.

RSS 2.0 (rssboard.org/rss-specification), RSS 1.0 (web.resource.org/rss/1.0), Atom (RFC 4287). An entry is an article;
its `content`, or where it has none its summary, is the text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from typing import Any

from lxml import etree

from indexer.errors import Unreadable
from indexer.ingest.found import Doubt, Found
from indexer.ingest.tables.blogexports import author_names, is_kind, left_out, state, without_shortcodes
from indexer.ingest.tables.fields import document_from
from indexer.ingest.tables.htmlcells import read_html
from indexer.ingest.tables.recordids import RecordIds
from indexer.ingest.xmlsafe import XML_LANG, parse_xml
from indexer.records import DateRange
from indexer.text.dates import iso_range, parse_date
from indexer.text.languagecodes import primary

_ATOM = frozenset({"http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#"})
_OWN = _ATOM | {None, "http://purl.org/rss/1.0/", "http://my.netscape.com/rdf/simple/0.9/"}
_BESIDE = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/rss/1.0/modules/content/": "content",
    **{f"http://wordpress.org/export/1.{minor}/excerpt/": "excerpt" for minor in range(3)},
}
_TEXTS = ("content:encoded", "content", "description", "summary", "excerpt:encoded")
_HTML = frozenset({"html", "xhtml", "text/html", "application/xhtml+xml"})
_PUBLISHED = ("published", "issued", "pubDate", "dc:date", "created")
_CHANGED = ("updated", "modified")
_ADDRESSED = re.compile(r"[^\s@]{1,99}@[^\s@]{1,99} \(([^()]+)\)")
"""An author in RSS: an address, with the name behind it."""

_Said = dict[str, list[etree._Element]]
"""What an entry or a feed says, by the names of RSS and Atom."""


@dataclass(frozen=True, slots=True)
class _Feed:
    """What a feed says of all its entries. `names` are its authors' by what its entries call them."""

    title: str
    language: str
    authors: tuple[str, ...]
    names: dict[str, str]


def read(path: str, data: bytes) -> Iterator[Found]:
    """A document for each entry, and then what was doubtful. Raises Unreadable if there is none."""
    root, warnings = parse_xml(data)
    etree.strip_tags(root, etree.Comment)  # they would part the words of an element
    entries = (each for each in root.iter("{*}item", "{*}entry") if etree.QName(each).namespace in _OWN)
    articles = (entry for entry in entries if not left_out(entry))
    feed = _feed(root)
    doubts: list[str] = []
    ids = RecordIds("entry", doubts)
    found = False
    for number, entry in enumerate(articles, start=1):
        said = _said(entry)
        record = _record(entry, said, feed)
        text, blocks = _body(said)
        if not text and record["title"]:
            text = record["title"]
            doubts.append(f"entry {number} has no text and its title stands for it")
        if not text:
            doubts.append(f"entry {number} has no text and was left out")
            continue
        found = True
        yield document_from(path, ids.own(record, number), record, text, blocks, warnings)
    if not found:
        raise Unreadable("no-documents", "the feed has no entry with text")
    yield from (Doubt(path, doubt) for doubt in doubts)


def _feed(root: etree._Element) -> _Feed:
    channel = next(root.iter("{*}channel"), root)
    said = _said(channel)
    language = _plain(said, "language", "dc:language") or root.get(XML_LANG) or ""
    return _Feed(_plain(said, "title"), primary(language), tuple(_authors(said)), author_names(channel))


def _said(parent: etree._Element) -> _Said:
    said: _Said = {}
    for child in parent.iterchildren("*"):
        name = etree.QName(child)
        if name.namespace in _OWN:
            said.setdefault(name.localname, []).append(child)
        elif name.namespace in _BESIDE:
            said.setdefault(f"{_BESIDE[name.namespace]}:{name.localname}", []).append(child)
    return said


def _record(entry: etree._Element, said: _Said, feed: _Feed) -> dict[str, Any]:
    """An entry as a record, by our names."""
    site = state(entry)
    subjects = [each for each in said.get("category", ()) if not is_kind(each)]
    tags = [tag for each in subjects if (tag := _flat(each) or each.get("label") or each.get("term"))]
    authors = [feed.names.get(name, name) for name in _authors(said)] or list(feed.authors)
    published, changed = site.date or _plain(said, *_PUBLISHED), _plain(said, *_CHANGED)
    return {
        "id": site.id or _id(said) or _link(said),
        "title": _plain(said, "title"),
        "kind": "other" if site.is_page else "article",
        "date": _day(published) if published else (replace(_day(changed), sure="inferred") if changed else None),
        "url": _link(said),
        "source": _source(said) or feed.title,
        "language": primary(entry.get(XML_LANG) or "") or feed.language,
        "author": list(dict.fromkeys(authors)),
        "tags": list(dict.fromkeys(tags)) or None,
        "status": site.status,
    }


def _body(said: _Said) -> tuple[str, Any]:
    """An entry's text and its blocks, from the first of its parts that has words."""
    for element in (element for name in _TEXTS for element in said.get(name, ())):
        text, blocks = read_html(without_shortcodes(_html(element)))
        if text.strip():
            return text, blocks
    return "", ()


def _html(element: etree._Element) -> str:
    """What an element holds, as HTML: RSS has it so, Atom says how, and has text where it does not say.

    Empty for what stands elsewhere, or is a picture or the like (RFC 4287, 3.1.1 and 4.1.3).
    """
    is_atom = etree.QName(element).namespace in _ATOM
    kind = element.get("type", "text").partition(";")[0].strip().lower() if is_atom else "html"
    if is_atom and "src" in element.attrib:
        return ""
    if kind in _HTML:
        for each in element.iterdescendants("*"):  # XHTML's names may have a prefix, of which HTML knows nothing
            each.tag = etree.QName(each).localname
        inner = (etree.tostring(child, encoding="unicode", method="html") for child in element)
        return "".join((element.text or "", *inner))
    return html.escape("".join(map(str, element.itertext())), quote=False) if kind.startswith("text") else ""


def _plain(said: _Said, *names: str) -> str:
    """The first of these that says something, as words in one line."""
    for element in (element for name in names for element in said.get(name, ())):
        if text := " ".join(read_html(_html(element))[0].split()):
            return text
    return ""


def _day(text: str) -> DateRange:
    """A date as people write it, or as mails have it (RFC 822), where a year may be of two figures."""
    when = parse_date(text)
    if when.known:
        return when
    try:
        day = parsedate_to_datetime(text).date()
    except (ValueError, OverflowError):
        return when
    return iso_range(text, day, day)


def _id(said: _Said) -> str:
    return next(filter(None, map(_flat, (*said.get("guid", ()), *said.get("id", ())))), "")


def _link(said: _Said) -> str:
    """Where the entry stands: RSS writes it out, Atom has it in the link without a `rel`, or the alternate one."""
    links = said.get("link", ())
    atom = [each.get("href", "") for each in links if each.get("rel", "alternate") == "alternate"]
    return next(filter(None, [*map(_flat, links), *atom]), "")


def _source(said: _Said) -> str:
    """The feed that an entry was taken over from."""
    return next((_plain(_said(each), "title") or _flat(each) for each in said.get("source", ())), "")


def _authors(said: _Said) -> Iterator[str]:
    for element in (*said.get("dc:creator", ()), *said.get("author", ())):
        name = _plain(_said(element), "name") or _flat(element)
        if name:
            addressed = _ADDRESSED.fullmatch(name)
            yield addressed[1] if addressed else name


def _flat(element: etree._Element) -> str:
    return " ".join((element.text or "").split())
