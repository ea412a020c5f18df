"""How to cite a document: in words, BibTeX, RIS and CSL-JSON, and as the marks that Zotero and crawlers read.

Letters are `personal_communication`, articles `article-newspaper` (CSL 1.0.2); RIS types PCOMM and NEWS.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode, urlsplit

from indexer.presentation.addresses import web_address
from indexer.presentation.datewords import cited
from indexer.presentation.lines import listed
from indexer.records import Document, Name
from webapp.parts.citedates import bibtex_date, csl_date, date_note, date_words, ris_day, stated_day, year
from webapp.parts.lettertitle import says_more

_CSL_TYPE = {"article": "article-newspaper", "letter": "personal_communication", "other": "document"}
_RIS_TYPE = {"article": "NEWS", "letter": "PCOMM", "other": "GEN"}
_ZOTERO_TYPE = {"article": "newspaperArticle", "letter": "letter", "other": "document"}
_SCHEMA_TYPE = {"article": "NewsArticle", "letter": "Message", "other": "CreativeWork"}
_AT_HOME = ("127.0.0.1", "::1", "localhost")
_TEX = {"\\": r"\textbackslash{}", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}"} | {
    mark: "\\" + mark for mark in "{}$&#_%"
}


def citation(document: Document, permalink: str) -> str:
    """One sentence: who, what, where, when, and the lasting address, or the pressmark where there is none.

    Where nothing says what a document belongs to, its file does, beside the pressmark.
    """
    address = _address(document, permalink)
    where = ", ".join(filter(None, [document.source or ("" if address else document.path), _place(document)]))
    shelf = address or f"Pressmark {document.id}"
    when = cited(document)
    if document.kind == "letter" and (document.senders or document.recipients):
        who = f"{listed(document.senders) or '[unknown]'} to {listed(document.recipients) or '[unknown]'}"
        title = f"“{document.title.removesuffix('.')}”" if says_more(document) else ""
        return ". ".join(filter(None, [", ".join(filter(None, [who, title, when])), where, shelf]))
    authors = listed(document.authors)
    title = document.title.removesuffix(".") if document.title_derived else document.title  # a sentence has its own
    return ". ".join(filter(None, [authors, f"“{title}”", ", ".join(filter(None, [where, when])), shelf]))


def quotation(document: Document, text: str, permalink: str) -> str:
    """A passage in quotation marks, with its citation."""
    return f"“{' '.join(text.split())}” — {citation(document, permalink)}"


def csl(document: Document, permalink: str) -> dict[str, Any]:
    """CSL-JSON."""
    letter = document.kind == "letter"
    item = {
        "id": document.id,
        "type": _CSL_TYPE[document.kind],
        "title": document.title,
        "author": [{"literal": name.text} for name in _writers(document)],
        "recipient": [{"literal": name.text} for name in document.recipients],
        "container-title": "" if letter else document.source,
        "archive": document.source if letter else "",
        "publisher-place": _place(document),
        "issued": csl_date(document.date),
        "language": document.language,
        "URL": _address(document, permalink),
        "call-number": f"Pressmark {document.id}",
    }
    return {name: value for name, value in item.items() if value}


def ris(document: Document, permalink: str) -> str:
    """RIS, with CRLF as its readers expect."""
    when = document.date
    fields = [
        ("TY", _RIS_TYPE[document.kind]),
        ("TI", document.title),
        *(("AU", name.text) for name in _writers(document)),
        *(("A2", name.text) for name in document.recipients),
        ("T2", document.source),
        ("CY", _place(document)),
        ("PY", year(when)),
        ("DA", ris_day(when)),
        ("N1", date_note(document)),
        ("LA", document.language),
        ("UR", _address(document, permalink)),
        ("CN", f"Pressmark {document.id}"),
    ]
    lines = [f"{tag}  - {_one_line(value)}" for tag, value in fields if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def bibtex(document: Document, permalink: str) -> str:
    """BibTeX: `article` for articles, `misc` for the rest."""
    letter, when = document.kind == "letter", document.date
    recipients = listed(document.recipients)
    fields = {
        "author": " and ".join("{" + _tex(name.text) + "}" for name in _writers(document)),
        "title": "{" + _tex(document.title) + "}",
        "journal" if document.kind == "article" else "organization": _tex(document.source),
        "howpublished": _tex(f"Letter to {recipients}") if letter and recipients else "",
        "address": _tex(_place(document)),
        **bibtex_date(when),
        "note": _tex(date_note(document)),
        "language": _tex(document.language),
        "library": _tex(f"Pressmark {document.id}"),
        "url": _one_line(_address(document, permalink)).replace("{", "%7B").replace("}", "%7D"),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value and value != "{}"]
    kind = "article" if document.kind == "article" else "misc"
    return "\n".join([f"@{kind}{{{document.id},", *lines, "}", ""])


def meta_tags(document: Document, permalink: str) -> list[tuple[str, str]]:
    """Highwire Press tags, which Google Scholar and Zotero read from a page's head."""
    day = stated_day(document)
    tags = [
        ("citation_title", document.title),
        *(("citation_author", name.text) for name in _writers(document)),
        ("citation_publication_date", day.replace("-", "/")),
        ("citation_year", year(document.date) if document.date and document.date.sure == "stated" and not day else ""),
        ("citation_journal_title" if document.kind == "article" else "citation_publisher", document.source),
        ("citation_language", document.language),
        ("citation_public_url", permalink),
    ]
    return [(name, _one_line(value)) for name, value in tags if value]


def coins(document: Document, permalink: str) -> str:
    """A ContextObject in a span (COinS), Dublin Core by key and value."""
    pairs = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"),
        ("rft.type", _ZOTERO_TYPE[document.kind]),
        ("rft.title", document.title),
        *(("rft.creator", name.text) for name in _writers(document)),
        ("rft.source", document.source),
        ("rft.date", date_words(document)),
        ("rft.language", document.language),
        ("rft.identifier", permalink),
    ]
    return urlencode([(name, value) for name, value in pairs if value], errors="replace")


def json_ld(document: Document, permalink: str) -> dict[str, Any]:
    """schema.org: NewsArticle, Message or CreativeWork."""
    letter = document.kind == "letter"
    item = {
        "@context": "https://schema.org",
        "@type": _SCHEMA_TYPE[document.kind],
        "name" if letter else "headline": document.title,
        "sender" if letter else "author": [{"@type": "Person", "name": name.text} for name in _writers(document)],
        "recipient": [{"@type": "Person", "name": name.text} for name in document.recipients],
        "dateSent" if letter else "datePublished": stated_day(document),
        "inLanguage": document.language,
        "isPartOf": {"@type": "Collection" if letter else "Newspaper", "name": document.source}
        if document.source
        else None,
        "locationCreated": _place(document),
        "url": permalink,
    }
    return {name: value for name, value in item.items() if value}


def _address(document: Document, permalink: str) -> str:
    """Where anybody can read it: the original on the web, else this archive's page if others can reach it."""
    return web_address(document) or ("" if urlsplit(permalink).hostname in _AT_HOME else permalink)


def _writers(document: Document) -> tuple[Name, ...]:
    return document.senders or document.authors if document.kind == "letter" else document.authors


def _place(document: Document) -> str:
    return document.places[0].text if document.places else ""


def _tex(text: str) -> str:
    return "".join(_TEX.get(mark, mark) for mark in _one_line(text))


def _one_line(text: str) -> str:
    return re.sub(r"[\s\x00-\x1f\x7f\u2028\u2029]+", " ", text).strip()
