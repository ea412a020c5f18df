"""Whom a byline names: `By ANN BELL, Housing Correspondent, and Tom Hale in London`."""

from __future__ import annotations

import re

_OFFICES = frozenset(
    "admin administrator webmaster editor editors editorial staff writer reporter web site news newsroom desk online "
    "team user guest redaktion redakteur rédaction redazione redacción".split()
)
_POSTS = _OFFICES - {"site", "web", "guest"} | frozenset(
    "agencies agency bureau columnist contributor correspondent correspondents director journalist korrespondent "
    "korrespondentin photographer producer professor redakteurin reporters reporterin writers".split()
)
"""What has such a word behind a name is no name, but what its bearer does."""
_NOT_BESIDE = _POSTS | frozenset(
    "at for los new of san the chairman chief economist fellow minister president secretary "
    "chronicle globe guardian herald institute journal magazine mail observer post press review standard telegraph "
    "times tribune university".split()
)
"""Nor is what has one of these and stands behind a name and a comma, but a post, a paper, or a place."""
_NAME = re.compile(r"(?:[^\W\d_][\w.'’-]*\s+){1,5}[^\W\d_][\w.'’-]*")
_PHRASE = re.compile(r"(?:the|an|a(?!\s+\w\b)|der|die|das)\s|.*\s(?:to|zu)\s", re.IGNORECASE)
"""As in headings: By The Numbers, Von Fall zu Fall. A before another initial is one."""
_BODY = re.compile(r"\S+\s+(?:of|for)\s")
"""Department of Trade and Industry: one name."""
_BY = re.compile(r"(?:(?:posted|written|story|text|words)\s+)?(?:by|(von|par))(?:\s*:)?\s+", re.IGNORECASE)
_AND = re.compile(r"\s+(?:and|und|et|&)\s+")
_ENDS = re.compile(r"\n|\s+(?:[|·•–—-]|in|IN)\s+|\s*\(")
_TORN = re.compile(
    r"\s*\n\s*(?=,|&|(?:and|und|et)\s)|(?<=[,&])\s*\n\s*|(?<=\band)\s*\n\s*|(?<=\bund)\s*\n\s*|(?<=\bet)\s*\n\s*"
)
"""A line's end in the midst of names, as where an element of a page begins or ends."""
_LONGEST = 60
_NOBODY = re.compile(
    r"[\W_]*(?:"
    r"(?:unknown|unidentified|not (?:known|given|stated|named))(?: (?:sender|recipient|author|correspondent)s?)?"
    r"|none|null|n\W?/\W?a|unbekannt(?:er (?:absender|empfänger|verfasser))?|nicht (?:bekannt|genannt)|inconnue?"
    r"|sconosciut[oa]|desconocid[oa]|onbekend)?[\W_]*",
    re.IGNORECASE,
)


def is_account(name: str) -> bool:
    """Whether it is one word (a user's name, a host) or an office: "admin", "staff writer"."""
    words = name.casefold().split()
    return len(words) < 2 or all(word in _OFFICES for word in words)


def says_nobody(name: str) -> bool:
    """Whether it only says that somebody's name is missing: `?`, `[unknown]`."""
    return _NOBODY.fullmatch(name) is not None


def begins_byline(line: str) -> bool:
    """Whether it has "by" before whatever it says."""
    return bool(_BY.match(line))


def written_by(said: str) -> tuple[str, ...]:
    """Those whom it names if it begins as a byline; else itself, also where `von` may be part of a name."""
    line = " ".join(said.split())
    if not (by := _BY.match(line)):
        return (said,)
    return authors_in(said) or ((said,) if by[1] else (line[by.end() :],))


def authors_in(byline: str) -> tuple[str, ...]:
    """The names in a byline, with "by" or without, and neither what they are nor what stands in another line."""
    lines = "\n".join(filter(None, (" ".join(line.split()) for line in byline.split("\n"))))
    whole = _TORN.sub(" ", lines).replace(" ,", ",")
    line = _ENDS.split(_BY.sub("", whole, count=1) if _BY.match(whole) else whole)[0]
    *listed, last = [line] if _BODY.match(line) else _AND.split(line)
    if listed:
        last = last.split(",")[0]  # behind the comma stands its bearer's post
    names: list[str] = []
    for part in (*listed, last):
        first, *others = map(str.strip, part.split(","))
        if _is_name(first):  # it is none in `Goethe, Johann Wolfgang`
            names += [first, *filter(_is_another, others)]
    return tuple(dict.fromkeys(names))


def _is_another(text: str) -> bool:
    return _is_name(text) and _NOT_BESIDE.isdisjoint(text.casefold().split())


def _is_name(text: str) -> bool:
    """Two words or more, the first and the last of them not in small letters, and none of them an office."""
    return (
        len(text) <= _LONGEST
        and bool(_NAME.fullmatch(text))
        and not text[0].islower()
        and not text.split()[-1][0].islower()
        and not _PHRASE.match(text)
        and _POSTS.isdisjoint(text.casefold().split())
    )
