"""The formulas of a page: one line of words each, in the place of what only shows them."""

from __future__ import annotations

from itertools import islice
from typing import Any

from indexer.ingest.typography.mathml import formula
from indexer.ingest.typography.raised import say

_WRAPPINGS = frozenset(
    "katex katex-mathml katex-display mwe-math-element mwe-math-mathml-inline mwe-math-mathml-display "
    "mwe-math-mathml-a11y MathJax MathJax_Display MJX_Assistive_MathML mjx-container mjx-assistive-mml".split()
)
"""What KaTeX, MediaWiki and MathJax put around a formula, beside a picture of it."""
_LINES = ("p", "li", "td", "th", "dd", "dt", "span", "a", "em", "b", "i", "strong", "h1", "h2", "h3", "h4")


def read_page_formulas(tree: Any) -> None:
    """Changes the tree of a page: a formula is read as it would be typed, else in the TeX that it was made of."""
    for math, whole in [(each, _wrapped(each)) for each in tree.iter("math")]:
        words = formula(math) or _tex(math)
        parent = whole.getparent()
        if parent is None:
            continue
        stands_apart = math.get("display") == "block" and parent.tag not in _LINES
        whole.attrib.clear()
        whole.tag = "p" if stands_apart else "span"
        say(whole, words)


def _wrapped(math: Any) -> Any:
    """The formula with its wrappings, some of which hide it."""
    while (parent := math.getparent()) is not None and _is_wrapping(parent):
        math = parent
    return math


def _is_wrapping(element: Any) -> bool:
    named = (str(element.tag), *(element.get("class") or "").split())
    return not _WRAPPINGS.isdisjoint(named) and len(list(islice(element.iter("math"), 2))) == 1


def _tex(math: Any) -> str:
    said = next((each.text_content() for each in math.iter("annotation")), "") or math.get("alttext") or ""
    return " ".join(said.split())
