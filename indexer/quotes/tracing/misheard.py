"""Words of a transcript that are given to somebody else than speaks them there."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from indexer.quotes.speaking.attribution import name_words
from indexer.quotes.speaking.namesakes import PARTICLES, are_namesakes
from indexer.quotes.speaking.speakers import ALONE, POINTING
from indexer.quotes.speaking.turns import Turn, turn_at
from indexer.records import Attribution, Document, Span
from indexer.text.words import WORD, fold, words_of_name


def misheard(document: Document, said: Attribution | None, source: Document, places: Sequence[Span]) -> str:
    """A sentence where words of a transcript are given to one who speaks in it, but not these, else nothing.

    A surname is enough, for somebody there has it, or who speaks has it and another first name. Of whom is named
    otherwise only that two spoke is told.
    """
    if said is None:
        return ""
    here, turns = speaker_of(document, said), _turns(source, places)
    others = [_speaks(source, turn) for turn in turns if _is_another(source, turn, here)]
    if others:
        some = "They" if len(others) == len(places) else "Some of them"
        return f" {some} are given to {here} here, but are {_several([f'{name}’s' for name in others])} there."
    names = [_speaks(source, turn) for turn in turns]
    one = all(_alike(name, names[0]) for name in names)
    return "" if one else f" They are put together from words of {_several(names)}."


def speaker_of(document: Document, said: Attribution) -> str:
    """Who is said to speak, as the document writes it."""
    return _at(document, said.speaker)


def _turns(source: Document, places: Sequence[Span]) -> list[Turn]:
    """Whose turns the places are in, where that is sure: `My view is simple:` may begin a line, too."""
    words = [word for place in places if (word := WORD.search(source.text, place.start, place.end))]
    turns = [turn for word in words if (turn := turn_at(source.text, word.start()))]
    return [turn for turn in turns if _is_name(_speaks(source, turn))]


def _is_another(source: Document, turn: Turn, here: str) -> bool:
    """Whether who speaks has another first name, or somebody else there, who has not this turn, is named as here."""
    speaks = _speaks(source, turn)
    if not _is_name(here) or _alike(speaks, here):
        return False
    return are_namesakes(speaks, here) or any(_alike(name, here) for name in turn.others)


def _is_name(name: str) -> bool:
    words = name.split()
    if not words or words[0].lower() in POINTING or ALONE.fullmatch(name):
        return False
    return not any(word[0].islower() and word not in PARTICLES for word in words)


def _alike(name: str, other: str) -> bool:
    """Whether both may be one person's: one has all words of the other, or the same surname and no other first name."""
    ours, theirs = _ordered(name), _ordered(other)
    if not ours or not theirs:
        return True
    if ours[-1] == theirs[-1]:
        return not are_namesakes(name, other)
    return {*ours} <= {*theirs} or {*theirs} <= {*ours}


def _ordered(name: str) -> list[str]:
    known = name_words(name)
    return [word for word in map(fold, words_of_name(name)) if word in known]


def _speaks(source: Document, turn: Turn) -> str:
    return _at(source, turn.speaker)


def _several(names: Collection[str]) -> str:
    return " and ".join(dict.fromkeys(names))


def _at(document: Document, span: Span) -> str:
    return " ".join(document.text[span.start : span.end].split())
