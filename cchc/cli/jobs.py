"""Work spread over processes, with results in the order of the work."""

import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from cchc.submission.documents import WORKBOOKS

Item = TypeVar("Item")
Result = TypeVar("Result")

_MOST = 64
"""Files that one process takes at a time, at the most; handing them over takes time, too."""
_SHARES = 8
"""Portions for each process, at the least, so that all of them end at about the same time."""
_AHEAD = 2
"""Chunks for each process that may be done before their turn comes to be written."""
_WORTH_A_PROCESS = 500
"""Text files that take longer than starting a process."""
_WORKBOOK = 40
"""Text files that take as long as a workbook."""

_work: Callable[[Any], Any]


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def useful_jobs(files: Sequence[str]) -> int:
    """How many processes repay their start at `files`; at the most, all processors."""
    workbooks = sum(os.path.splitext(file)[1].lower() in WORKBOOKS for file in files)
    load = len(files) + workbooks * (_WORKBOOK - 1)
    return max(1, min(processors(), load // _WORTH_A_PROCESS))


def chunks(items: Sequence[Item], jobs: int) -> Iterator[Sequence[Item]]:
    """`items` in portions, for so many processes."""
    size = max(1, min(_MOST, len(items) // (jobs * _SHARES)))
    return (items[start : start + size] for start in range(0, len(items), size))


def spread(
    function: Callable[[Item], Result], items: Iterator[Item], jobs: int
) -> Iterator[Result]:
    """What `function` makes of each item, in the items' order, whatever the number of jobs.

    Only a few results wait for their turn at any time.  If a process dies, of too little memory
    say, this one does the rest.
    """
    if jobs == 1:
        yield from map(function, items)
        return
    # A quarter of a run's start, which one job does without.
    from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
    from multiprocessing import get_context

    # Windows can't wait for more.
    jobs = min(jobs, 61) if sys.platform == "win32" else jobs
    context = get_context("fork" if sys.platform == "linux" else "spawn")
    pool = ProcessPoolExecutor(jobs, context, _prepare, (function,))
    taken: deque[Item] = deque()
    results: deque[Any] = deque()

    def hand_over(count: int) -> None:
        for item in islice(items, count):
            taken.append(item)  # before it is handed over, which a broken pool refuses
            results.append(pool.submit(_do, item))

    done = False
    try:
        hand_over(jobs * _AHEAD)
        while results:
            yield results.popleft().result()
            taken.popleft()
            hand_over(1)
        done = True
    except BrokenExecutor:
        yield from map(function, taken)
        yield from map(function, items)
    finally:
        # Nobody waits for what others are at once the run is to end.
        pool.shutdown(wait=done, cancel_futures=True)


def _prepare(function: Callable[[Any], Any]) -> None:
    """Gives a new process its work; stopping from the keyboard is for the first one to see."""
    global _work  # noqa: PLW0603  # a process of a pool keeps what it needs nowhere else
    from threading import Thread

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    Thread(target=_end_with_parent, daemon=True).start()
    _work = function


def _end_with_parent() -> None:
    """Ends this process as soon as the one that started it has ended, however that was."""
    from multiprocessing import parent_process

    if parent := parent_process():
        parent.join()
        os._exit(0)


def _do(item: Any) -> Any:
    return _work(item)
