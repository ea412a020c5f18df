"""Whether a mail's plain part is the letter, or a stub beside the HTML one: `This message requires an HTML viewer`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from indexer.ingest.mail.lines import html_lines, html_tree
from indexer.ingest.mail.replies import Quoting
from indexer.text.words import folded_words

_ADDRESSES = re.compile(r"https?://\S+|(?<!\S)\S+@\S+")
_FEW = 40
"""Different words that a notice has at most."""
_MANY_TIMES = 4


@dataclass(frozen=True, slots=True)
class Alternatives:
    """The different words of either part, and those of the HTML one that are not quoted."""

    plain: frozenset[str]
    html: frozenset[str]
    html_own: frozenset[str]

    @property
    def plain_is_stub(self) -> bool:
        """It has no word, or a fraction of the HTML's own, or few of which the HTML has hardly any and says more.

        What speaks of HTML may be the longer of the two: the letter can be `Yes.`
        """
        if not self.html or not self.plain:
            return bool(self.html)
        if len(self.html_own - self.plain) > _MANY_TIMES * len(self.plain):
            return True
        says_more = len(self.html) > len(self.plain) or "html" in self.plain
        return len(self.plain) <= _FEW and self.differ and says_more

    @property
    def differ(self) -> bool:
        """Whether the HTML lacks most of the plain part's words."""
        return 2 * len(self.plain & self.html) < len(self.plain)


def alternatives(plain: str, html: str) -> Alternatives:
    """The two parts of a mail, compared."""
    lines = html_lines(html_tree(html))
    origins = Quoting(sends_on=False).origins(lines)
    own = (line.text for line, origin in zip(lines, origins, strict=True) if origin == "own")
    return Alternatives(_words([plain]), _words(line.text for line in lines), _words(own))


def _words(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(word for text in texts for word in folded_words(_ADDRESSES.sub(" ", text)))
