"""What to do with a file that no reader reads, by the ending of its name."""

from __future__ import annotations

_SAVE_AS = {
    ".docx or .odt": ".doc .dot .wps .wpd .wri .sxw .fodt .pages .hwp .lwp",
    ".csv": ".xls .xlsx .xlsm .xlsb .ods .sxc .numbers .dbf",
    ".eml": ".msg .oft",
    ".mbox": ".pst .ost .olm .dbx",
    ".html": ".webarchive .maff",
    "PDF": ".ppt .pptx .pps .ppsx .odp .sxi .ps .eps .xps .indd .pub",
    ".epub": ".mobi .azw .azw3 .fb2 .lit",
}
_OTHER = {
    "scanned pages need OCR first": ".png .jpg .jpeg .gif .bmp .tif .tiff .webp .heic .jp2 .djvu .pbm .pgm .ppm .xbm",
    "write down what is said": ".mp3 .m4a .wav .aif .aiff .aifc .au .ogg .flac .mp4 .mov .avi .mkv .webm",
    "unpack it first": ".7z .rar .tar .tgz .bz2 .xz .zst",
}
_REMEDIES = {suffix: f"save it as {wanted}" for wanted, suffixes in _SAVE_AS.items() for suffix in suffixes.split()} | {
    suffix: remedy for remedy, suffixes in _OTHER.items() for suffix in suffixes.split()
}
_WRITTEN = frozenset(_SAVE_AS[".docx or .odt"].split())
"""What such files are called may be plain text all the same: once any letter was a `.doc`."""


def remedy(suffix: str, is_text: bool = False) -> str:
    """What helps with a file of a name, or of one that holds plain text; empty where nothing is known to."""
    known = _REMEDIES.get(suffix, "")
    if not is_text or (known and suffix not in _WRITTEN):
        return known
    return f"{known}; if it is plain text, name it .txt" if known else "its content is text: name it .txt"
