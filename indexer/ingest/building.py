"""A document's text built block by block: white space made even, broken lines and words joined, pages marked.

Readers hand over raw text in which three characters mean something: `\\n` is a line break of the source, JOINT one
inside a word, PAGE the beginning of a page whose label was given with `page`. Both are noncharacters, which Unicode
leaves to a program's inner use: a form feed or vertical tab that somebody typed is white space like any other.
"""

from __future__ import annotations

import re
from collections import deque

from indexer.ingest.documents import clean_text
from indexer.records import Block, BlockKind, Page

PAGE = "\ufdd0"
JOINT = "\ufdd1"

_SPACE = re.compile(r"[ \t\v\f\x1c-\x1f\x85\xa0\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
# No two repetitions of the same signs stand side by side below: on many such signs in a row they would take for ever.
_JOINT = re.compile(
    rf"(?:(?:(?P<mark>[-\u2010\u00ad¬=])|(?<![ \n]))[ \n]*)?(?:(?P<before>{PAGE})[ \n]*)?{JOINT}[ \n]*"
    rf"(?:(?P<after>{PAGE})[ \n]*)?"
)
_BROKEN = re.compile(  # a plain text's page begins with a form feed; but for pages, a blank line ends a paragraph
    r"(?<=[^\W\d_])(?P<mark>[-\u2010\u00ad¬]) *"
    rf"(?:\n *(?=[^\W\d_])|(?:(?P<before>[\f{PAGE}]) *\n|\n(?=[\n ]*[\f{PAGE}]))[\n ]*(?:(?P<after>[\f{PAGE}])[ \n]*)?)"
    r"(?=[^\W\d_])"
)
_DOUBLE = re.compile(rf" (?={PAGE}? )")
_LINE = re.compile(rf" *({PAGE}?) *\n[ \n]*({PAGE}?)[ \n]*")
_LAST, _FIRST = re.compile(r"[^\W\d_]+$"), re.compile(r"[^\W\d_]+")
_TENS = frozenset("twenty thirty forty fifty sixty seventy eighty ninety".split())
_ONES = frozenset(
    "one two three four five six seven eight nine first second third fourth fifth sixth seventh eighth ninth".split()
)
_OWN = re.compile(
    r"self-(?!ish|less|same|hood)|well-(?:known|being|to|made|mean|inform|nigh|wish|deserv|establish|educat|read|born|bred|found"
    r"|dispos|intention|behav|dress|belov|kept|liked|merit|ordered|regulat|spoken|worn)"
)
_LINKS = frozenset("in on upon under of at by to the and de du des la le les à au en a y am an der im unter".split())
_COMPOUND = re.compile(r"(?<![^\W\d_])[^\W\d_]+-[^\W\d_]+")


class TextBuilder:
    """Collects blocks; `text`, `blocks` and `pages` are what a Document needs."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._labels: deque[str] = deque()
        self._compounds: set[str] = set()
        self._blocks: list[Block] = []
        self._pages: list[Page] = []

    @property
    def text(self) -> str:
        """Everything so far; blocks stand apart by a blank line."""
        return "".join(self._parts)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks that are no plain paragraphs."""
        return tuple(self._blocks)

    @property
    def pages(self) -> tuple[Page, ...]:
        """Where pages begin, with their labels."""
        return tuple(self._pages)

    def page(self, label: str) -> str:
        """The mark to put into raw text where a page begins."""
        self._labels.append(label)
        return PAGE

    def know_compounds(self, raw: str) -> None:
        """Words written with a hyphen inside a line of `raw` keep it when a line ends there."""
        self._compounds |= compounds_of(raw)

    def add(self, raw: str, kind: BlockKind = "paragraph", keep_lines: bool = False) -> None:
        """One block. White space only is no block, but pages that begin in it count."""
        text = flow(raw, keep_lines, self._compounds)
        parts = text.split(PAGE)
        body = "".join(parts)
        lead = len(body) - len(body.lstrip())
        body = body.strip()
        start = self._length + (2 if self._length and body else 0)
        at = 0
        for part in parts[:-1]:
            at += len(part)
            place = start + min(max(0, at - lead), len(body))
            if self._labels:  # else the mark stood in the source itself
                self._pages.append(Page(place, self._labels.popleft()))
        if not body:
            return
        self._parts.append(("\n\n" if self._length else "") + body)
        self._length = start + len(body)
        if kind != "paragraph":
            self._blocks.append(Block(kind, start, self._length))


def flow(raw: str, keep_lines: bool = False, compounds: frozenset[str] | set[str] = frozenset()) -> str:
    """Raw text with spaces single, words whole, and lines kept or run on. PAGE marks stay where they stood."""
    text = _SPACE.sub(" ", clean_text(raw))
    if JOINT in text:
        text = _made_whole(_JOINT, text, compounds)
    if "\n" in text:
        text = joined(text, compounds)
        text = _LINE.sub(r"\1\n\2" if keep_lines else r"\1 \2", text)
    return _DOUBLE.sub("", text) if "  " in text or PAGE in text else text


def joined(text: str, compounds: frozenset[str] | set[str] = frozenset()) -> str:
    """Broken words made whole: at `¬` always, at a hyphen unless it is the word's own."""
    return _made_whole(_BROKEN, text, compounds)


def _made_whole(broken: re.Pattern[str], text: str, compounds: frozenset[str] | set[str]) -> str:
    """What a `mark` parts joined, and the pages that begin there `before` or `after` the break behind it."""

    def whole(match: re.Match[str]) -> str:
        pages = (match["before"] or "") + (match["after"] or "")
        if match["mark"] is None or match["mark"] not in "-\u2010":
            return pages
        head = _LAST.search(text[max(0, match.start() - 40) : match.start()])
        is_compound = keeps_hyphen(head[0] if head else "", text[match.end() : match.end() + 40], compounds)
        return match["mark"] + pages if is_compound else pages

    return broken.sub(whole, text)


def keeps_hyphen(head: str, rest: str, compounds: frozenset[str] | set[str]) -> bool:
    """Whether a hyphen at a line's end is the word's own: before a number, or a capital but in a word of capitals; in
    twenty-three, well-known and self-made, where a link leads on (mother-in-law), and in one of the compounds.
    """
    tail = _FIRST.match(rest)
    if tail is None:
        return rest[:1].isdigit()
    word, after = tail[0].lower(), rest[tail.end() : tail.end() + 2]
    is_name = not rest[0].islower() and not (head.isupper() and tail[0].isupper() and len(head) > 1)
    goes_on = word in _LINKS and after[:1] == "-" and after[1:].isalpha()
    counts = head.lower() in _TENS and word in _ONES
    whole = f"{head}-{word}".lower()
    return is_name or goes_on or counts or _OWN.match(whole) is not None or whole in compounds


def compounds_of(text: str) -> set[str]:
    """The hyphenated words of a text, in lower case."""
    return {word.lower() for word in _COMPOUND.findall(text)} if "-" in text else set()
