"""What an RTF shows before the items of its lists, which it has as text beside what says how they are counted."""

from __future__ import annotations

import re

_GROUP = re.compile(r"\{\\(?:listtext|pntext)\b([^{}]{0,400})\}")
"""striprtf reads the first alone; the second is that of WordPad and of older programs."""
_SIGN = re.compile(r"\\u(-?\d{1,6})")
_RING = re.compile(r"(?<=[ \t])o(?=\\tab|\t|$)")
_PRIVATE = range(0xE000, 0xF900)
"""Signs of a font that is not told."""
_SAID = "\x14"
_ALONE = re.compile(rf"^[^\n{_SAID}]*{_SAID}[ \t]*$", re.MULTILINE)


def with_labels(source: str) -> str:
    """RTF whose labels are all read, bullets as bullets."""
    return _GROUP.sub(lambda group: f"{{\\listtext{_read(group[1])}{_SAID}}}", source.replace(_SAID, " "))


def labelled(text: str) -> str:
    """What striprtf made of it, without the labels of items that say nothing."""
    return _ALONE.sub("", text).replace(_SAID, "")


def _read(label: str) -> str:
    read = _SIGN.sub(lambda sign: r"\u8226" if int(sign[1]) % 0x10000 in _PRIVATE else sign[0], label)
    return _RING.sub(r"\\u9702\\'3f", read)
