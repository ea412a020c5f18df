"""Mojibake: UTF-8 that was once read as Latin-1 or Windows-1252 (`â€"` for a dash). Mended only where it is certain.

ftfy mends a line only if its letters are implausible as they stand and decode to plausible ones; a pair that can be
good text is kept from it. Nothing else that it could change (quotes, ligatures, width, line breaks, entities) is
touched, because the text is a source.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

# What UTF-8's lead and continuation bytes look like in Latin-1 or Windows-1252; far cheaper than ftfy's own look.
_NEXT = (
    "[\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013\u2014\u2018-\u201a"
    "\u201c-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]"
)
_SUSPECT = re.compile(f"[\u00c2-\u00f4]{_NEXT}")
# Behind a letter of ours, the middle of what would be a single letter of an alphabet that no word mixes with it, or,
# before the sign of a broken line, one of hardly any language: `Groß¬` and `SPÄ¬` at a line's end, `IÎ°` for 1°.
_GOOD = re.compile(
    f"(?<=[A-Za-zÀ-ÿ][Ð-ß])(?![\x80-\x9f])(?={_NEXT}(?![Î-ß]{_NEXT}))"
    r"|(?<=[A-Za-zÀ-ÿ]Î)(?=°)|(?<=[A-Za-zÀ-ÿ][Ä-Ë])(?=¬(?!\w))"
)
_LOST = re.compile("[\x80-\x9f]|\ufffd")


def mend(text: str) -> tuple[str, tuple[str, ...]]:
    """The text, and warnings that say how many lines were mended and how many look broken but were left."""
    if text.isascii() or not (_SUSPECT.search(text) or _LOST.search(text)):
        return text, ()
    ftfy, badness, plan = _ftfy()
    lines = text.split("\n")
    mended = broken = 0
    for number, line in enumerate(lines):
        if not (_SUSPECT.search(line) or _LOST.search(line)):
            continue
        parts = [ftfy.fix_encoding(p, plan) if badness.is_bad(p) else p for p in _GOOD.split(line)]
        better = "".join(parts)
        mended += better != line
        broken += any(map(badness.is_bad, parts)) or bool(_LOST.search(better))
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
