"""The people, bodies and places that a TEI text names in its body, each once, by their `@ref` or `@key`.

What is printed there may be a word for someone ("my brother"), so a name is the one that the file's own list gives the
reference, else the longest that a `persName`, `orgName` or `placeName` with that reference prints. Where neither says
one, and the reference leads to another file, the name stays empty for the list there to fill.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from indexer.ingest.authors import says_nobody
from indexer.ingest.tei.elements import TEI, findall
from indexer.ingest.tei.text import plain
from indexer.ingest.xmlsafe import XML_ID
from indexer.records import Name
from indexer.text.initials import says_initials_at_most

_PEOPLE = frozenset(f"{TEI}{name}" for name in ("persName", "orgName"))
_PLACES = frozenset(f"{TEI}{name}" for name in ("placeName", "settlement"))
_TYPED = frozenset(f"{TEI}{name}" for name in ("rs", "name"))
_APART = frozenset(f"{TEI}{name}" for name in ("note", "back", "listPerson", "listOrg", "listPlace"))
_LISTED = ".//t:person[@*] | .//t:org[@*] | .//t:place[@*]"
_NAMING = _PEOPLE | _PLACES
_PARTS = " | ".join(
    f"./t:{name}" for name in "forename surname roleName genName addName nameLink settlement region country".split()
)


@dataclass(frozen=True, slots=True)
class Named:
    """Whom and what a text names, in order of first mention."""

    people: tuple[Name, ...] = ()
    places: tuple[Name, ...] = ()


def printed_names(elements: Iterable[etree._Element], listed: Mapping[str, str]) -> tuple[Name, ...]:
    """The names as elements of the header print them, each once, with its reference.

    In place of none, or of initials, it is the name that `listed` has by the reference.
    """
    names: dict[Name, None] = {}
    for element in elements:
        text, reference = _printed(element), _reference(element)
        if says_initials_at_most(text):
            text = listed.get(reference, text)
        if text or _leads_out(reference):
            names[Name(text, reference)] = None
    return tuple(names)


def names_by_reference(tei: etree._Element) -> dict[str, str]:
    """The names that a TEI element's own lists give, by what refers to them."""
    return {f"#{name.ref}": name.text for name in listed_in(tei)}


def named_in(tei: etree._Element) -> Named:
    """The names in a TEI element's text that have a reference."""
    said = [
        element
        for text in tei.iterchildren(f"{TEI}text")
        for element in text.iter(*_NAMING, *_TYPED)
        if _reference(element) and not any(e.tag in _APART for e in element.iterancestors())
    ]
    people = [e for e in said if e.tag in _PEOPLE or (e.tag in _TYPED and e.get("type") in ("person", "org"))]
    places = [e for e in said if e.tag in _PLACES or (e.tag in _TYPED and e.get("type") == "place")]
    if not people and not places:
        return Named()
    listed = names_by_reference(tei)
    return Named(tuple(_names(people, listed)), tuple(_names(places, listed)))


def listed_in(tei: etree._Element) -> Iterator[Name]:
    """The people, bodies and places that lists in an element describe, by the entries' ids."""
    for entry in findall(tei, _LISTED):
        if (id := entry.get(XML_ID) or "") and (name := _listed_name(entry)):
            yield Name(name, id)


def _printed(element: etree._Element) -> str:
    """A name as it is printed, its parts apart; nothing where that only says that it is not known."""
    text = plain(element)
    parts = [part for each in findall(element, _PARTS) if (part := plain(each))]
    if len(parts) > 1 and text == "".join(parts):  # a header that is written without white space
        text = "".join(part if part[-1] in "'’-" else f"{part} " for part in parts).strip()
    return "" if says_nobody(text) else text


def _reference(element: etree._Element) -> str:
    return element.get("ref") or element.get("key") or ""


def _names(elements: list[etree._Element], listed: dict[str, str]) -> Iterator[Name]:
    printed: dict[str, str] = {}
    for element in elements:
        references = _reference(element).split()
        words = _printed(element) if element.tag in _NAMING and len(references) == 1 else ""
        for reference in references:
            if len(words) >= len(printed.setdefault(reference, "")):
                printed[reference] = words
    for reference, words in printed.items():
        if (name := listed.get(reference) or words) or _leads_out(reference):
            yield Name(name, reference)


def _leads_out(reference: str) -> bool:
    """Whether it is one entry of a list in another file."""
    return reference.find("#") > 0 and len(reference.split()) == 1


def _listed_name(entry: etree._Element) -> str:
    """The first name of an entry, forename before surname as a text has them."""
    named = next((e for e in entry if e.tag in _NAMING and plain(e)), None)
    if named is None:
        return ""
    parts = [text for part in ("forename", "surname") for e in findall(named, f"./t:{part}") if (text := plain(e))]
    return " ".join(parts) if len(parts) > 1 else _printed(named)
