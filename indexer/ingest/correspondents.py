"""Who wrote to whom, where a letter names nobody: as its title says it.

    Letter from Maud Ferris to the Harbour Board, 4 May 1961

Believed only of what is called a letter. A heading in capitals can have the same form ("Open Letter to the Board", "A
Journey to Rome"), and so has a place ("Letter from London to Paris"): names of two words or more are asked for, and
none of the words of headings or places.
"""

from __future__ import annotations

import re
from dataclasses import replace

from indexer.ingest.authors import says_nobody
from indexer.records import Document, Name
from indexer.text.capitals import CAPITAL

_WORD = rf"(?:[dl]['’])?{CAPITAL}(?:[\w.'’-]*\w)?(?:\.(?=\s))?"
_SMALL = r"(?:&|and|of|the|de|du|des|van|von|zu|der|die|den|di|da|del|della|la|le|und|et|e|y)"
_NAMED = rf"{_WORD}(?:,\s(?:Jr|Sr)\.|\s+(?:{_SMALL}\s+)*{_WORD})*"
_ARTICLE = r"(?:(?:[Tt]he|[Dd](?:er|ie|en|as)|[Ll][ea]|[Ii]l)\s+)?"
_TITLE = re.compile(
    rf"(?:(?:Letter|Brief)\s+(?:from|von)\s+)?{_ARTICLE}(?P<sender>{_NAMED})"
    rf"\s+(?:to|an)\s+{_ARTICLE}(?P<recipient>{_NAMED})(?=$|\.$|[,;:(\[]|\s[-–—(\[])",
)
_OF_HEADINGS = frozenset(
    "a an my our your his her their this address addresses answer appeal application call draft farewell guide"
    " instructions introduction invitation journey letter letters memorandum message note notes notice open ode"
    " petition preface report reply request resolution response return road speech telegram testimony thanks toast"
    " travel tribute trip visit welcome antwort aufruf besuch bericht brief briefe einladung offener reise rede"
    " telegramm adresse appel discours lettre lettres ouverte rapport réponse voyage christmas epistle"
    " from general greetings men orders wishes".split()
)
_BODY = (
    r"(?:Nations|Bank|Committee|Council|Board|Press|Union|Company|Railways?|Railroad|Airways|Airlines|Electric|Society"
    r"|Association|Federation|Party|Church|School|College|University|Hospital|Office|Department|Court|Command"
    r"|Authority|Commission|Club|Theatre|Museum|News|Times|Review|Statesman)\b"
)
_PLACE = re.compile(
    rf"(?:New|Old|North|South|East|West|Northern|Southern|Eastern|Western|Upper|Lower|Central|Great|United|Los|Las|San"
    rf"|Santa|Saint|St\.?|Sankt|Port|Fort|Mount|Lake|Cape|Buenos|Rio|Hong|Bad)[\s-](?!{_BODY}){_WORD}"
    rf"|{_WORD}\s(?:City|County|Island|(?:am|upon|on)\s{_WORD})"
)
"""Two words or three of which one says that they are where somebody is: New York, but not the New York Delegates, nor
the United Nations.
"""
_AND = re.compile(r"\s+(?:and|und|et|e|y|&)\s+")


def with_correspondents(document: Document) -> Document:
    """A letter with those whom its title names and nothing else does; a warning says so.

    What is said elsewhere counts, and where the title says another, the title does not.
    """
    if document.kind != "letter":
        return document
    return _by_title(_with_heading(document))


def names_sides(title: str) -> bool:
    """Whether a title, or the beginning of one, says who wrote to whom and nothing else."""
    found = _TITLE.match(title)
    return found is not None and found.end() == len(title) and _named_in(title) is not None


def _with_heading(document: Document) -> Document:
    """A letter without a title has for one a first line that stands apart and says who wrote to whom."""
    line, _, below = document.text.lstrip().partition("\n")
    stands_apart = not below.partition("\n")[0].strip()
    if document.title_derived and stands_apart and _named_in(line):
        return replace(document, title=line.strip(), title_derived=False)
    return document


def _by_title(document: Document) -> Document:
    named = None if document.title_derived else _named_in(document.title)
    if not named:
        return document
    sides = ((_said(document.senders), named[0]), (_said(document.recipients), named[1]))
    if not all(_agree(said, titled) for said, titled in sides):
        return document
    senders, recipients = (said or titled for said, titled in sides)
    senders, recipients = senders or document.senders, recipients or document.recipients
    taken = [name for name, (said, titled) in zip(("sender", "recipient"), sides, strict=True) if titled and not said]
    told = (f"{' and '.join(taken)} as the title names them",) if taken else ()
    return replace(document, senders=senders, recipients=recipients, warnings=(*document.warnings, *told))


def _said(names: tuple[Name, ...]) -> tuple[Name, ...]:
    """Those of whom there is more than a reference to a list."""
    return tuple(name for name in names if name.text)


def _named_in(title: str) -> tuple[tuple[Name, ...], tuple[Name, ...]] | None:
    """Senders and recipients; none of either where the title says that they are unknown."""
    found = _TITLE.match(title.strip())
    if not found or len(found["sender"].split()) < 2 or any(map(_PLACE.fullmatch, found.group("sender", "recipient"))):
        return None
    if not _OF_HEADINGS.isdisjoint(found["sender"].casefold().split()):
        return None
    return _names(found["sender"]), _names(found["recipient"])


def _names(said: str) -> tuple[Name, ...]:
    """Two of whom each has first and last name; else one, as a firm or an office has it: Pell & Sons."""
    several = _AND.split(said)
    if any(len(name.split()) < 2 for name in several):
        several = [said]
    return () if says_nobody(said) else tuple(map(Name, several))


def _agree(said: tuple[Name, ...], titled: tuple[Name, ...]) -> bool:
    """Whether nobody is said, or one of those whom the title names too, by the last word of the name."""
    words = " ".join(name.text for name in said).casefold().replace(",", " ").split()
    return not said or any(name.text.casefold().split()[-1] in words for name in titled)
