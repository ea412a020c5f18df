"""Who wrote to whom, where a letter names nobody: as its title says it, or who signed it.

    Letter from Maud Ferris to the Harbour Board, 4 May 1961

Believed only of what is called a letter. A heading in capitals can have the same form ("Open Letter
to the Board", "A Journey to Rome"): names of two words or more are asked for, and none of the words of headings.
"""

from __future__ import annotations

import re
from dataclasses import replace

from indexer.ingest.signatures import signed
from indexer.records import Document, Name

_WORD = r"(?:[dl]['’])?[^\W\d_a-zß-öø-ÿ](?:[\w.'’-]*\w)?(?:\.(?=\s))?"
_SMALL = r"(?:&|and|of|the|de|du|des|van|von|zu|der|die|den|di|da|del|della|la|le|und|et|e|y)"
_NAMED = rf"{_WORD}(?:,\s(?:Jr|Sr)\.|\s+(?:{_SMALL}\s+)*{_WORD})*"
_ARTICLE = r"(?:(?:[Tt]he|[Dd](?:er|ie|en|as)|[Ll][ea]|[Ii]l)\s+)?"
_TITLE = re.compile(
    rf"(?:(?P<letter>Letter|Brief|Lettre|Lettera|Carta)\s+(?:from|von|de|di)\s+)?{_ARTICLE}(?P<sender>{_NAMED})"
    rf"\s+(?:to|an|à|a)\s+{_ARTICLE}(?P<recipient>{_NAMED})(?=$|\.$|[,;:(\[]|\s[-–—(\[])",
)
_OF_HEADINGS = frozenset(
    "a an my our your his her their this address addresses answer appeal application call draft farewell guide"
    " instructions introduction invitation journey letter letters memorandum message note notes notice open ode"
    " petition preface report reply request resolution response return road speech telegram testimony thanks toast"
    " travel tribute trip visit welcome antwort aufruf besuch bericht brief briefe einladung offener reise rede"
    " telegramm adresse appel discours lettre lettres ouverte rapport réponse voyage".split()
)
_UNKNOWN = ("unknown", "unidentified", "unbekannt", "inconnu", "sconosciuto")


def with_correspondents(document: Document) -> Document:
    """A letter that names neither sender nor recipient with those whom its title does, one without a sender with
    whoever signed it; a warning says so.
    """
    if document.kind != "letter":
        return document
    return _by_signature(_by_title(document))


def _by_title(document: Document) -> Document:
    named = document.senders or document.recipients or document.title_derived
    found = None if named else _TITLE.match(document.title)
    if not found:
        return document
    sender, recipient = found["sender"], found["recipient"]
    is_name = bool(found["letter"]) or len(sender.split()) > 1
    if not is_name or not _OF_HEADINGS.isdisjoint(sender.casefold().split()):
        return document
    told = "sender and recipient are those that the title names"
    return replace(document, senders=_known(sender), recipients=_known(recipient), warnings=(*document.warnings, told))


def _by_signature(document: Document) -> Document:
    name = "" if document.senders else signed(document.text)
    if not name:
        return document
    told = f"the sender is whoever signed it: {name}"
    return replace(document, senders=(Name(name),), warnings=(*document.warnings, told))


def _known(name: str) -> tuple[Name, ...]:
    return () if name.casefold() in _UNKNOWN else (Name(name),)
