"""The answer to a shell that completes a command line: candidates, and never an error.

It is asked for by ``_CCHC_COMPLETE`` without arguments only.
"""

from __future__ import annotations

import os

import typer

from cchc.cli.app import build, defaults
from cchc.cli.candidates import know_candidates
from cchc.cli.click import CompletionItem, ShellComplete
from cchc.cli.console import Screen
from cchc.cli.environment import (
    COLOURS,
    VALUED,
    common_options,
    language,
    settings,
)
from cchc.cli.shells import protocol
from cchc.errors import Exit
from cchc.messages import LANGS, Messages


def complete(instruction: str) -> int:
    """Writes the candidates that `instruction` and the environment ask for.

    Whatever is wrong, with the line, the plan or the program, yields no candidates: nobody who
    presses Tab wants to read of it there.
    """
    try:
        asking = protocol(instruction.removesuffix("_complete"))
        lines = [asking.format_completion(item) for item in _candidates(asking)]
        Screen("json").write("".join(f"{line}\n" for line in lines if line))
    except Exception:
        return Exit.OK
    return Exit.OK


def _candidates(asking: ShellComplete) -> list[CompletionItem]:
    words, incomplete = asking.get_completion_args()
    words, stuck, incomplete = _separated(words, incomplete)
    if words[-1:] and words[-1] in VALUED and "--" not in words:
        found = _values(words[-1], incomplete)
    else:
        common = common_options(words)
        given = settings(common)
        messages = Messages(language(common.lang, os.environ.get("CCHC_LANG"), given.lang))
        asking.cli = typer.main.get_command(build(messages))
        asking.ctx_args = {"obj": messages, "default_map": defaults(asking.cli, given)}
        know_candidates(asking.cli)
        found = asking.get_completions(common.rest, incomplete)
    for item in found:
        item.value = stuck + item.value
    return found


def _values(option: str, incomplete: str) -> list[CompletionItem]:
    """What may stand behind an option that every command has."""
    if option == "--config":
        return [CompletionItem(incomplete, type="file")]
    known = LANGS if option == "--lang" else COLOURS
    return [CompletionItem(one) for one in known if one.startswith(incomplete)]


def _separated(words: list[str], incomplete: str) -> tuple[list[str], str, str]:
    """The words, what sticks to the word that is being typed, and that word without it.

    Some shells take ``--period=Q1`` for one word and want it back as one; bash makes three of it.
    """
    words = [word for word in words if word != "="]
    if incomplete == "=":
        return words, "", ""
    option, equals, value = incomplete.partition("=")
    if equals and option.startswith("--") and "--" not in words:
        return [*words, option], option + equals, value
    return words, "", incomplete
