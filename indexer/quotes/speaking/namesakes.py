"""Two of one surname: whether their first names tell them apart, for a quotation may be given to the wrong Smith."""

from __future__ import annotations

from indexer.text.words import fold, words_of_name

PARTICLES = frozenset("de la von van der den of the du di da del al el bin ten".split())
"""What stands without a capital in a name."""
_MARRIED = frozenset("mrs mme madame frau".split())
"""Behind these may stand a husband's first name."""
_SHORT = (
    "william wm bill billy", "robert bob bobby rob", "richard dick rick", "john jack jno", "james jim jimmy jas",
    "charles chuck charlie", "edward ted ned eddie", "theodore ted", "henry harry hank hal", "anthony tony",
    "stephen steve", "steven steve", "michael mike mick", "david dave", "joseph joey jos",
    "george geo", "lawrence larry",
    "elizabeth betty bess beth liz lizzie eliza betsy", "margaret peggy meg maggie madge", "mary polly molly",
    "katherine catherine kate kitty kathy", "ann anne anna nancy", "sarah sally", "martha patty", "dorothy dolly",
    "bernard bernie", "rudolph rudy", "francis frank", "frances fanny", "patrick paddy pat", "louis lou", "ellen nell",
    "helen nell", "andrew drew", "alexander sandy", "jacob jake", "hugh hughie", "susan sue", "deborah debbie",
)  # fmt: skip
_SHORTENED = tuple(frozenset(names.split()) for names in _SHORT)
_FIRST_NAMES = frozenset().union(*_SHORTENED) | frozenset(
    "arthur benjamin daniel douglas edgar edmund edwin ernest geoffrey gilbert gordon isaac kenneth leonard martin"
    " matthew nathaniel peter philip ralph roger samuel simon stuart thomas walter ada alice amelia barbara caroline"
    " charlotte clara edith emily emma ethel florence grace harriet hillary jane julia laura lucy maud michelle rachel"
    " rebecca rosalynn ruth sophia".split()
)
"""What is none of these proves nothing: it may be a title, an office, or a short name that no list has."""


def are_namesakes(name: str, other: str) -> bool:
    """Whether two share their surname and have known first names, none of which may be short for the other's."""
    (ours, surname), (theirs, its) = _parted(name), _parted(other)
    if not surname or surname != its or not ours or not theirs:
        return False
    return not any(_may_be_short(one, another) for one in ours for another in theirs)


def _parted(name: str) -> tuple[list[str], str]:
    """First names and surname, folded; `Smith, John` has them the other way round, and other commas end a name."""
    before, _, after = name.partition(",")
    words = _folded(before)
    if after and len(words) == 1:
        words = [*_folded(after.partition(",")[0]), *words]
    if not words or not _MARRIED.isdisjoint(words):
        return [], ""
    return [word for word in words[:-1] if word in _FIRST_NAMES], words[-1]


def _folded(name: str) -> list[str]:
    return [fold(word) for word in words_of_name(name)]


def _may_be_short(one: str, other: str) -> bool:
    return one == other or any(one in names and other in names for names in _SHORTENED)
