"""One run of the command line: language, commands, and what an error looks like."""

from __future__ import annotations

import os
from collections.abc import Sequence

from cchc import __version__
from cchc.cli.console import prepare_streams, show_error
from cchc.diagnostics import diagnostic
from cchc.errors import CchcError, Exit, UsageError, as_cchc_error
from cchc.messages import LANGS, Messages


def run(arguments: Sequence[str]) -> int:
    """Runs `arguments`, printing to the standard streams; returns the exit status."""
    prepare_streams()
    chosen, rest = _language(arguments)
    messages = Messages(next((lang for lang in LANGS if lang == chosen), LANGS[0]))
    try:
        if rest == ["--version"]:
            print(f"cchc {__version__}", flush=True)
            return Exit.OK
        if chosen not in LANGS:
            known = ", ".join(LANGS)
            raise UsageError(
                diagnostic("usage-unknown-choice", option="--lang", value=chosen, known=known)
            )
        from cchc.cli.app import call  # typer, half of the cost of a run

        return call(rest, messages)
    except (BrokenPipeError, SystemExit):  # whoever read help or version has seen enough
        return Exit.OK
    except Exception as error:
        if "CCHC_DEBUG" in os.environ and not isinstance(error, CchcError):
            raise
        problem = as_cchc_error(error)
        show_error(problem, messages)
        return problem.exit_status
    except KeyboardInterrupt:
        return Exit.INTERRUPTED


def _language(arguments: Sequence[str]) -> tuple[str, list[str]]:
    """The language asked for, and the arguments without the option that asks.

    It is needed before the options are read, since their help is in it; so it may stand
    anywhere on the line.
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
