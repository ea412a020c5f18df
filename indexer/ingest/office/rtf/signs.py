"""RTF made ready for striprtf, which shows deleted, hidden and struck text, drops notes, text boxes, headers and
footers, and parts the cells of tables by lines: signs go in, and are read after it.

Deleted, hidden, struck and raised are properties of characters: a word switches them on or off, and a group's end
brings back what held before it. Signs pass through striprtf as letters do, and are lost with the groups that it passes
over.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from indexer.ingest.office.rtf.labels import labelled
from indexer.ingest.typography.raised import raised
from indexer.ingest.typography.unsaid import comment

_SAID, _DELETED, _MOVED, _HIDDEN, _NOTE, _ABOVE, _BELOW, _END = "\1", "\2", "\3", "\4", "\5", "\6", "\7", "\x08"
_STRUCK, _MARK, _CONTENTS, _BOX = "\x0e", "\x0f", "\x15", "\x16"
_SIGNS = f"[{_SAID}-{_END}{_STRUCK}{_MARK}{_CONTENTS}{_BOX}]"
_CELL, _ROW, _UP, _LEVEL = "\x10", "\x11", "\x12", "\x13"
_WITHIN = f"[{_CELL}-{_LEVEL}]"
"""Signs within a text, which part none from another."""
_RAISED = re.compile(rf"{_UP}([^{_UP}{_LEVEL}]*){_LEVEL}?")
_SHOWN = {"chftn": _MARK, "cell": _CELL, "nestcell": _CELL, "row": _ROW, "nestrow": _ROW}
_ASIDE = {"footnote": _NOTE, "annotation": _NOTE, "shptxt": _BOX, "dptxbxtext": _BOX}
_FRAMES = ("shp", "shpinst", "shpgrp", "do", "object", "result")
"""Hold text boxes and what stands for an object; what else is in them, striprtf passes over."""
_AROUND = {"header": _ABOVE, "headerr": _ABOVE, "footer": _BELOW, "footerr": _BELOW}
_AROUND_FIRST = {"headerf": _ABOVE, "footerf": _BELOW}
"""Where the first page has its own (`titlepg`). Those of the pages after it are running titles."""
_TOKEN = re.compile(r"(?P<star>\\\*\s*)?\\(?P<word>[a-z]+)(?P<number>-?\d+)? ?|\\[^a-z]|[{}]", re.IGNORECASE)
_MAKES_CONTENTS = re.compile(r"(?:[\s{]|\\(?!\\)[a-z]+-?\d* ?){0,40}TOC\b")
"""The code of a field that shows a table of contents, or of figures: it repeats the text."""
_NAME = re.compile(r"[^{}]{0,200}")


@dataclass(frozen=True, slots=True)
class _State:
    """What holds at a place; `apart` is the sign of the group that stands apart from the running text."""

    deleted: bool = False
    moved: bool = False
    hidden: bool = False
    struck: bool = False
    contents: bool = False
    raised: bool = False
    apart: str = ""

    @property
    def sign(self) -> str:
        """What its text is: where changes are tracked, what was moved still stands where it was as well."""
        unsaid = (
            (self.contents, _CONTENTS), (self.moved, _MOVED), (self.deleted, _DELETED), (self.hidden, _HIDDEN),
            (self.struck, _STRUCK),
        )  # fmt: skip
        return next((sign for holds, sign in unsaid if holds), _SAID)

    def after(self, word: str, on: bool, apart: Mapping[str, str]) -> _State:
        if word == "deleted":
            return replace(self, deleted=on)
        if word == "mvf":
            return replace(self, moved=on)
        if word == "v":
            return replace(self, hidden=on)
        if word in ("strike", "striked"):
            return replace(self, struck=on)
        if word in ("super", "up", "nosupersub", "sub", "dn"):
            return replace(self, raised=on and word in ("super", "up"))
        if word == "plain":
            return _State(apart=self.apart, contents=self.contents)
        return replace(self, apart=apart[word]) if word in apart else self


@dataclass(frozen=True, slots=True)
class Parted:
    """The running text, what stands above and below the first page, the notes, and how many words were neither.

    `struck` is None where most words are struck out, and stay.
    """

    text: str
    above: str
    below: str
    notes: tuple[str, ...]
    deleted: int
    hidden: int
    struck: int | None


def with_signs(source: str) -> str:
    """RTF in which signs say what is deleted, hidden or struck, and where notes, headers and footers begin and end."""
    source = re.sub(f"{_SIGNS}|{_WITHIN}", " ", source)
    apart = {**_ASIDE, **(_AROUND_FIRST if "\\titlepg" in source else _AROUND)}
    parts: list[str] = []
    groups: list[_State] = []
    state, author, at, makes_contents = _State(), "", 0, False
    while token := _TOKEN.search(source, at):
        parts.append(source[at : token.start()])
        at = token.end()
        kept, before = token[0], state
        if kept == "{":
            groups.append(state)
            state = replace(state, apart="")
        elif kept == "}":
            state = groups.pop() if groups else _State()
            kept = (_END if before.apart else "") + _change(before, state) + kept
        elif word := token["word"]:
            state = state.after(word, token["number"] != "0", apart)
            if word == "fldinst":
                makes_contents = _MAKES_CONTENTS.match(source, at) is not None
            elif word == "fldrslt" and makes_contents:
                state, makes_contents = replace(state, contents=True), False
            kept = _opened(word, author, state) if state.apart and not before.apart else kept
            kept += _change(before, state)
            if word == "atnauthor" and (name := _NAME.match(source, at)):
                author = name[0]
            elif word in _SHOWN:
                kept += _SHOWN[word]
            elif word in _FRAMES:
                kept = ""
            elif word == "bin":  # bytes that may look like anything
                kept, at = "", at + max(0, int(token["number"] or 0))
        parts.append(kept)
    return "".join((*parts, source[at:]))


def _change(before: _State, after: _State) -> str:
    height = "" if after.raised == before.raised else _UP if after.raised else _LEVEL
    return height + (after.sign if after.sign != before.sign else "")


def _opened(word: str, author: str, state: _State) -> str:
    return state.apart + (comment(author, "") if word == "annotation" else "")


def parted(text: str, said: str = _SAID) -> Parted:
    """What striprtf made of RTF with signs, taken apart at them. `said` are the signs of what is text."""
    running: list[str] = []
    boxes: list[str] = []
    groups: dict[str, list[list[str]]] = {_NOTE: [], _ABOVE: [], _BELOW: []}
    around: list[list[str]] = []
    unsaid: Counter[str] = Counter()
    into, speech, number = running, _SAID, 0
    for piece in re.split(f"({_SIGNS})", text):
        if piece in (_SAID, _DELETED, _MOVED, _HIDDEN, _STRUCK, _CONTENTS):
            speech = piece
        elif piece in groups:
            around.append(into)
            groups[piece].append(into := [])
        elif piece == _BOX:
            around.append(into)
            into = boxes if into is running else into
            into.append("\n")
        elif piece == _END:
            into.append("\n" if into is boxes else "")
            into = around.pop() if around else running
        elif piece == _MARK and speech in said:
            number += into is running
            into.append(f"[{number}]" if number else "")
        elif speech in said and into is running and boxes and "\n" in piece:  # they stand after their paragraph
            before, after = piece.split("\n", 1)
            running += [before, "\n", *boxes, after]
            boxes.clear()
        elif speech in said:
            into.append(piece)
        else:
            unsaid[speech] += len(piece.split())
    notes, above, below = (tuple(map(_read, groups[sign])) for sign in (_NOTE, _ABOVE, _BELOW))
    running += boxes
    words = len("".join(running).split())
    if unsaid[_CONTENTS] > words:
        return parted(text, said + _CONTENTS)
    if unsaid[_STRUCK] > words:
        return replace(parted(text, said + _STRUCK), struck=None)
    return Parted(
        _read(running), next(iter(above), ""), next(iter(below), ""), notes,
        unsaid[_DELETED], unsaid[_HIDDEN], unsaid[_STRUCK],
    )  # fmt: skip


def _read(pieces: Sequence[str]) -> str:
    """A text with its rows as lines and its raised figures read. striprtf shows the end of a cell as a bar."""
    cells = "".join(pieces).replace(f"|{_CELL}", _CELL).split(_CELL)
    text = " ".join(cell.strip("\n") for cell in cells).replace(_ROW, "\n")
    text = _RAISED.sub(lambda up: raised(up.string[: up.start()][-20:], up[1].strip(), up.string[up.end() :][:1]), text)
    return labelled(re.sub(_WITHIN, "", text))
