"""Signs that look like YAML's spaces and colons but aren't, put right and reported.

They come with text copied from Word or the web.  A line that is indented with spaces that don't
break belongs elsewhere than it seems to, and a name with a full-width colon is no name at all.
What ends a line in YAML 1.1 but in no editor becomes a space, as it would in a value, so that
lines are those that people see and a comment reaches to the end of its line.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from cchc.diagnostics import LINE_BREAK, Diagnostic, Place, diagnostic
from cchc.document.encoding import is_printable

_NO_WIDTH: Final = "\u200b\u2060"
_BREAKS: Final = "\x85\u2028\u2029"
_SPACES: Final = "\xa0\u1680\u2000-\u200a\u202f\u205f\u3000" + _NO_WIDTH + _BREAKS
_WIDE_COLON: Final = "："
# Patterns of what hardly any file has are compiled when one has it.
_SUSPECT: Final = f"[{_SPACES}{_WIDE_COLON}]"
_INDENT: Final = f"( *)([{_SPACES}][ \t{_SPACES}]*)(?=[^ \t{_SPACES}])"
_COLON: Final = rf"( *[\w.]+)(?:(：)[ {_SPACES}]*|:([{_SPACES}]+ *))"

_TO_SPACES: Final = str.maketrans(dict.fromkeys(_BREAKS, " "))


class Shift(NamedTuple):
    """How far the rest of a line has moved."""

    start: int
    """The first column that has moved, as it is now."""
    by: int


class Repaired(NamedTuple):
    """A text with plain spaces and colons where it seemed to have them."""

    text: str
    diagnostics: list[Diagnostic]
    shifts: dict[int, list[Shift]]
    """By line; the last one first."""

    def place(self, line: int, column: int) -> Place:
        """Where something stood before the text was put right."""
        for shift in self.shifts.get(line, ()):
            if column >= shift.start:
                column -= shift.by
        return Place(line, column)


def repair(text: str) -> Repaired:
    """`text` as it looks; each line that was put right is reported."""
    repaired = Repaired(text, [], {})
    if (is_printable(text) and _WIDE_COLON not in text) or not re.search(_SUSPECT, text):
        return repaired
    parts = re.split(f"({LINE_BREAK.pattern})", text)
    for index in range(0, len(parts), 2):
        if re.search(_SUSPECT, parts[index]):
            parts[index] = _line(parts[index], index // 2 + 1, repaired)
    return repaired._replace(text="".join(parts))


def _line(line: str, number: int, repaired: Repaired) -> str:
    if not re.sub(f"[ \t{_SPACES}]", "", line):
        return ""
    shifts: list[Shift] = []
    if match := re.match(_INDENT, line):
        place = Place(number, match.start(2) + 1)
        repaired.diagnostics.append(diagnostic("strange-indent", place, character=match[2][0]))
        spaces = " " * sum(letter not in _NO_WIDTH for letter in match[0])
        shifts.append(Shift(len(spaces) + 1, len(spaces) - match.end()))
        line = spaces + line[match.end() :]
    if match := re.match(_COLON, line):
        at = match.start(match.lastindex or 0)
        moved = sum(shift.by for shift in shifts)
        problem = diagnostic("strange-colon", Place(number, at + 1 - moved), character=line[at])
        repaired.diagnostics.append(problem)
        plain = f"{match[1]}: "
        shifts.append(Shift(len(plain) + 1, len(plain) - match.end()))
        line = plain + line[match.end() :]
    if shifts:
        repaired.shifts[number] = shifts[::-1]
    return line.translate(_TO_SPACES)
