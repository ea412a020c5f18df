"""The folder that a browser or Word saves beside a page, with its pictures, scripts and advertisements in frames."""

from __future__ import annotations

import re
from pathlib import Path

_PARTS = re.compile(r"(.+)(?:_files|[-_. ]Dateien|_fichiers|_archivos|_bestanden|_file|_ficheiros|_arquivos|-filer)")
_PAGES = (".html", ".htm", ".HTML", ".HTM", ".xhtml")
_FRAMES = b"<frameset"
_HEAD = 1 << 16


def holds_parts(folder: Path) -> bool:
    """Whether a folder holds the parts of a page beside it; not those of a page of frames, whose text is in them."""
    named = _PARTS.fullmatch(folder.name)
    pages = [folder.with_name(named[1] + ending) for ending in _PAGES] if named else []
    page = next((page for page in pages if page.is_file()), None)
    if page is None:
        return False
    with page.open("rb") as file:
        return _FRAMES not in file.read(_HEAD).lower()
