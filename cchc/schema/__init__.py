"""JSON Schemas (2020-12) of the files that cchc reads, for editors and other validators.

A schema sees the values that a YAML parser made of a file, so that it can't tell ``1e2`` from
100, compare two figures or know the calendar; what it can express is what cchc accepts, neither
more nor less, with the same names and words.

A text with hidden characters or loose accents is left to cchc.
"""

from __future__ import annotations

from typing import Final, Literal, get_args

Output = Literal["check", "rollup", "deadlines", "plan", "tally"]
OUTPUTS: Final[tuple[Output, ...]] = get_args(Output)
"""The reports whose JSON has a schema."""
