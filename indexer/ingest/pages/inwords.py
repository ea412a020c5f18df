"""The day that a page's own words call that of its publishing: `Updated 15 Feb 2024 | Published 13 Feb 2024`."""

from __future__ import annotations

import re
from datetime import date
from itertools import islice
from typing import Any

from indexer.ingest.pages.otherdates import CHANGED_IN_WORDS
from indexer.text.dates import parse_date

_PUBLISHED = re.compile(
    r"(?:\b(?:first|originally|zuerst|erstmals)\s+)?"
    r"\b(?:published|posted|veröffentlicht|erschienen|publiée?|publicado|pubblicato)(?:\s+(?:on|am|le|el|il))?\s*:?\s+"
    r"(?P<day>[^|;·•—\n\d]{0,30}\d[^|;·•—\n]{0,20}?\b\d{4}\b)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{3}")
"""What a day in figures has not, which can be read in two ways."""
_LINE, _PIECES = 120, 12


def day_of_publishing(page: Any) -> date | None:
    """The first that a short line gives in words; it begins with them, or with the day of the page's last change."""
    if not _PUBLISHED.search(" ".join(" ".join(page.itertext()).split())):
        return None
    for element in page.iter("p", "div", "span", "time", "li", "small", "em", "i", "b", "dd"):
        pieces = list(islice(element.itertext(), _PIECES))
        line = " ".join("".join(pieces).split())
        if len(pieces) == _PIECES or len(line) > _LINE:
            continue
        said = _PUBLISHED.search(line)
        if said and (not said.start() or CHANGED_IN_WORDS.match(line)):
            when = parse_date(said["day"])
            if when.earliest and when.earliest == when.latest and _WORD.search(said["day"]):
                return when.earliest
    return None
