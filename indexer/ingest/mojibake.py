"""Mojibake: UTF-8 that was once read as Latin-1 or Windows-1252 (`â€"` for a dash). Mended only where it is certain.

ftfy mends a line only if its letters are implausible as they stand and decode to plausible ones; nothing else that
ftfy could change (quotes, ligatures, width, line breaks, entities) is touched, because the text is a source.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

_NON_ASCII = re.compile(r"[^\x00-\x7f]")
_LOST = re.compile("[\x80-\x9f]|\ufffd")


def mend(text: str) -> tuple[str, tuple[str, ...]]:
    """The text, and warnings that say how many lines were mended and how many look broken but were left."""
    if not _NON_ASCII.search(text):
        return text, ()
    ftfy, badness, plan = _ftfy()
    if not badness.is_bad(text) and not _LOST.search(text):
        return text, ()
    lines = text.split("\n")
    mended = broken = 0
    for number, line in enumerate(lines):
        if line.isascii() or not (badness.is_bad(line) or _LOST.search(line)):
            continue
        better = ftfy.fix_encoding(line, plan)
        mended += better != line
        broken += badness.is_bad(better) or bool(_LOST.search(better))
        lines[number] = better
    warnings = (
        f"mojibake mended in {mended} line{'s' if mended > 1 else ''}" if mended else "",
        f"mojibake left as it is in {broken} line{'s' if broken > 1 else ''}" if broken else "",
    )
    return "\n".join(lines), tuple(filter(None, warnings))


@cache
def _ftfy() -> tuple[Any, Any, Any]:
    """ftfy, its detector, and a plan that restores encodings and replaces nothing by a guess."""
    import ftfy
    from ftfy import badness

    return ftfy, badness, ftfy.TextFixerConfig(replace_lossy_sequences=False, normalization=None, explain=False)
