"""What a web page says of itself: JSON-LD first, then OpenGraph and other meta tags, then the page's own words."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from indexer.ingest.authors import is_account, written_by
from indexer.ingest.pages.bylines import names_in_bylines
from indexer.ingest.pages.otherdates import is_beside
from indexer.ingest.pages.title import page_title
from indexer.ingest.xmlsafe import XML_LANG
from indexer.records import DateRange
from indexer.text.dates import parse_date
from indexer.text.languagecodes import primary

_ARTICLES = ("article", "blogposting", "report", "socialmediaposting", "review", "scholarlyarticle", "opinion")
_MARKED = ("/article", "/newsarticle", "/blogposting", "/report", "/scholarlyarticle", "/reportagenewsarticle")
_HOUSES = ("organization", "corporation")
_BODIES = ("person", *_HOUSES)
_PLACES = ("place", "city", "country", "administrativearea", "state")
_PAGES = ("webpage", "itempage")
_REFERRING = ("author", "creator", "publisher", "isPartOf", "about", "mentions")
_TITLES = (
    "dc:title", "dc.title", "dcterm:title", "dcterms.title", "og:title", "citation_title", "twitter:title",
    "parsely-title",
)  # fmt: skip
_DESCRIPTIONS = ("og:description", "description", "twitter:description")
_PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "dc.date.issued", "dcterms.created",
    "dc.date.created", "date", "dc.date", "dcterms.date", "publish-date", "pubdate", "parsely-pub-date",
    "sailthru.date", "article.published", "published_time_telegram", "citation_publication_date", "displaydate",
    "last-publish-date",
)  # fmt: skip
_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified")
_AUTHORS = (
    "author", "article:author", "dc.creator", "dcterms.creator", "citation_author", "byl", "parsely-author",
    "sailthru.author",
)  # fmt: skip
_NO_NAMES = ("http:", "https:", "@")
_SITES = ("og:site_name", "application-name", "dc.publisher", "publisher")
_DAY = re.compile(r"\d{4}-\d\d-\d\d|\d{8}(?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """Empty where the page says nothing. `published` is as stated, `modified` an ISO day."""

    title: str = ""
    description: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    published: DateRange | None = None
    modified: str = ""
    url: str = ""
    language: str = ""
    is_article: bool = False
    people: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


def read_facts(tree: Any) -> PageFacts:
    """The facts of a parsed page."""
    things = list(_linked_data(tree))
    linked = _with_references(_best(things), things)
    meta = _meta(tree)
    site = _name_of(linked.get("publisher")) or _first(meta, _SITES) or _name_of(linked.get("isPartOf"))
    headline = _clean(linked.get("headline")) if _is_article(linked) else ""
    return PageFacts(
        title=page_title(tree, headline or _first(meta, _TITLES), site),
        description=next(iter([*_values(linked.get("description")), *_all(meta, _DESCRIPTIONS)]), ""),
        authors=_authors(tree, linked, meta, site),
        publisher=site,
        published=_stated(
            [*_values(linked.get("datePublished")), *_all(meta, _PUBLISHED), *_marked_days(tree, "datePublished")]
        ),
        modified=_day(
            [*_values(linked.get("dateModified")), *_all(meta, _MODIFIED), *_marked_days(tree, "dateModified")]
        ),
        url=_url(tree, linked, meta),
        language=_language(tree, linked, meta),
        people=_named(linked, _BODIES),
        places=_named(linked, _PLACES),
        is_article=_is_article(linked) or _is_marked_article(tree, meta),
    )


# ── where the facts stand ───────────────────────────────────────────────────────────────────────────


def _linked_data(tree: Any) -> Iterator[dict[str, Any]]:
    """Every JSON-LD object of the page, also those in lists and graphs."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower() or not script.text:
            continue
        text = re.sub(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$", "", script.text)
        try:
            yield from _objects(json.loads(text.strip().rstrip(";"), strict=False))
        except (ValueError, RecursionError):
            continue


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for part in value:
            yield from _objects(part)
    elif isinstance(value, dict):
        yield value
        yield from _objects(value.get("@graph"))
        if isinstance(value.get("mainEntity"), dict):
            yield value["mainEntity"]


def _best(objects: list[dict[str, Any]]) -> dict[str, Any]:
    """The object that is about the article: an article type, else a page's."""
    for types in (_ARTICLES, _PAGES):
        for found in objects:
            if any(t.lower().endswith(types) for t in _values(found.get("@type"))):
                return found
    return {}


def _with_references(linked: dict[str, Any], things: list[dict[str, Any]]) -> dict[str, Any]:
    """The object with what it only refers to by `@id` put in, such as its author."""
    known = {each["@id"]: each for each in things if isinstance(each.get("@id"), str) and "name" in each}

    def whole(value: Any) -> Any:
        if isinstance(value, list):
            return [whole(part) for part in value]
        id_ = value.get("@id") if isinstance(value, dict) and "name" not in value else value
        return known.get(id_, value) if isinstance(id_, str) else value

    return linked | {key: whole(linked[key]) for key in _REFERRING if key in linked}


def _is_article(linked: dict[str, Any]) -> bool:
    return any(t.lower().endswith(_ARTICLES) for t in _values(linked.get("@type")))


def _is_marked_article(tree: Any, meta: dict[str, list[str]]) -> bool:
    """Whether tags say that the page is one article: OpenGraph, Parse.ly, or microdata if one thing alone is marked so.

    A Twitter card says nothing of the kind, and a time of publishing is not an article's alone.
    """
    if _first(meta, ("og:type",)).lower() == "article" or _first(meta, ("parsely-type",)).lower() == "post":
        return True
    marked = [e for e in tree.xpath("//*[@itemtype]") if e.get("itemtype").strip().lower().endswith(_MARKED)]
    return len(marked) == 1


def _meta(tree: Any) -> dict[str, list[str]]:
    """The meta tags and `itemprop`s of the page by lower-case name; one tag can have several names."""
    found: dict[str, list[str]] = {}
    for tag in tree.iter("meta"):
        content = _clean(tag.get("content"))
        if not content:
            continue
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            for name in (tag.get(attribute) or "").lower().split():
                found.setdefault(name, []).append(content)
    return found


def _marked_days(tree: Any, name: str) -> list[str]:
    """The days that microdata call so, but for those of other stories and of comments."""
    marked = tree.xpath("//*[@itemprop=$name][not(self::meta)]", name=name)
    own = (each for each in marked if not is_beside(each))
    found = [_clean(each.get("datetime") or each.get("content") or each.text_content()) for each in own]
    return [each for each in found if (when := parse_date(each)).known and when.earliest == when.latest]


# ── each fact ───────────────────────────────────────────────────────────────────────────────────────


def _authors(tree: Any, linked: dict[str, Any], meta: dict[str, list[str]], site: str) -> tuple[str, ...]:
    """Those stated; where none is, or an account ("admin") or the paper itself, those of a byline if they are names."""
    given = _listed(linked.get("author") or linked.get("creator"))
    houses = {site, *(_name_of(value) for value in given if _is_house(value))}
    tagged = ([value for value in meta.get(tag, ()) if not value.startswith(_NO_NAMES)] for tag in _AUTHORS)
    said = [name for value in given if (name := _name_of(value))] or [
        name.strip() for value in next(filter(None, tagged), []) for name in value.split(";") if name.strip()
    ]
    stated = tuple(dict.fromkeys(author for name in said for author in written_by(name)))
    is_person = any(not is_account(name) and name not in houses for name in stated)
    return (() if is_person else names_in_bylines(tree)) or stated


def _is_house(value: Any) -> bool:
    types = _values(value.get("@type")) if isinstance(value, dict) else ()
    return any(each.lower().endswith(_HOUSES) for each in types)


def _named(linked: dict[str, Any], types: tuple[str, ...]) -> tuple[str, ...]:
    """What the article is about or mentions, where JSON-LD says that it is of such a type."""
    things = [*_listed(linked.get("about")), *_listed(linked.get("mentions"))]
    found = [
        _name_of(thing)
        for thing in things
        if isinstance(thing, dict) and any(t.lower().endswith(types) for t in _values(thing.get("@type")))
    ]
    return tuple(dict.fromkeys(filter(None, found)))


def _url(tree: Any, linked: dict[str, Any], meta: dict[str, list[str]]) -> str:
    links = [link.get("href") or "" for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower()]
    main = linked.get("mainEntityOfPage")
    claims = [*links, *_all(meta, ("og:url",)), *_values(linked.get("url")), *_values(main)]
    if isinstance(main, dict):
        claims.append(str(main.get("@id") or ""))
    return next((c.strip() for c in claims if c.strip().lower().startswith(("http://", "https://"))), "")


def _language(tree: Any, linked: dict[str, Any], meta: dict[str, list[str]]) -> str:
    """Only JSON-LD's word and the page's own: `og:locale` is more often a template's default than the truth."""
    claims = [*_values(linked.get("inLanguage"))]
    root = tree if tree.tag == "html" else tree.find(".//html")
    if root is not None:
        claims += [root.get("lang") or "", root.get(XML_LANG) or root.get("xml:lang") or ""]
    claims += _all(meta, ("content-language", "dc.language", "dcterms.language"))
    return next((code for claim in claims if (code := primary(claim.split(",")[0]))), "")


def _stated(claims: list[str]) -> DateRange | None:
    """The first claim that is a date. `2015-07-24T05:36:09+01:00` is the day as its author's clock had it."""
    for claim in claims:
        when = parse_date(claim)
        if when.known:
            return when
    return None


def _day(claims: list[str]) -> str:
    when = _stated(claims)
    return when.earliest.isoformat() if when and when.earliest else ""


# ── plain values ────────────────────────────────────────────────────────────────────────────────────


def _first(meta: dict[str, list[str]], names: tuple[str, ...]) -> str:
    return next(iter(_all(meta, names)), "")


def _all(meta: dict[str, list[str]], names: tuple[str, ...]) -> list[str]:
    return [value for name in names for value in meta.get(name, ())]


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []


def _values(value: Any) -> list[str]:
    return [text for part in _listed(value) if isinstance(part, str) and (text := _clean(part))]


def _name_of(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("name")
        return _name_of(value) if isinstance(value, list) else _clean(value)
    return _clean(value) if isinstance(value, str) and not value.startswith("http") else ""


def _clean(value: Any) -> str:
    return " ".join(html.unescape(value).split()) if isinstance(value, str) else ""
