"""Signs of fonts that have them in the place of letters, as Unicode: all of Symbol, what is common of Wingdings."""

from __future__ import annotations

_SYMBOL = dict(
    enumerate(
        " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼", start=0x20
    )
) | dict(
    enumerate(
        "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊⟨®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪\ue000⟩∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭",
        start=0xA0,
    )
)
_WINGDINGS = {
    0x22: "✂", 0x28: "☎", 0x2A: "✉", 0x45: "☜", 0x46: "☞", 0x4A: "☺", 0x4C: "☹", 0x55: "✝", 0x58: "✠", 0x6C: "●",
    0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "❑", 0x72: "❒", 0x73: "⬧", 0x75: "◆", 0x76: "❖", 0x77: "⬥", 0x9F: "•",
    0xA7: "▪", 0xA8: "□", 0xAB: "★", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xF0: "⇨",
    0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_SIGNS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS}
_NONE = "\ue000"
_PRIVATE = range(0xF000, 0xF100)
"""Where Word has the letters of such fonts."""


def is_symbolic(font: str) -> bool:
    """Whether the font has other signs in the place of letters."""
    return font.strip().lower() in _SIGNS


def sign(font: str, code: int) -> str:
    """The sign of a font; "" for one that only the font's own numbers know."""
    own = _SIGNS.get(font.strip().lower())
    if own is not None:
        return own.get(code - _PRIVATE.start if code in _PRIVATE else code, "").replace(_NONE, "")
    return "" if code in _PRIVATE or not 0x20 <= code < 0x110000 or 0xD800 <= code < 0xE000 else chr(code)


def signs(font: str, text: str) -> str:
    """Text that is set in such a font."""
    return "".join(char if char.isspace() else sign(font, ord(char)) for char in text)
