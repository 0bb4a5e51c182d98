"""Which encoding of before Unicode a Vietnamese text is in, so that a refusal can name it.

The text is read as each encoding would have it, and the one counts in which most words with
accents are Vietnamese syllables.  Nothing read this way is ever used for more than its name.
"""

from __future__ import annotations

import re
from typing import Final
from unicodedata import combining

from cchc.text import nfc, nfd

_TONES: Final = "\u0300\u0301\u0303\u0309\u0323"

_TCVN3: Final = dict(
    zip(
        bytes.fromhex(
            "b5b6b7b8b9 a8bbbcbdbec6 a9c7c8c9cacb cccecfd0d1 aad2d3d4d5d6 d7d8dcddde dfe1e2e3e4"
            "abe5e6e7e8e9 aceaebecedee eff1f2f3f4 adf5f6f7f8f9 fafbfcfdfe ae a1a2a3a4a5a6a7"
        ),
        "àảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵđĂÂÊÔƠƯĐ",
        strict=True,
    )
)
"""TCVN 5712:1993, third table ("ABC" fonts, .VnTime): one byte a letter."""

_VNI_MARKS: Final = dict(
    zip(
        bytes.fromhex("f9f8fbf5ef e2 e1e0e5e3e4 ea e9e8fafceb"),
        [
            *("\u0301", "\u0300", "\u0309", "\u0303", "\u0323"),
            "\u0302",
            *(f"\u0302{tone}" for tone in "\u0301\u0300\u0309\u0303\u0323"),
            "\u0306",
            *(f"\u0306{tone}" for tone in "\u0301\u0300\u0309\u0303\u0323"),
        ],
        strict=True,
    )
)
_VNI_LETTERS: Final = dict(zip(bytes.fromhex("f4f6f1ecede6f3f2ee"), "ơưđìíỉĩịỵ", strict=True))
"""VNI Windows: most letters are a plain one followed by the byte of its marks."""

_TELLING: Final = 20_000
"""Bytes that tell enough."""
_LEAST: Final = 3
"""Words with accents that it takes to tell."""
_WORD: Final = re.compile(r"[^\W\d_]+")
_SYLLABLE: Final = re.compile(
    r"(ngh?|nh|gh?|gi|kh|ch|tr|th|ph|qu|[bcdđhklmnprstvx])?"
    r"(i[aêe]?u?|y[êe]?u?|u[yôâêeaơ]?[êaiy]?u?|ư[ơau]?[iu]?|o[aăe]?[oiy]?|oo|a[iyou]?|â[yu]?"
    r"|ă|e[o]?|ê[u]?|ô[i]?|ơ[i]?)"
    r"(ng|nh|ch|[cmnpt])?"
)


def name_encoding(content: bytes) -> str:
    """``TCVN3 (ABC)``, ``VNI`` or ``Windows-1258``; empty where none of them fits."""
    content = content[:_TELLING]
    readings = {
        "TCVN3 (ABC)": "".join(_TCVN3.get(byte, chr(byte)) for byte in content),
        "VNI": "".join(_vni(byte) for byte in content),
        "Windows-1258": content.decode("cp1258", errors="replace"),
    }
    likeness = {name: _likeness(nfc(text)) for name, text in readings.items()}
    best = max(likeness, key=lambda name: likeness[name])
    return best if likeness[best] >= 0.7 else ""


def _vni(byte: int) -> str:
    lower = byte | 0x20 if byte >= 0xC0 else byte
    return _VNI_LETTERS.get(lower) or _VNI_MARKS.get(lower) or chr(byte)


def _likeness(text: str) -> float:
    """The share of Vietnamese syllables among the words that have other letters than ASCII's."""
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    return sum(map(_is_syllable, words)) / len(words) if len(words) >= _LEAST else 0.0


def _is_syllable(word: str) -> bool:
    if not (word.islower() or word.isupper() or word.istitle()):
        return False
    letters = nfd(word.lower())
    tones = [letter for letter in letters if letter in _TONES]
    plain = nfc("".join(letter for letter in letters if letter not in _TONES))
    strange = any(combining(letter) for letter in plain)
    return len(tones) <= 1 and not strange and bool(_SYLLABLE.fullmatch(plain))
