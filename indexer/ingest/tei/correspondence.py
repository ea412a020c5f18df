"""TEI's correspDesc: who sent what to whom, from where, when, and by which ways it went."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from indexer.ingest.tei.dated import Dated, date_of
from indexer.ingest.tei.elements import findall
from indexer.ingest.tei.names import names_by_reference, printed_names
from indexer.records import Name

_PERSONS = "./t:persName | ./t:orgName | ./t:name | ./t:rs[not(@type) or @type='person' or @type='org']"
_PLACES = "./t:placeName | ./t:settlement | ./t:region | ./t:country | ./t:rs[@type='place']"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correspondence:
    """What one correspDesc says. `actions` are all its steps, plain values for the metadata."""

    senders: tuple[Name, ...] = ()
    recipients: tuple[Name, ...] = ()
    places: tuple[Name, ...] = ()
    date: Dated | None = None
    previous: tuple[str, ...] = ()
    next: tuple[str, ...] = ()
    actions: tuple[dict[str, Any], ...] = ()


def read_correspondence(tei: etree._Element) -> Correspondence | None:
    """The correspDesc of a TEI element, None if it has none."""
    found = findall(tei, "./t:teiHeader//t:correspDesc")
    if not found:
        return None
    actions = findall(found[0], "./t:correspAction")
    sent = [a for a in actions if a.get("type") == "sent"]
    received = [a for a in actions if a.get("type") == "received"]
    dates = [dated for action in sent for e in findall(action, "./t:date") if (dated := date_of(e))]
    listed = names_by_reference(tei)
    return Correspondence(
        senders=_names(sent, _PERSONS, listed), recipients=_names(received, _PERSONS, listed),
        places=_names([*sent, *received], _PLACES, listed),
        date=next((dated for dated in dates if dated.when.known), next(iter(dates), None)),
        previous=_letters(found[0], "prev"), next=_letters(found[0], "next"),
        actions=tuple(_plain(action, listed) for action in actions),
    )  # fmt: skip


def _names(actions: Iterable[etree._Element], where: str, listed: Mapping[str, str]) -> tuple[Name, ...]:
    return printed_names((element for action in actions for element in findall(action, where)), listed)


def _letters(description: etree._Element, direction: str) -> tuple[str, ...]:
    """The targets of the letter before or after in the exchange; the neighbour in a collection is of another one."""
    references = [
        e
        for e in findall(description, "./t:correspContext//t:ref[@target]")
        if (e.get("subtype") or e.get("type") or "").startswith(direction) and e.get("type") != "withinCollection"
    ]
    return tuple(dict.fromkeys(str(e.get("target")) for e in references if e.get("target")))


def _plain(action: etree._Element, listed: Mapping[str, str]) -> dict[str, Any]:
    dates = [dated.when for e in findall(action, "./t:date") if (dated := date_of(e))]
    said = {
        "type": action.get("type") or "",
        "names": [n.text for n in _names([action], _PERSONS, listed) if n.text],
        "places": [n.text for n in _names([action], _PLACES, listed) if n.text],
        "date": dates[0].verbatim if dates else "",
        "earliest": str(dates[0].earliest or "") if dates else "",
        "latest": str(dates[0].latest or "") if dates else "",
    }
    return {name: value for name, value in said.items() if value}
