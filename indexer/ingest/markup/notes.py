"""The notes of a page: the mark where one is referred to stands before its words too, and the way back is no word."""

from __future__ import annotations

import re
from typing import Any

from indexer.ingest.typography.raised import read_raised, say

_MARK = re.compile(r"\[?(\d{1,3})\]?", re.ASCII)
_BACK = re.compile("[↩↵↑⤴⏎⮐←^]\ufe0e?\ufe0f?")
_CALLED = re.compile("noteref|footnote-?ref")
_NOTES = ("li", "p", "div", "dd", "aside")
_MARKED = re.compile(r"\W*\d")


def read_page_notes(tree: Any) -> None:
    """Changes the tree of a page: raised figures to what they read, notes to begin with their marks."""
    links = [link for link in tree.iter("a") if "#" in (link.get("href") or "")]
    for link in links:
        if _BACK.fullmatch(_shown(link)) and link.getparent() is not None:
            link.drop_tree()
    marks: dict[str, str] = {}
    for link in links:
        if found := _mark(link):
            marks.setdefault(link.get("href").partition("#")[2], found[1])
            say(link, f"[{found[1]}]")
            link.drop_tag()  # many links make a menu of a paragraph
    for link in links:
        mark = marks.get(link.get("id") or link.get("name"))
        if mark == _shown(link) and link.getparent() is not None:  # the way back is the note's own mark
            say(link, f"[{mark}] ")
            link.drop_tag()
    for element in tree.iter(*_NOTES) if marks else ():
        if mark := marks.get(element.get("id")):
            _put_before(element, f"[{mark}] ")
    read_raised(tree.iter("sup"))


def _shown(link: Any) -> str:
    return "".join(link.itertext()).strip()


def _mark(link: Any) -> re.Match[str] | None:
    """The figure of a link to a note, which is raised, called so, or in brackets on the same page."""
    is_raised = any(True for _ in (*link.iter("sup"), *link.iterancestors("sup")))
    is_called = _CALLED.search(" ".join(link.get(name) or "" for name in ("epub:type", "role", "class")))
    is_here = link.get("href").startswith("#") and _shown(link).startswith("[")
    return _MARK.fullmatch(_shown(link)) if is_raised or is_called or is_here else None


def _put_before(note: Any, mark: str) -> None:
    first = next((each for each in note.iter() if isinstance(each.tag, str) and (each.text or "").strip()), None)
    if first is not None and not _MARKED.match("".join(note.itertext())):
        first.text = mark + first.text.lstrip()
