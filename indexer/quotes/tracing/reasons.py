"""Why a document is a quotation's source, or none is: said in sentences, with what a reader should know beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from indexer.quotes.judging.judge import ALTERING
from indexer.quotes.speaking.attribution import attribution, named_speaker
from indexer.quotes.tracing.answered import is_answered
from indexer.quotes.tracing.compared import Compared, own_quotation
from indexer.quotes.tracing.dating import is_surely_earlier, is_surely_later, seems_later
from indexer.quotes.tracing.difference import difference, differing
from indexer.quotes.tracing.doubts import doubt, given_otherwise
from indexer.quotes.tracing.misheard import speaker_of
from indexer.records import Attribution, ChangeKind, Document, NearMiss, Span
from indexer.text.words import WORD

_MARKS, _NEAR = "\"“”„«»‹›‘’‚'` \xa0\u202f", 3
"""What may stand between a quotation and who is said to speak, and within how many code points."""
_BY_DATES = " By their dates, which are not both stated, it is the {} of the two."
_OPEN = " No date tells which of the two is the earlier."


def reason_for(c: Compared, document: Document, said: Attribution | None, listed: Sequence[Compared]) -> str:
    """Why this is the source of a quotation in the document, where `said` speaks. `listed` are all its sources."""
    if own_quotation(c):
        doubted = given_otherwise(document, said, c.held.document, _said_there(c))
    else:
        doubted = doubt(document, said, c.held.document, c.places)
    return _reason(c, _quoted_from(c, document, listed)) + doubted + _order(c, document, said)


def _order(c: Compared, document: Document, said: Attribution | None) -> str:
    """Which of the two is the earlier, where that is not sure and matters; else nothing."""
    source = c.held.document
    if seems_later(source, document):
        return _BY_DATES.format("later")
    if own_quotation(c) is None:
        return _OPEN if _is_dated(document) and not _is_dated(source) else ""
    sure = is_surely_earlier(source, document) or is_answered(document, said, source, c.places)
    if sure:
        return ""
    return _BY_DATES.format("earlier") if seems_later(document, source) else _OPEN


def _is_dated(document: Document) -> bool:
    return document.date is not None and document.date.known


def why_not(document: Document, compared: Sequence[Compared], *, archived: bool) -> tuple[str, NearMiss | None]:
    """Why no source was found for a quotation in the document, and what comes nearest."""
    if not compared:
        return f"No {'other ' * archived}text here has these words.", None
    near = max(
        compared, key=lambda c: (c.judged.fidelity, not is_surely_later(c.held.document, document), c.proof)
    )  # fmt: skip
    return _why_not(document, near, compared), NearMiss(near.held.document.id, Span(near.start, near.end))


def _why_not(document: Document, near: Compared, compared: Sequence[Compared]) -> str:
    title, judged = _titled(near.held.document), near.judged
    differs = difference(document, judged.changes, near.held.document)
    if not near.true_enough:
        some = f"only {len(judged.kept)} of {judged.words} words in order"
        kept = f"all {judged.words} words in order, but not together" if len(judged.kept) == judged.words else some
        return f"The nearest, {title}, has {kept}.{differs}"
    same = "nearly the same words" if judged.label == "altered" else "the same words"
    if is_surely_later(near.held.document, document):
        return f"{title} has {same}, but is later: they cannot be quoted from it.{differs}"
    if near.fits:
        return f"{title} quotes {same}; who wrote them is not in the archive.{differs}"
    few = "too common" if near.long_enough else "too few"
    if judged.label == "altered":
        kept = f"{len(judged.kept)} of {judged.words} words in order"
        return f"{title} has {kept}: {few} to prove that it is the source.{differs}"
    also = " and elsewhere" if sum(c.judged.label == judged.label for c in compared) > 1 else ""
    how = {"exact": "word for word ", "near": "spelled otherwise "}.get(judged.label, "")
    return f"These {judged.words} words stand {how}in {title}{also}, but are {few} to prove that it is the source."


def _titled(document: Document) -> str:
    """The title as it stands in a sentence; one that is itself the text's first sentence is quoted."""
    return f"“{document.title}”" if document.title_derived else document.title or "An untitled document"


def _quoted_from(c: Compared, document: Document, listed: Sequence[Compared]) -> str:
    """Of a source that itself misquotes another: which that is, and what it has instead. Else nothing."""
    own = own_quotation(c)
    if c.judged.label == "altered" or own is None:
        return ""
    inside = _of_own(document, c, own)
    for other in listed:
        is_source = own_quotation(other) is None and not is_surely_later(other.held.document, c.held.document)
        changes = [each for each in other.judged.changes if each.quoted.start < inside.end]
        changes = [each for each in changes if inside.start <= each.quoted.start]
        if is_source and (told := differing(document, changes, other.held.document)):
            return f", from {_titled(other.held.document)}, which {told}"
    return ""


def _of_own(document: Document, c: Compared, own: Span) -> Span:
    """Where the quotation has what the source quotes itself. What is beyond (`‘…,’ it says`) is the source's."""
    words = [
        word.span()
        for part in c.judged.parts
        for word in WORD.finditer(document.text, part.quoted.start, part.quoted.end)
    ]
    before = sum(1 for _ in WORD.finditer(c.held.document.text, c.start, max(c.start, own.start)))
    after = sum(1 for _ in WORD.finditer(c.held.document.text, min(c.end, own.end), c.end))
    inside = words[before : len(words) - after] or words
    return Span(inside[0][0], inside[-1][1])


def _reason(c: Compared, quoted_from: str) -> str:
    judged = c.judged
    kinds = Counter(change.kind for change in judged.changes)
    otherwise = f"; {kinds['spelling']} spelled otherwise" * bool(kinds["spelling"])
    noted = "; notes in brackets, list numbers, who speaks or stammering passed over" * bool(kinds["aside"])
    said = {
        "exact": f"The same {judged.words} words in the same order",
        "near": f"The same {judged.words} words in the same order{otherwise}{noted}",
        "elided": f"The same {judged.words} words in the same order; words of the source left out where it says so",
        "bracketed": f"The same {judged.words} words outside the brackets, in the same order",
        "altered": f"{len(judged.kept)} of {judged.words} words in the same order; others {_altered(kinds)}",
    }.get(judged.label, "")
    also = [
        "; at an ellipsis nothing is left out" * judged.idle,
        "; this document quotes the same source elsewhere" * bool(c.vouched),
        f"; the source quotes them too{_whose(c)}{quoted_from}" * (own_quotation(c) is not None),
    ]
    return said + "".join(also) + "."


def _whose(c: Compared) -> str:
    """By whom the words are that a source quotes, where it names somebody beside them; else nothing."""
    there = _said_there(c)
    return f", as words of {speaker_of(c.held.document, there)}" if there else ""


def _said_there(c: Compared) -> Attribution | None:
    """Whom a source that quotes the words names beside them; None where it names nobody."""
    said = said_beside(c)
    return said if named_speaker(c.held.document.text, said) else None


def said_beside(c: Compared) -> Attribution | None:
    """Who is said to speak, named or not, where a source quotes the words; None where nobody is.

    Read from its text anew: who is said to speak in a stored quotation can depend on what that was joined with.
    """
    text, own = c.held.document.text, own_quotation(c)
    if own is None:
        return None
    before, after = text[max(0, own.start - _NEAR) : own.start], text[own.end : own.end + _NEAR]
    opened, closed = len(before) - len(before.rstrip(_MARKS)), len(after) - len(after.lstrip(_MARKS))
    return attribution(text, own.start - opened, own.end + closed)


def _altered(kinds: Collection[ChangeKind]) -> str:
    """`changed and left out`: what befell the other words."""
    return " and ".join(kind for kind in ALTERING if kind in kinds)
