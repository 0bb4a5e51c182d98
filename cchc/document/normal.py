"""Texts in normal form NFC, so that two ways to write one letter are equal."""

from __future__ import annotations

from cchc.diagnostics import Place, diagnostic
from cchc.errors import InputError
from cchc.text import MOST_MARKS, flood, nfc


def normal(text: str, place: Place) -> str:
    """`text`, which stands at `place`, in normal form NFC.

    Raises:
        InputError: a letter bears more marks than any script has; nobody typed them, and on a
            screen they cover the lines around.
    """
    if flood(text) is not None:
        raise InputError(diagnostic("too-many-marks", place, limit=MOST_MARKS))
    return nfc(text)
