"""One run of the command line: language, commands, and what an error looks like."""

from __future__ import annotations

import os
from collections.abc import Sequence

from cchc import __version__
from cchc.cli.console import prepare_streams, show_error
from cchc.cli.environment import COMPLETION, language
from cchc.cli.stopping import Stopped
from cchc.diagnostics import diagnostic
from cchc.errors import CchcError, Exit, UsageError, as_cchc_error
from cchc.messages import LANGS, Messages


def run(arguments: Sequence[str]) -> int:
    """Runs `arguments`, printing to the standard streams; returns the exit status."""
    prepare_streams()
    if not arguments and (instruction := os.environ.get(COMPLETION)):
        from cchc.cli.completing import complete

        return complete(instruction)
    chosen, rest = language(arguments)
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
    except Stopped as stopped:
        return stopped.exit_status
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
