"""What stands below an article's pictures: who is on them and where they were taken is often said nowhere else."""

from __future__ import annotations

import re
from typing import Any

_AROUND = ("article", "main")
_ELSEWHERE = ("a", "aside", "nav", "footer")
_SEAM = "\ufdd2"
_CREDIT = re.compile(rf"(?<=[\w.!?)])(?:{_SEAM})+(?=[A-ZÀ-Þ(])")
"""Where a picture's credit begins, which often only its style keeps apart."""
_FEW, _MANY = 4, 80
"""A caption has so many words: what has fewer names an agency."""


def captions_of(tree: Any) -> list[str]:
    """The captions of the pictures in the article, each once."""
    found = []
    for caption in tree.iter("figcaption"):
        around = {str(each.tag) for each in caption.iterancestors()}
        words = " ".join(_apart("".join(f"{piece}{_SEAM}" for piece in caption.itertext())).split())
        is_own = not around.isdisjoint(_AROUND) and around.isdisjoint(_ELSEWHERE)
        if is_own and _FEW <= len(words.split()) <= _MANY:
            found.append(words)
    return list(dict.fromkeys(found))


def _apart(text: str) -> str:
    return _CREDIT.sub(" ", text).replace(_SEAM, "")
