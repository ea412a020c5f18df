"""Numbers of lists and headings of a .docx, which Word counts as it shows them: the text has none."""

from __future__ import annotations

import zipfile
from collections import defaultdict
from dataclasses import dataclass, field, replace

from lxml import etree

from indexer.ingest.office.docx.parts import FORMS, W, is_on, part_for, value
from indexer.ingest.office.listlabels import Counter, Level, bullet
from indexer.ingest.typography.numerals import whole_number

_NUMBERED = f"{W}pPr/{W}numPr"
_GENERATIONS = 20
"""A style is made of another, that of a third; no further."""
_PLACES = range(1, 10)
"""The levels that a list has in Word."""
_NONE = "0"
"""The list of a paragraph that is in none, whatever its style says."""


@dataclass(slots=True)
class _List:
    """A list by its own id. Lists of one `kind` go on counting where another left off."""

    kind: str
    levels: dict[int, Level]
    styles: dict[str, int]
    """The level of paragraphs of a style."""
    anew: dict[int, int] = field(default_factory=dict)
    """With which number its first item of a level begins, where it does not go on."""


class Numbering:
    """Gives the labels out, paragraph by paragraph."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        styles = part_for(archive, "styles")
        self._styles = {value(each, "styleId"): each for each in styles.iter(f"{W}style")} if styles is not None else {}
        root = part_for(archive, "numbering")
        self._lists = self._read(root) if root is not None else {}
        self._counters: defaultdict[str, Counter] = defaultdict(Counter)

    def is_item(self, paragraph: etree._Element) -> bool:
        """Whether a paragraph is part of a list."""
        return self._place(paragraph)[0] not in ("", _NONE)

    def label(self, paragraph: etree._Element) -> str:
        """What stands before the paragraph, with a blank; it is counted by that."""
        id_, said = self._place(paragraph)
        found = self._lists.get(id_)
        if found is None or is_on(paragraph.find(f"{W}pPr/{W}rPr/{W}vanish")):
            return ""
        at = 1 + whole_number(said, 0)
        label = self._counters[found.kind].label(at, found.levels, found.anew.pop(at, None))
        return label and f"{label} "

    def _place(self, paragraph: etree._Element) -> tuple[str, str]:
        """The ids of a paragraph's list and level, its own or its style's."""
        own = paragraph.find(_NUMBERED)
        style = value(paragraph.find(f"{W}pPr/{W}pStyle"))
        id_, level = _ids(own)
        if id_:
            return id_, level
        id_, styled = self._place_of(style)
        return id_, level or styled

    def _place_of(self, style: str) -> tuple[str, str]:
        """The same of a style, or of those that it is made of."""
        id_, level, first = "", "", style
        for _ in range(_GENERATIONS):
            if id_ or (element := self._styles.get(style)) is None:
                break
            id_, said = _ids(element.find(_NUMBERED))
            level = level or said
            style = value(element.find(f"{W}basedOn"))
        found = self._lists.get(id_)
        return id_, str(found.styles[first] - 1) if found is not None and first in found.styles else level

    def _read(self, root: etree._Element) -> dict[str, _List]:
        kinds = {value(each, "abstractNumId"): each for each in root.iterchildren(f"{W}abstractNum")}
        numbers = {value(each, "numId"): each for each in root.iterchildren(f"{W}num")}
        levels = {id_: _levels(kind) for id_, kind in kinds.items()}
        lists = {}
        for id_, number in numbers.items():
            kind = self._kind(number, numbers, kinds)
            if kind is not None:
                lists[id_] = _list(kind, levels[kind], number)
        return lists

    def _kind(
        self, number: etree._Element, numbers: dict[str, etree._Element], kinds: dict[str, etree._Element]
    ) -> str | None:
        """What a list's levels look like; it may be told by a style, which names another list that has them."""
        kind = value(number.find(f"{W}abstractNumId"))
        link = value(kinds[kind].find(f"{W}numStyleLink")) if kind in kinds else ""
        named = numbers.get(self._place_of_list_style(link)) if link else None
        kind = value(named.find(f"{W}abstractNumId")) if named is not None else kind
        return kind if kind in kinds else None

    def _place_of_list_style(self, style: str) -> str:
        element = self._styles.get(style)
        return _ids(element.find(_NUMBERED))[0] if element is not None else ""


def _ids(numbered: etree._Element | None) -> tuple[str, str]:
    if numbered is None:
        return "", ""
    return value(numbered.find(f"{W}numId")), value(numbered.find(f"{W}ilvl"))


_Levels = tuple[dict[int, Level], dict[str, int]]
"""Those of a kind of list, and which of them are paragraphs of which style."""


def _levels(kind: etree._Element) -> _Levels:
    levels: dict[int, Level] = {}
    styles: dict[str, int] = {}
    for element in kind.iterchildren(f"{W}lvl"):
        if (at := _place(element)) in _PLACES:
            levels[at] = _level(element, at)
            if style := value(element.find(f"{W}pStyle")):
                styles[style] = at
    return levels, styles


def _list(kind: str, shared: _Levels, number: etree._Element) -> _List:
    levels, styles = shared
    found = _List(kind, dict(levels), styles)
    for override in number.iterchildren(f"{W}lvlOverride"):
        at = _place(override)
        if (own := override.find(f"{W}lvl")) is not None and at in _PLACES:
            found.levels[at] = _level(own, at)
        if (said := override.find(f"{W}startOverride")) is not None and at in found.levels:
            found.anew[at] = whole_number(value(said), 1)
            found.levels[at] = replace(found.levels[at], start=found.anew[at])
    return found


def _place(element: etree._Element) -> int:
    return 1 + whole_number(value(element, "ilvl"), 0)


def _level(element: etree._Element, at: int) -> Level:
    form = value(next(element.iter(f"{W}numFmt"), None)) or "decimal"
    pattern = value(element.find(f"{W}lvlText"))
    if form == "bullet":
        return Level(bullet(pattern, value(element.find(f"{W}rPr/{W}rFonts"), "ascii")))
    start, after = element.find(f"{W}start"), value(element.find(f"{W}lvlRestart"))
    return Level(
        pattern, "" if form == "none" else FORMS.get(form, "1"), whole_number(value(start), int(start is not None)),
        restarts=1 + whole_number(after, at) if after else at, doubled=True, plain=is_on(element.find(f"{W}isLgl")),
    )  # fmt: skip
