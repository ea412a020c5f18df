"""What PHP prints among the words of a page when its program goes wrong: a line break, then `Warning: … on line 928`.

Several in a row look like an article, and a short one beside them is not found.
"""

from __future__ import annotations

from itertools import takewhile
from typing import Any

_KINDS = ("Warning", "Notice", "Deprecated", "Strict Standards", "Fatal error", "Parse error")
_QUOTING = ("pre", "code", "blockquote")


def take_errors(tree: Any) -> None:
    """Takes them out of a tree: `<br><b>kind</b>: message in <b>file</b> on line <b>number</b>`, links within."""
    for kind in [b for b in tree.iter("b") if b.text in _KINDS and _begins(b)]:
        parts = [kind, *takewhile(lambda each: each.tag in ("a", "b"), kind.itersiblings())]
        file, number = ([each for each in parts[1:] if each.tag == "b"] + [None, None])[:2]
        if file is None or number is None or (file.tail or "").strip() != "on line":
            continue
        for element in parts[: parts.index(number)]:
            element.tail = ""
            element.drop_tree()
        number.drop_tree()


def _begins(kind: Any) -> bool:
    """Whether it stands where PHP would print it, and nobody quotes it."""
    before = kind.getprevious()
    is_line = before is not None and before.tag == "br" and not (before.tail or "").strip()
    return is_line and (kind.tail or "").startswith(":") and not any(True for _ in kind.iterancestors(*_QUOTING))
