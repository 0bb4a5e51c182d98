"""What has to be known before options are read: the language, and whether a shell asks."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Final

from cchc.messages import LANGS

COMPLETION: Final = "_CCHC_COMPLETE"
"""The variable set to ``SHELL_complete`` by the script of a shell that asks for candidates."""


def language(arguments: Sequence[str]) -> tuple[str, list[str]]:
    """The language asked for, and the arguments without the option that asks.

    Help is in it, and so it may stand anywhere on the line.
    """
    chosen = os.environ.get("CCHC_LANG", "") or LANGS[0]
    rest = []
    words = iter(arguments)
    for word in words:
        if word == "--":
            rest += [word, *words]
        elif word == "--lang":
            chosen = next(words, "")
        elif word.startswith("--lang="):
            chosen = word.removeprefix("--lang=")
        else:
            rest.append(word)
    return chosen, rest
