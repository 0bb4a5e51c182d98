"""One run of the command line: language, commands, and what an error looks like."""

from __future__ import annotations

import os
from collections.abc import Sequence

from cchc import __version__
from cchc.cli.console import prepare_streams, show_error
from cchc.cli.environment import COMPLETION, checked, common_options, language, settings
from cchc.cli.stopping import Stopped
from cchc.errors import CchcError, Exit, as_cchc_error
from cchc.messages import Messages
from cchc.settings import Settings


def run(arguments: Sequence[str]) -> int:
    """Runs `arguments`, printing to the standard streams; returns the exit status."""
    if not arguments and (instruction := os.environ.get(COMPLETION)):
        from cchc.cli.completing import complete

        prepare_streams()
        return complete(instruction)
    common = common_options(arguments)
    prepare_streams(common.color)
    chosen = (common.lang, os.environ.get("CCHC_LANG"))
    messages = Messages(language(*chosen))
    try:
        given = settings(checked(common))
        messages = Messages(language(*chosen, given.lang))
        if common.rest in (["--version"], ["-V"]):
            return _version(given)
        from cchc.cli.app import call  # typer, half of the cost of a run

        return call(_asking_for_help(common.rest), messages, given)
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
    except KeyboardInterrupt:  # where nobody heeds signals for us
        return Exit.INTERRUPTED


def _version(given: Settings) -> int:
    """Prints the program's version, then the plans that its commands go by."""
    print(f"cchc {__version__}", flush=True)
    from cchc.plan.load import load_all
    from cchc.render.kit.provenance import of_plan

    for plan in load_all(given.plan).plans:
        print(of_plan(plan), flush=True)
    return Exit.OK


def _asking_for_help(arguments: list[str]) -> list[str]:
    """`arguments`, in which ``help COMMAND`` stands for ``COMMAND --help``."""
    return [*arguments[1:], "--help"] if arguments[:1] == ["help"] else arguments
