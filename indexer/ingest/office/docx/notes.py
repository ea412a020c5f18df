"""Footnotes and endnotes of a .docx: the mark that stands in the text for each, as Word counts them."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from indexer.ingest.office.docx.parts import FORMS, W, value
from indexer.ingest.typography.numerals import numeral

_USUAL = {"footnote": "decimal", "endnote": "lowerRoman"}
_REFERENCES = {f"{W}{kind}Reference": kind for kind in _USUAL}


class NoteMarks:
    """Gives the marks out, place by place."""

    def __init__(self, *parts: etree._Element | None) -> None:
        """`parts`, the document and its settings, say which figures notes have."""
        self._figures = dict(_USUAL)
        for element in (e for part in parts if part is not None for e in part.iter(f"{W}numFmt")):
            kind = etree.QName(element.getparent()).localname.removesuffix("Pr")
            if kind in _USUAL:
                self._figures[kind] = value(element)
        self._marks: dict[str, dict[str, str]] = {kind: {} for kind in _USUAL}
        self._deleted: set[tuple[str, str]] = set()

    def at(self, reference: etree._Element) -> str:
        """The mark at a reference, "" at what is none and where the author's own mark follows (`*`), which is text."""
        if (kind := _REFERENCES.get(str(reference.tag), "")) == "":
            return ""
        marks = self._marks[kind]
        own = value(reference, "customMarkFollows") in ("1", "true", "on")
        number = 1 + sum(map(bool, marks.values()))
        figure = numeral(number, FORMS.get(self._figures[kind], "1"), doubled=True)
        return marks.setdefault(value(reference, "id"), "" if own else f"[{figure}]")

    def delete(self, element: etree._Element) -> None:
        """What is deleted takes its notes with it."""
        self._deleted |= {(_REFERENCES[str(e.tag)], value(e, "id")) for e in element.iter(*_REFERENCES)}

    def in_order(self, kind: str, notes: etree._Element) -> Iterator[tuple[str, etree._Element]]:
        """Each note with its mark, in the order in which the text refers to them; what it does not refer to, last."""
        marks = self._marks.get(kind, {})
        places = {id_: place for place, id_ in enumerate(marks)}
        for note in sorted(notes.iter(f"{W}{kind}"), key=lambda note: places.get(value(note, "id"), len(places))):
            id_ = value(note, "id")
            if id_ in marks or (kind, id_) not in self._deleted:
                yield marks.get(id_, ""), note
