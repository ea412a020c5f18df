"""Two of one surname: whether their first names tell them apart, for a quotation may be given to the wrong Smith."""

from __future__ import annotations

from indexer.text.words import fold, words_of_name

PARTICLES = frozenset("de la von van der den of the du di da del al el bin ten".split())
"""What stands without a capital in a name."""
_NO_FIRST_NAMES = PARTICLES | frozenset(
    """
    mr mrs ms messrs dr col capt sen gov rep rev hon gen lt maj sgt prof st jr sr hr hrn frl fr mm mme mlle sig sra ing
    miss mister madam madame sir lord lady dame king queen prince princess duke duchess earl count countess baron
    president vice prime minister secretary senator governor congressman congresswoman representative mayor judge
    justice chief attorney ambassador chancellor speaker chairman chairwoman director councillor councilman councilor
    alderman alderwoman deputy commissioner superintendent inspector sheriff constable officer detective agent general
    colonel major captain lieutenant sergeant corporal private admiral commodore commander brigadier marshal doctor
    professor reverend bishop archbishop cardinal pope father mother brother sister uncle aunt cousin pastor rabbi
    deacon canon dean nurse coach young old elder younger former late honourable honorable right mademoiselle monsieur
    herr frau fraulein graf grafin freiherr signor signora senor senora don dona
    """.split()
)
_ANOTHERS = frozenset("mrs mme madame frau".split())
"""Behind these may stand a husband's first name."""
_SHORT = (
    "william wm bill billy", "robert bob bobby rob", "richard dick rick", "john jack jno", "james jim jimmy jas",
    "charles chuck charlie", "edward ted ned eddie", "theodore ted", "henry harry hank hal", "anthony tony",
    "stephen steve", "steven steve", "michael mike mick", "david dave", "joseph joey jos",
    "george geo", "lawrence larry",
    "elizabeth betty bess beth liz lizzie eliza betsy", "margaret peggy meg maggie madge", "mary polly molly",
    "katherine catherine kate kitty kathy", "ann anne nancy", "sarah sally", "martha patty", "dorothy dolly",
    "bernard bernie", "rudolph rudy", "francis frank", "frances fanny", "patrick paddy pat", "louis lou", "ellen nell",
    "helen nell", "andrew drew", "alexander sandy", "jacob jake", "hugh hughie", "susan sue", "deborah debbie",
)  # fmt: skip
_SHORTENED = tuple(frozenset(names.split()) for names in _SHORT)


def are_namesakes(name: str, other: str) -> bool:
    """Whether two share their surname and have first names of which none is, nor may be short for, the other's."""
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
    if not words or not _ANOTHERS.isdisjoint(words):
        return [], ""
    return [word for word in words[:-1] if word not in _NO_FIRST_NAMES and not word.isdigit()], words[-1]


def _folded(name: str) -> list[str]:
    return [fold(word) for word in words_of_name(name)]


def _may_be_short(one: str, other: str) -> bool:
    """Initials, `Thos` and `Wm` have the letters of the whole name in order; other short forms are listed."""
    if any(one in names and other in names for names in _SHORTENED):
        return True
    short, long = sorted((one, other), key=len)
    letters = iter(long)
    return short[0] == long[0] and all(letter in letters for letter in short)
