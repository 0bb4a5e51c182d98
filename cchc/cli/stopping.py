"""Being told to end: from the keyboard, by CI that cancels a job, by a terminal that is closed."""

from __future__ import annotations

import signal
import sys
from types import FrameType
from typing import Final

_NAMES: Final = ("SIGINT", "SIGTERM", "SIGHUP")
_SIGNALS: Final = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]
_USUAL: Final = (signal.SIG_DFL, signal.default_int_handler)
_AGAIN: Final = 1.0
"""Seconds after which a run that is still there is told once more."""


class Stopped(SystemExit):
    """The process was told to end."""

    def __init__(self, number: int) -> None:
        self.exit_status = 128 + number
        """As shells report the signal: 130 for SIGINT, 143 for SIGTERM, 129 for SIGHUP."""
        super().__init__(self.exit_status)


def heed_signals() -> None:
    """Makes a signal to end the run an exception, so that nothing half-written stays behind.

    What whoever started this process has chosen to ignore, as `nohup` does, stays ignored.
    """
    for number in _SIGNALS:
        if signal.getsignal(number) in _USUAL:
            signal.signal(number, _stop)
    sys.unraisablehook = _unraisable


def _stop(number: int, _: FrameType | None) -> None:
    for each in _SIGNALS:
        signal.signal(each, signal.SIG_IGN)  # once is enough, and tidying up takes a moment
    if hasattr(signal, "setitimer"):
        # Python drops an exception that comes while it runs a callback of a fork, say, and tells
        # of no signal that comes just before a system call which waits.
        signal.signal(signal.SIGALRM, lambda *_: _raise(number))
        signal.setitimer(signal.ITIMER_REAL, _AGAIN, _AGAIN)
    _raise(number)


def _raise(number: int) -> None:
    raise Stopped(number)


def _unraisable(dropped: sys.UnraisableHookArgs) -> None:
    """Keeps quiet about a dropped exception that comes again."""
    if not isinstance(dropped.exc_value, Stopped):
        sys.__unraisablehook__(dropped)
