"""The entry point of a process; what it does is in `cchc.cli.run`."""

import gc
import os
import sys
from typing import NoReturn


def main() -> NoReturn:
    """Runs the command line of this process and ends it with its status."""
    # A run lives for a moment: collecting garbage in it costs more than it frees, and so does
    # taking the interpreter apart at the end.  Nothing here is left to an exit handler.
    gc.disable()
    from cchc.cli.run import run
    from cchc.cli.stopping import heed_signals

    heed_signals()
    status = run(sys.argv[1:])
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:  # whoever read the output has gone
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    os._exit(status)
