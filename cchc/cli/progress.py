"""A progress bar that makes room for what is printed beside it."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn


class Bar:
    """A bar on standard error, gone when all is done."""

    def __init__(self, total: int, text: str) -> None:
        # Drawn by hand: a thread that draws would be copied into the processes of a pool.
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            auto_refresh=False,
            transient=True,
        )
        self._task = self._progress.add_task(text, total=total)

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._progress.stop()

    @contextmanager
    def hidden(self, done: int) -> Iterator[None]:
        """Takes the bar away for as long as something is printed, then shows `done` more."""
        self._progress.stop()
        yield
        self._progress.advance(self._task, done)
        self._progress.start()
        self._progress.refresh()
