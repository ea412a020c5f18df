"""The text of a TEI element as it is read, without what its writer deleted: blocks in order, the notes after them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

from indexer.ingest.building import JOINT, PAGE, TextBuilder, flow
from indexer.ingest.tei.elements import TEI
from indexer.records import BlockKind

_SPACE = re.compile(r"\s+")
_LETTER = re.compile(r"[^\W\d_]")

_CONTAINERS = frozenset(
    "text front body back group div div1 div2 div3 div4 div5 opener closer postscript floatingText list table figure "
    "argument epigraph titlePage sp spGrp u castList".split()
)
_LEAVES = frozenset(
    "p ab head dateline salute signed byline address lg item row trailer docTitle titlePart listBibl speaker"
    " castItem".split()
)
_KEEP_LINES = frozenset("ab sp head opener closer dateline salute signed address lg byline trailer postscript".split())
_KINDS: dict[str, BlockKind] = {"head": "heading", "item": "list", "quote": "quote", "epigraph": "quote"}
_PREFERRED = ("reg", "corr", "expan", "lem")
_LEFT_OUT = frozenset("figDesc teiHeader facsimile listPerson listPlace listOrg listBibl listEvent".split())
_OWN_LINE = frozenset("addrLine l street".split())
_PLACED = _KEEP_LINES | {"letterhead"}
_SIDES = ("left", "center", "right")
_OF_PAGES = ("header", "footer", "pageNum", "lineNum", "sig", "catch")
"""What TEI calls forme work; some editions call a letterhead and `Personal` so, which are the letter's."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def add_text(text: etree._Element, builder: TextBuilder) -> int:
    """Add the blocks of a `text` element to the builder, and its notes after them; how many deleted words they lack."""
    reading = _Reading(builder)
    for part in text:
        if _name(part) in ("front", "body", "group", "back"):
            reading.walk(part, "paragraph")
    notes: list[etree._Element] = reading.notes
    for note in notes:  # notes in notes join the end of the list
        if _LETTER.search("".join(map(str, note.itertext()))):
            builder.add(reading.inside(note), "note")
    return reading.deleted


def plain(element: etree._Element) -> str:
    """An element's text on one line, as it is read, without notes."""
    raw = _Reading(TextBuilder()).inside(element) if len(element) else _spaced(element.text)
    return flow(raw).replace(PAGE, "").strip()


class _Reading:
    """Walks one text. `notes` are met on the way, `deleted` are as many words."""

    def __init__(self, builder: TextBuilder) -> None:
        self._builder = builder
        self.notes: list[etree._Element] = []
        self.deleted = 0

    def walk(self, element: etree._Element, kind: BlockKind) -> None:
        """Add the blocks below an element: runs of text and inline elements, and each block element."""
        name = _name(element)
        if name == "div" and element.get("type") == "notes":
            self.notes.extend(element.iter(f"{TEI}note"))
            return
        keep_lines = name in _KEEP_LINES
        kind = _KINDS.get(name, kind)
        run: list[str] = [_spaced(element.text)]
        for child in element:
            if self._is_block(child, element):
                self._flush(run, kind, keep_lines)
                if not _is_label(child, element):
                    self.walk(child, kind)
            else:
                run.append(self._inline(child))
            run.append(_spaced(child.tail))
        self._flush(run, kind, keep_lines)

    def inside(self, element: etree._Element) -> str:
        """The raw text of an element's content."""
        return _spaced(element.text) + "".join(self._inline(child) + _spaced(child.tail) for child in element)

    def _flush(self, run: list[str], kind: BlockKind, keep_lines: bool) -> None:
        raw = "".join(run)
        run.clear()
        self._builder.know_compounds(raw)
        self._builder.add(raw, kind, keep_lines)

    def _is_block(self, child: etree._Element, parent: etree._Element) -> bool:
        name = _name(child)
        if name in _LEFT_OUT and _name(parent) == "back":
            return False  # an edition's lists, for all its letters
        return (
            name in _CONTAINERS
            or (name in _LEAVES and _name(parent) != "note")
            or (name in ("quote", "stage") and _name(parent) not in ("p", "ab"))
        )

    def _inline(self, element: etree._Element) -> str:
        match _name(element):
            case "":  # a comment or a processing instruction
                return ""
            case "lb":
                return JOINT if element.get("break") == "no" else "\n"
            case "pb":
                return self._builder.page(element.get("n") or "")
            case "cb":
                return "\n"
            case "space":
                return " "
            case "gap":
                return self.inside(element) or "[…]"
            case "fw" if element.get("type") in _OF_PAGES:
                return "".join(self._pages(element))
            case "note":
                self.notes.append(element)
                return "".join(self._pages(element))
            case "choice" | "app":
                return self._choice(element)
            case "orig" if _is_followed_by_reg(element):  # a choice that lacks its `choice`
                return "".join(self._pages(element))
            case "del" | "seg" if _is_deleted(element):
                self.deleted += len("".join(map(str, element.itertext())).split())
                return "".join(self._pages(element))
            case "subst":
                return "".join(map(self._inline, element))  # white space between them is not text
            case name if name in _LEFT_OUT:
                return ""
            case "ref" if _DAY.fullmatch(element.get("target") or "") and not plain(element):
                return element.get("target") or ""  # the edition prints it in its own way
            case name if name in _OWN_LINE or name == "fw" or (name == "seg" and _is_placed(element)):
                return "\n" + self.inside(element) + "\n"
            case "cell" | "p" | "item" | "head":
                return " " + self.inside(element) + " "
        return self.inside(element)

    def _choice(self, choice: etree._Element) -> str:
        """The regularised reading, with the page breaks of the others, which the editor left in the original."""
        children = [child for child in choice if _name(child)]
        taken = next((c for name in _PREFERRED for c in children if _name(c) == name), None)
        if taken is None:
            return self._inline(children[0]) if children else ""
        pages = (mark for child in children if child is not taken for mark in self._pages(child))
        return "".join(pages) + self.inside(taken) + (" " if _lost_a_space(choice) else "")

    def _pages(self, element: etree._Element) -> Iterator[str]:
        for page in element.iter(f"{TEI}pb"):
            yield self._builder.page(page.get("n") or "")


def _lost_a_space(choice: etree._Element) -> bool:
    """Editors who make a word whole that a line end broke often leave no space between it and the next one."""
    return (choice.tail or " ")[0].isalpha() and any(_name(e) == "lb" for e in choice.iter())


def _is_followed_by_reg(element: etree._Element) -> bool:
    after = element.getnext()
    return after is not None and _name(after) == "reg" and not (element.tail or "").strip()


def _is_deleted(element: etree._Element) -> bool:
    """Whether the writer struck it out, and did not take that back. Some editions have a `seg` for it."""
    parent = element.getparent()
    return (_name(element) == "del" or element.get("type") == "del") and not (
        parent is not None and _name(parent) == "restore"
    )


def _is_placed(seg: etree._Element) -> bool:
    """Whether it stands apart on its page: a closer, a printed letterhead, what is on the left of it."""
    return seg.get("type") in _PLACED or seg.get("rend") in _SIDES


def _is_label(head: etree._Element, parent: etree._Element) -> bool:
    """A head that only repeats what its division's attribute calls it ("main text of letter") is the editor's."""
    return _name(head) == "head" and bool(parent.get("facs")) and (head.text or "").strip() == parent.get("facs")


def _name(element: etree._Element) -> str:
    """The element's name without its namespace; nothing for a comment or a processing instruction."""
    tag = element.tag
    return _local(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=1024)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _spaced(text: str | None) -> str:
    if not text or not ("\n" in text or "  " in text or "\t" in text):
        return text or ""
    return " " if text.isspace() else _SPACE.sub(" ", text)
