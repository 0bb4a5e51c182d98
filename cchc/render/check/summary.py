"""Markdown cut to a size, as the summaries of CI jobs have to be."""

from __future__ import annotations

from cchc.messages import Messages


def fitting(body: str, end: str, room: int, messages: Messages) -> str:
    """`body` and `end` in no more than `room` bytes, with a line that says what was left out.

    The end, which sums up the whole, is kept if it takes no more than half of the room; the body is
    cut before a heading, or at least before a line.
    """
    if _size(body) + _size(end) <= room:
        return body + end
    note = f"\n*{messages('finding.shortened')}*\n"
    end = end if 2 * _size(end) <= room else ""
    body = _cut(body, room - _size(note) - _size(end) - _size(_CLOSE))
    if body.count("<details>") > body.count("</details>"):
        body += _CLOSE
    return body + note + end if _size(note) <= room else ""


_CLOSE = "\n</details>\n"


def _cut(text: str, most: int) -> str:
    """The beginning of `text`, up to a heading or the end of a line."""
    kept = text.encode(errors="backslashreplace")[: max(0, most)].decode(errors="ignore")
    if len(kept) == len(text):
        return text
    heading = kept.rfind("\n## ")
    at = heading if 2 * heading > len(kept) else kept.rfind("\n")
    return kept[: at + 1]


def _size(text: str) -> int:
    return len(text.encode(errors="backslashreplace"))
