"""Bytes to text: UTF-8 or UTF-16, free of what controls a terminal."""

from __future__ import annotations

import codecs
from functools import lru_cache

from cchc.diagnostics import Diagnostic, Place, diagnostic, place_at
from cchc.errors import InputError


def decode(content: bytes) -> str:
    """Text from UTF-8, or from UTF-16 that says so with a byte order mark.

    Raises:
        InputError: another encoding, by its name where it can be told; or a character that
            controls a terminal.
    """
    utf16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = content.decode("utf-16") if utf16 else content.removeprefix(codecs.BOM_UTF8).decode()
    except UnicodeDecodeError as error:
        raise InputError(_other_encoding(content, error)) from None
    if not utf16 and _has_wide_letters(content):
        raise InputError(diagnostic("utf-16-without-mark", Place(1, 1)))
    refuse_control_characters(text)
    return text


def refuse_control_characters(text: str) -> None:
    """Lets `text` pass only if it is printable.

    Raises:
        InputError: it has a control character, at the place given.
    """
    if is_printable(text):
        return
    # Letter by letter of those that occur: a pattern of all that may would cost more to compile.
    if acting := [letter for letter in set(text) if _acts(letter)]:
        at = min(map(text.index, acting))
        problem = diagnostic("control-character", place_at(text, at), character=text[at])
        raise InputError(problem)


@lru_cache(maxsize=1)  # several ask it of the same text
def is_printable(text: str) -> bool:
    """Whether `text` has only what Python calls printable, and ends of lines.

    Most texts have; the others may still be free of control characters, but have a tab, a space
    that doesn't break or some such.
    """
    return text.replace("\n", "").replace("\r", "").isprintable()


def _acts(letter: str) -> bool:
    """Whether YAML takes a letter for not printable, or it is a byte order mark that is none."""
    return (
        (letter < " " and letter not in "\t\n\r")
        or ("\x7f" <= letter < "\xa0" and letter != "\x85")
        or "\ud800" <= letter <= "\udfff"
        or letter in "\ufeff\ufffe\uffff"
    )


def _other_encoding(content: bytes, error: UnicodeDecodeError) -> Diagnostic:
    from cchc.document.legacy import name_encoding  # only for a mistake

    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return diagnostic("not-utf8", Place(1, 1), byte=f"0x{content[-1]:02X}")
    if _has_wide_letters(content):
        return diagnostic("utf-16-without-mark", Place(1, 1))
    content = content.removeprefix(codecs.BOM_UTF8)
    place = place_at(content[: error.start].decode("utf-8", errors="replace") + "?", -1)
    if not _is_mostly_utf8(content) and (encoding := name_encoding(content)):
        return diagnostic("legacy-encoding", place, encoding=encoding)
    return diagnostic("not-utf8", place, byte=f"0x{content[error.start]:02X}")


def _is_mostly_utf8(content: bytes) -> bool:
    """Whether only a letter here and there isn't UTF-8."""
    text = content.decode("utf-8", errors="replace")
    lost = text.count("\ufffd")
    return sum(not letter.isascii() for letter in text) > 2 * lost


def _has_wide_letters(content: bytes) -> bool:
    """Whether every other byte or so is zero, as UTF-16 writes what ASCII has."""
    start = content[:200]
    return start.count(0) * 4 > len(start)
