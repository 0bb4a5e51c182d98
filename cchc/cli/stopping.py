"""Being told to end: by CI that cancels a job, by a terminal that is closed."""

from __future__ import annotations

import signal
from types import FrameType
from typing import Final

_SIGNALS: Final = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]


class Stopped(SystemExit):
    """The process was told to end."""

    def __init__(self, number: int) -> None:
        self.exit_status = 128 + number
        """As shells report the signal: 143 for SIGTERM, 129 for SIGHUP."""
        super().__init__(self.exit_status)


def heed_signals() -> None:
    """Makes a signal to end the run an exception, so that nothing half-written stays behind.

    What whoever started this process has chosen to ignore, as `nohup` does, stays ignored.
    """
    for number in _SIGNALS:
        if signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, _stop)


def _stop(number: int, _: FrameType | None) -> None:
    for each in _SIGNALS:
        signal.signal(each, signal.SIG_IGN)  # once is enough, and tidying up takes a moment
    raise Stopped(number)
