"""Signs that Word keeps as the code of a symbol font."""

from __future__ import annotations

from typing import Final

_SYMBOL: Final = dict(
    zip(
        (0xA3, 0xB3, 0xB1, 0xB4, 0xB8, 0xB9, 0xBA, 0xBB, 0xAE, 0xDE, 0xB0, 0xB7, 0xA5, 0xD7, 0x2D),
        "≤≥±×÷≠≡≈→⇒°•∞·-",
        strict=True,
    )
)
_OTHERS: Final = {
    "Wingdings": {
        **{0x80 + number: f"({number})" for number in range(11)},
        **{0x8B + number: f"({number})" for number in range(11)},
        **dict.fromkeys((0x6C, 0x6E, 0x75, 0x76, 0x77, 0x9F, 0xA7, 0xD8), "•"),
        **dict.fromkeys((0x6F, 0x71, 0x72, 0xA8), "☐"),
        0xE0: "→", 0xE8: "→", 0xF0: "→", 0xFC: "✓", 0xFE: "☑", 0x78: "☒",
    },
    "Wingdings 2": {0x50: "✓", 0x52: "☑", 0xA3: "☐"},
    "Wingdings 3": {},
    "Webdings": {},
}  # fmt: skip


def is_symbol_font(font: str) -> bool:
    """Whether the letters of `font` are other signs than their codes say."""
    return font == "Symbol" or font in _OTHERS


def sign(font: str, code: int) -> str:
    """The sign that `code` stands for in `font`; empty where nobody can tell."""
    code = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    if font == "Symbol":  # its digits and signs of arithmetic are those of ASCII
        plain = chr(code) if code in range(0x20, 0x40) and code not in (0x22, 0x24, 0x27) else ""
        return _SYMBOL.get(code) or plain
    if font in _OTHERS:
        return _OTHERS[font].get(code, "")
    return chr(code) if chr(code).isprintable() and code >= 0x20 else ""
