"""Saved web pages: trafilatura finds the article in the page, `facts` reads what the page says of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from lxml import etree
from lxml.html import HTMLParser

from indexer.errors import Unreadable
from indexer.ingest.building import TextBuilder
from indexer.ingest.dating.letterhead import dateline
from indexer.ingest.decoding.encodings import decode
from indexer.ingest.decoding.mojibake import mend
from indexer.ingest.documents import derived_title, document_id
from indexer.ingest.found import Found, Inside
from indexer.ingest.markup.formulas import read_page_formulas
from indexer.ingest.markup.lists import read_page_lists
from indexer.ingest.markup.notes import read_page_notes
from indexer.ingest.markup.preformatted import read_preformatted
from indexer.ingest.markup.tree import add_markup, end_lost, is_hidden, parsed
from indexer.ingest.markup.word import read_word_page
from indexer.ingest.pages.articles import join_articles
from indexer.ingest.pages.captions import captions_of
from indexer.ingest.pages.facts import read_facts
from indexer.ingest.pages.flat import hold_together
from indexer.ingest.pages.lead import lacks, lead_of
from indexer.ingest.pages.listarchives import as_mail
from indexer.ingest.pages.phperrors import take_errors
from indexer.ingest.pages.plain import is_plain_page
from indexer.ingest.pages.published import published
from indexer.ingest.pages.tags import put_plainly
from indexer.ingest.typography.struck import take_struck, told
from indexer.records import BlockKind, Document, Name

_CHARSET = re.compile(
    rb"""(?:<meta[^>]{0,200}?charset|\A\s*<\?xml[^>]{0,200}?encoding)\s*=\s*(?:["']\s*)?([\w-]+)""", re.IGNORECASE
)
_SAVED = re.compile(r"""<!--\s+(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s+)(https?://[^\s>]+)""")
"""Where a browser notes which page it saved."""
_HEAD = 4096
_UNSHOWN = "//*[@hidden or contains(@style, 'none') or contains(@style, 'hidden')] | //rt | //rp"
"""What the page may not show, and the pronunciation beside Japanese words."""
_PUT_IN = (
    "//span[contains(@class, 'mw-editsection') or contains(@class, 'mw-cite-backlink')] | //*[@id='siteSub']"
    " | //*[starts-with(@id, 'wm-ipp')]"
)
"""What MediaWiki puts among the words of a page: a link to edit each part, links back from notes; and the Wayback
Machine above them: whose copy it is, and of which days there are others.
"""
_EXCUSE = 40
_BLOCKS = ("p", "head", "quote", "list", "item", "table", "row", "cell", "code")
_KINDS: dict[str, BlockKind] = {"head": "heading", "quote": "quote", "list": "list"}


def read(path: str, data: bytes, inside: Inside) -> Iterator[Found]:
    """The article of one page, or the letter that an archive of a mailing list shows. Raises Unreadable."""
    source, warnings = _source(data)
    if mail := as_mail(source):
        yield from (_of_page(path, letter, source, warnings) for letter in inside(path, mail, "letter.eml"))
        return
    tree, lost = _parsed(source)
    if tree is None:
        raise Unreadable("broken", "the page holds no HTML")
    struck = told([take_struck(tree)])
    facts = read_facts(tree)
    if not facts.url and (saved := _SAVED.search(source, 0, _HEAD)):
        facts = replace(facts, url=saved[1])
    date, inferred = published(facts, tree)
    others = join_articles(tree, facts.is_article)
    put_plainly(tree, facts.url)
    read_preformatted(tree)
    if _is_of_frames(tree):
        raise Unreadable("empty", "the page is made of frames: its text is in their own files")
    if _needs_scripts(tree):
        raise Unreadable("empty", "the page gets its text by JavaScript: open it in a browser and save it from there")
    builder, doubts = _text(tree, lead_of(tree, facts.description))
    if not builder.text:
        raise Unreadable("empty", "the page holds no text")
    if (date is None or date.sure == "inferred") and (said := dateline(builder.text)):
        date, inferred = said, ()
    yield Document(
        id=document_id(path), path=path, text=builder.text, title=facts.title or derived_title(builder.text),
        title_derived=not facts.title, kind="article" if facts.is_article else "other", date=date,
        source=facts.publisher, url=facts.url, language=facts.language,
        authors=tuple(Name(author) for author in facts.authors),
        people=tuple(Name(each) for each in facts.people), named_places=tuple(Name(each) for each in facts.places),
        blocks=builder.blocks, metadata={"modified": facts.modified} if facts.modified else {},
        warnings=(*warnings, *lost, *struck, *others, *doubts, *inferred),
    )  # fmt: skip


def _of_page(path: str, letter: Found, source: str, warnings: Sequence[str]) -> Found:
    """A letter as the page's one document, with what is to be said of the page."""
    if not isinstance(letter, Document):
        return letter
    saved = _SAVED.search(source, 0, _HEAD)
    return replace(
        letter, id=document_id(path), path=path, url=saved[1] if saved else "", warnings=(*warnings, *letter.warnings)
    )


def _source(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The page as text: in the charset it declares if that is right, else as `decode` finds it."""
    if declared := _CHARSET.search(data[:_HEAD]):
        name = declared[1].decode("ascii").lower()
        if name not in ("utf-8", "utf8"):
            name = "cp1252" if name in ("iso-8859-1", "latin1", "latin-1", "us-ascii") else name  # as browsers do
            try:
                data.decode("utf-8")
            except UnicodeDecodeError:
                try:
                    return mend(data.decode(name))
                except (UnicodeError, LookupError):
                    pass
    return decode(data)


def _parsed(source: str) -> tuple[Any, tuple[str, ...]]:
    """The page as a tree, None where it is none, and a doubt where its end is lost."""
    from trafilatura import load_html, utils

    # Its own loses what follows 10 MB in one piece, as of a picture set in.
    utils.HTML_PARSER = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    tree = load_html(source.encode("utf-8", "replace"))
    lost = end_lost(utils.HTML_PARSER)
    if tree is None or tree.tag != "html":  # a piece of a page
        tree = parsed(source.encode("utf-8", "replace"))
    if tree is not None:
        for element in tree.xpath(_PUT_IN):
            element.drop_tree()
        take_errors(tree)
        read_page_formulas(tree)
        read_word_page(tree)
        read_page_notes(tree)
        for element in tree.xpath(_UNSHOWN):
            if element.tag in ("rt", "rp") or (is_hidden(element) and element.tag not in ("html", "body")):
                element.drop_tree()
        read_page_lists(tree)
    return tree, lost


def _is_of_frames(tree: Any) -> bool:
    """Whether it has but a few words besides, for those whose browser knew no frames."""
    words = " ".join(" ".join(map(str, each.itertext())) for each in tree.iter("noframes"))
    return any(True for _ in tree.iter("frameset")) and len(words.split()) <= _EXCUSE


def _needs_scripts(tree: Any) -> bool:
    """Whether all that it says are a few words to those who have no JavaScript."""
    words = sum(len("".join(each.itertext()).split()) for each in tree.iter("noscript"))
    if not 0 < words <= _EXCUSE:
        return False
    shown = tree.xpath("//body//text()[not(ancestor::script or ancestor::style or ancestor::template)]")
    return words >= len(" ".join(map(str, shown)).split())


def _text(tree: Any, lead: str) -> tuple[TextBuilder, tuple[str, ...]]:
    """The main text, with lead and captions if it lacks them; everything that is shown of a page without surroundings,
    and where no main text is found.
    """
    builder = TextBuilder()
    if is_plain_page(tree):
        add_markup(tree, builder)
    if builder.text:
        return builder, ()
    from trafilatura import bare_extraction
    from trafilatura.xpaths import BODY_XPATH

    if next(tree.iter("article", "main"), None) is None and not any(known(tree) for known in BODY_XPATH):
        hold_together(tree)
    captions = captions_of(tree)
    found = bare_extraction(
        tree, with_metadata=False, include_comments=False, include_tables=True, include_images=False,
        include_links=False, favor_recall=False,
    )  # fmt: skip
    body = getattr(found, "body", None)
    if body is not None and (article := _run_together(tree, body)) is not None:
        add_markup(article, builder)
    elif body is not None:
        said = "".join(body.itertext())
        opening = [lead] if lacks(said, lead) else []
        for element in body:
            if opening and element.tag != "head":
                builder.add(opening.pop(), keep_lines=True)
            _add(element, builder)
    if builder.text:
        said = " ".join(builder.text.split())
        for caption in captions:
            if lacks(said, caption):
                builder.add(caption, "note")
        return builder, ()
    add_markup(tree, builder)
    return builder, ("no article was found in the page: all of its text was taken",)


def _run_together(tree: Any, body: Any) -> Any:
    """The article, where trafilatura made one paragraph of all of it, as it does of a short one with a picture."""
    article = next(tree.iter("article", "main"), None)
    if article is None or len(body) != 1 or body[0].tag != "p" or sum(1 for _ in article.iter("p")) < 2:
        return None
    return article if _letters(article) == _letters(body) else None


def _letters(element: Any) -> str:
    return "".join("".join(element.itertext()).split())


def _add(element: etree._Element, builder: TextBuilder) -> None:
    """One block of trafilatura's tree: p, head, quote, list, table, code."""
    if element.tag == "list":
        for item in element:
            _add_parts(item, builder, ("list",), "list")
    elif element.tag == "table":
        for row in element.iter("row"):
            if next(row.iterancestors("table")) is element:  # else it is another's, in a cell of this one
                _add_row(row, builder)
    else:
        builder.add(_flat(element), _KINDS.get(str(element.tag), "paragraph"), keep_lines=True)
    if element.tail and element.tail.strip():
        builder.add(element.tail)


def _add_row(row: etree._Element, builder: TextBuilder) -> None:
    """A row of a table as a line; the blocks of a table that lays out a page each for itself."""
    cells = list(row.iterchildren("cell"))
    if any(sum(child.tag in _BLOCKS for child in cell) > 1 for cell in cells):
        for cell in cells:
            _add_parts(cell, builder, _BLOCKS)
    else:
        builder.add(" ".join(map(_flat, cells)))


def _add_parts(
    element: etree._Element, builder: TextBuilder, apart: Sequence[str], kind: BlockKind = "paragraph"
) -> None:
    """What an element holds: blocks of `apart` each for itself, the words between them as blocks of one kind."""
    between = [element.text or ""]
    for child in element:
        if child.tag in apart:
            builder.add("".join(between), kind, keep_lines=True)
            between = []
            _add(child, builder)
        else:
            between += [f"\n{_flat(child)}\n" if child.tag in _BLOCKS else _flat(child), child.tail or ""]
    builder.add("".join(between), kind, keep_lines=True)


def _flat(element: etree._Element) -> str:
    """The words of an element, with a break at each line's and block's end."""
    if element.tag == "lb":
        return "\n"
    inner = [element.text or ""]
    for child in element:
        inner += [f"\n{_flat(child)}\n" if child.tag in _BLOCKS else _flat(child), child.tail or ""]
    return "".join(inner)
